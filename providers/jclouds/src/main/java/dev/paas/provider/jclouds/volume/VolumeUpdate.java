package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.Map;

/**
 * Changes one volume in place, also while a server has it. Each part is compared with what is
 * really there first, so that a change which was interrupted is taken up where it stopped.
 */
final class VolumeUpdate {
  private final Scope scope;
  private final Volumes volumes;
  private final VolumeWaiting waiting;

  VolumeUpdate(Scope scope, Volumes volumes, CallContext context) {
    this.scope = scope;
    this.volumes = volumes;
    this.waiting = new VolumeWaiting(volumes, scope, context);
  }

  ObservedResource update(UpdateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    MapValue planned = request.planned();
    Volume volume = settled(VolumeAttributes.id(request.prior()));
    VolumeHandler.checkOurs(scope, volume);
    String name = planned.getString("name", volume.name());
    if (!volume.name().equals(name)) {
      volumes.renameVolume(volume.id(), name);
    }
    relabel(volume, request);
    grow(volume, VolumeAttributes.gib(planned).orElse(volume.gib()));
    return VolumeAttributes.observed(planned, settled(volume.id()));
  }

  private Volume settled(String id) throws CloudException, InterruptedException, ProviderException {
    Volume volume =
        waiting
            .untilSettled(id)
            .orElseThrow(
                () ->
                    ProviderException.builder("the volume is gone")
                        .hint("Plan again: it will be made anew, empty.")
                        .build());
    if (volume.phase() == Phase.BROKEN) {
      throw ProviderException.builder("the volume is broken")
          .detail(VolumeFaults.detail(volumes, volume))
          .hint("Have the cloud repair it; or --replace makes it anew, empty.")
          .build();
    }
    return volume;
  }

  /** What was imported bears nothing of ours yet. */
  private void relabel(Volume volume, UpdateRequest request)
      throws CloudException, InterruptedException {
    Map<String, String> wanted = Labels.own(volume.metadata());
    if (wanted.isEmpty()) {
      wanted = scope.labels().resource(request.address(), request.key(), request.revision());
    }
    wanted.putAll(UserLabels.texts(request.planned().getMap("labels")));
    if (!wanted.equals(volume.metadata())) {
      volumes.setVolumeMetadata(volume.id(), wanted);
    }
  }

  private void grow(Volume volume, int gib)
      throws CloudException, InterruptedException, ProviderException {
    if (gib <= volume.gib()) {
      return;
    }
    extend(volume.id(), gib);
    Volume grown = settled(volume.id());
    if (grown.gib() < gib) {
      String fault = volumes.fault(volume.id());
      throw ProviderException.builder("the cloud could not make the volume larger")
          .detail(fault.isEmpty() ? "It has the size that it had." : fault)
          .path(ValuePath.of(VolumeAttributes.SIZE))
          .build();
    }
  }

  private void extend(String id, int gib)
      throws CloudException, InterruptedException, ProviderException {
    try {
      volumes.extend(id, gib);
    } catch (CloudException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      throw Failures.explain(e).path(ValuePath.of(VolumeAttributes.SIZE)).build();
    }
  }
}

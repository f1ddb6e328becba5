package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Images;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.provider.jclouds.cloud.Volumes.VolumeTemplate;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes one volume. What bears the key already is gone on with; what turns out broken is taken away
 * again, and told with the cloud's own reason.
 */
final class VolumeCreation {
  /** How long a volume may take to be listed whose creation was not answered. */
  private static final int LISTED_SECONDS = 10;

  private final Scope scope;
  private final Volumes volumes;
  private final CallContext context;
  private final VolumeWaiting waiting;

  VolumeCreation(Scope scope, Volumes volumes, CallContext context) {
    this.scope = scope;
    this.volumes = volumes;
    this.context = context;
    this.waiting = new VolumeWaiting(volumes, scope, context);
  }

  ObservedResource create(CreateRequest request) throws ProviderException {
    Volume begun = Failures.told(context, () -> begin(request));
    MapValue planned = request.planned();
    try {
      return VolumeAttributes.observed(planned, await(planned, begun.id()));
    } catch (CloudException e) {
      throw Failures.explain(e).partial(left(planned, begun)).build();
    } catch (InterruptedException e) {
      throw Failures.interrupted(context, e, left(planned, begun));
    }
  }

  /** The volume that was ordered, by this call or an earlier one. */
  private Volume begin(CreateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Volume> made = made(request);
    if (made.isPresent()) {
      return made.get();
    }
    VolumeTemplate template = template(request);
    try {
      return volumes.createVolume(template);
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        throw e;
      }
      return listed(request).orElseThrow(() -> e);
    }
  }

  private Optional<Volume> made(CreateRequest request) throws CloudException, InterruptedException {
    String name = request.planned().getString("name", "");
    return volumes.volumesNamed(name).stream()
        .filter(volume -> scope.labels().isOf(request.key(), volume.metadata()))
        .filter(volume -> volume.phase() != Phase.LEAVING)
        .findFirst();
  }

  /** When the answer was lost, the volume may have been ordered all the same. */
  private Optional<Volume> listed(CreateRequest request)
      throws CloudException, InterruptedException {
    for (int second = 0; second < LISTED_SECONDS; second++) {
      Optional<Volume> volume = made(request);
      if (volume.isPresent()) {
        return volume;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return Optional.empty();
  }

  private VolumeTemplate template(CreateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    MapValue planned = request.planned();
    Map<String, String> metadata =
        scope.labels().resource(request.address(), request.key(), request.revision());
    metadata.putAll(UserLabels.texts(planned.getMap("labels")));
    return new VolumeTemplate(
        request.key(),
        planned.getString("name", ""),
        VolumeAttributes.gib(planned).orElse(1),
        planned.getString("volumeType"),
        planned.getString("zone"),
        planned.has("image") ? Images.meant(scope.cloud(), planned).id() : null,
        planned.getString("snapshot"),
        metadata);
  }

  private Volume await(MapValue planned, String id)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Volume> volume = waiting.untilSettled(id);
    if (volume.isEmpty()) {
      throw ProviderException.builder("the volume was deleted while it was made")
          .detail("Somebody else, or the cloud itself, has deleted " + id + ".")
          .build();
    }
    if (volume.get().phase() == Phase.BROKEN) {
      throw broken(planned, volume.get());
    }
    return volume.get();
  }

  /** Takes a broken volume away; if that fails as well, it is told that it is left. */
  private ProviderException broken(MapValue planned, Volume volume)
      throws CloudException, InterruptedException {
    String fault = VolumeFaults.detail(volumes, volume);
    ProviderException.Builder told =
        ProviderException.builder("the cloud could not make the volume").detail(fault);
    try {
      volumes.deleteVolume(volume.id());
      Optional<Volume> left = waiting.untilGone(volume.id());
      return left.isEmpty() ? told.build() : told.partial(left(planned, volume)).build();
    } catch (CloudException e) {
      return told.partial(left(planned, volume)).cause(e).build();
    }
  }

  /** What is there of it, as far as was seen. */
  private ObservedResource left(MapValue planned, Volume begun) {
    Volume seen = waiting.last();
    return VolumeAttributes.observed(planned, seen == null ? begun : seen);
  }
}

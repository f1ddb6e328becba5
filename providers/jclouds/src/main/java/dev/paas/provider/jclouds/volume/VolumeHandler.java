package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of a platform. */
public final class VolumeHandler implements ResourceHandler {
  private final Scope scope;

  public VolumeHandler(Scope scope) {
    this.scope = scope;
  }

  private Volumes volumes() throws ProviderException {
    return scope
        .cloud()
        .volumes()
        .orElseThrow(
            () ->
                ProviderException.builder(
                        "volumes cannot be made by way of " + scope.cloud().abilities().api())
                    .hint("Make it by other means.")
                    .build());
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    return new VolumePlanner(scope.names(), volumes().imaged()).plan(request);
  }

  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    VolumePreflight preflight = new VolumePreflight(scope.cloud(), volumes());
    Failures.told(
        context,
        () -> {
          preflight.check(request);
          return true;
        });
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    String id = VolumeAttributes.id(request.attributes());
    return Failures.told(context, () -> volumes().volume(id))
        .flatMap(volume -> observed(request.attributes(), volume));
  }

  /** One list of all volumes, whatever is asked for. */
  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    if (requests.isEmpty()) {
      return List.of();
    }
    Map<String, Volume> volumes = new HashMap<>();
    Failures.told(context, () -> volumes().volumes())
        .forEach(volume -> volumes.put(volume.id(), volume));
    List<Optional<ObservedResource>> all = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      Volume volume = volumes.get(VolumeAttributes.id(request.attributes()));
      all.add(volume == null ? Optional.empty() : observed(request.attributes(), volume));
    }
    return all;
  }

  private static Optional<ObservedResource> observed(MapValue recorded, Volume volume) {
    return volume.phase() == Phase.LEAVING
        ? Optional.empty()
        : Optional.of(VolumeAttributes.observed(recorded, volume));
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return new VolumeCreation(scope, volumes(), context).create(request);
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    Volumes volumes = volumes();
    return Failures.told(context, () -> new VolumeUpdate(scope, volumes, context).update(request));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Volumes volumes = volumes();
    VolumeWaiting waiting = new VolumeWaiting(volumes, scope, context);
    String id = VolumeAttributes.id(request.attributes());
    Failures.told(
        context,
        () -> {
          Optional<Volume> volume = volumes.volume(id);
          if (volume.isPresent() && volume.get().phase() != Phase.LEAVING) {
            checkOurs(scope, volume.get());
            free(volumes, waiting, id);
            volumes.deleteVolume(id);
          }
          Optional<Volume> left = waiting.untilGone(id);
          if (left.isPresent()) {
            throw ProviderException.builder("the cloud could not delete the volume")
                .detail(VolumeFaults.detail(volumes, left.get()))
                .build();
          }
          return true;
        });
  }

  /**
   * Takes a volume from the machines of the platform that still have it: what refers to it is
   * changed only after it is gone.
   */
  private void free(Volumes volumes, VolumeWaiting waiting, String id)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Volume> volume = waiting.untilSettled(id);
    if (volume.isPresent()) {
      for (String serverId : volume.get().devices().keySet()) {
        Optional<Server> server = scope.cloud().server(serverId);
        if (server.isPresent()) {
          free(volumes, volume.get(), server.get());
        }
      }
      volume = waiting.untilFree(id);
    }
    if (volume.isPresent() && volume.get().phase() == Phase.ATTACHED) {
      throw inUse(Attachments.holders(scope.cloud(), volume.get()));
    }
  }

  /** What is being deleted lets go of its volumes by itself. */
  private void free(Volumes volumes, Volume volume, Server server)
      throws CloudException, InterruptedException, ProviderException {
    if (scope.labels().isOurs(server.metadata())) {
      volumes.detach(volume.id(), server.id());
    } else if (server.phase() == Server.Phase.SETTLED) {
      throw inUse(server.name());
    }
  }

  private static ProviderException inUse(String server) {
    return ProviderException.builder("the volume is in use")
        .detail("The server that has it is no machine of this platform: " + server + ".")
        .hint("Take it from there first.")
        .build();
  }

  /** Refuses what another platform has made. */
  static void checkOurs(Scope scope, Volume volume) throws ProviderException {
    if (scope.labels().isForeign(volume.metadata())) {
      throw Failures.foreign("the volume " + volume.name(), "metadata");
    }
  }

  /** Waits until the volume is there: what it is like is not known before. */
  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    Volumes volumes = volumes();
    return Failures.told(
        context,
        () -> {
          for (Volume volume : volumes.volumes()) {
            if (volume.phase() != Phase.LEAVING
                && scope.labels().isOf(request.key(), volume.metadata())) {
              return new VolumeWaiting(volumes, scope, context)
                  .untilSettled(volume.id())
                  .flatMap(settled -> observed(request.planned(), settled));
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Optional<Volume> volume = volumes().volume(request.id());
          if (volume.isEmpty()) {
            return Optional.empty();
          }
          checkOurs(scope, volume.get());
          return observed(MapValue.empty(), volume.get());
        });
  }
}

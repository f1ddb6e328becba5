package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives a machine the volumes that it shall have, and takes from it what it shall have no longer.
 * Each is compared with what is really so, so that what was interrupted is taken up again. Volumes
 * that others have attached are left alone.
 */
public final class Attachments {
  private final Scope scope;
  private final Volumes volumes;
  private final VolumeWaiting waiting;

  private Attachments(Scope scope, Volumes volumes, CallContext context) {
    this.scope = scope;
    this.volumes = volumes;
    this.waiting = new VolumeWaiting(volumes, scope, context);
  }

  /**
   * Makes a machine's volumes what is planned.
   *
   * @param before what it had as recorded; empty for a new one
   */
  public static void settle(
      Scope scope, Server server, MapValue before, MapValue planned, CallContext context)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Volumes> volumes = scope.cloud().volumes();
    if (volumes.isPresent()) {
      new Attachments(scope, volumes.get(), context)
          .settle(server, WantedVolumes.of(before), WantedVolumes.of(planned));
    }
  }

  private void settle(Server server, WantedVolumes before, WantedVolumes wanted)
      throws CloudException, InterruptedException, ProviderException {
    for (String id : new TreeSet<>(server.volumeIds())) {
      if (!wanted.has(id) && (before.has(id) || isOurs(id))) {
        detach(server, id);
      }
    }
    for (WantedVolumes.Entry entry : wanted.entries()) {
      attach(server, entry);
    }
  }

  private boolean isOurs(String id) throws CloudException, InterruptedException {
    return volumes.volume(id).filter(each -> scope.labels().isOurs(each.metadata())).isPresent();
  }

  private void detach(Server server, String id)
      throws CloudException, InterruptedException, ProviderException {
    waiting.untilSettled(id);
    volumes.detach(id, server.id());
    Optional<Volume> left = waiting.untilDetached(id, server.id());
    if (left.isPresent() && left.get().devices().containsKey(server.id())) {
      throw ProviderException.builder("the cloud could not detach a volume")
          .detail(left.get().name() + ": " + VolumeFaults.detail(volumes, left.get()))
          .path(WantedVolumes.PATH)
          .build();
    }
  }

  private void attach(Server server, WantedVolumes.Entry entry)
      throws CloudException, InterruptedException, ProviderException {
    if (server.volumeIds().contains(entry.id())) {
      Optional<Volume> volume = waiting.untilSettled(entry.id());
      if (volume.isPresent() && isAttached(volume.get(), server, entry)) {
        return;
      }
      detach(server, entry.id());
    }
    Volume free = attachable(server, entry);
    if (!free.devices().containsKey(server.id())) {
      begin(server, entry);
    }
    Optional<Volume> volume = waiting.untilSettled(entry.id());
    if (volume.isEmpty() || !volume.get().devices().containsKey(server.id())) {
      throw ProviderException.builder("the cloud could not attach the volume " + free.name())
          .hint("Is it in the zone of the machine, and the machine in order?")
          .path(entry.path())
          .build();
    }
    if (!isAttached(volume.get(), server, entry)) {
      detach(server, entry.id());
      throw otherDevice(entry, String.valueOf(volume.get().devices().get(server.id())));
    }
  }

  private static boolean isAttached(Volume volume, Server server, WantedVolumes.Entry entry) {
    String device = volume.devices().get(server.id());
    return device != null && (entry.device() == null || entry.device().equals(device));
  }

  /** When the answer was lost, it may have been begun all the same. */
  private void begin(Server server, WantedVolumes.Entry entry)
      throws CloudException, InterruptedException {
    try {
      volumes.attach(entry.id(), server.id(), entry.device());
    } catch (CloudException e) {
      Optional<Volume> volume =
          e.kind() == Kind.BROKEN ? waiting.untilSettled(entry.id()) : Optional.empty();
      if (volume.isEmpty() || !volume.get().devices().containsKey(server.id())) {
        throw e;
      }
    }
  }

  /** The volume as soon as the machine can have it, or has it. */
  private Volume attachable(Server server, WantedVolumes.Entry entry)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Volume> found = waiting.untilAttachable(entry.id(), server.id());
    if (found.isEmpty()) {
      throw missing(entry);
    }
    Volume volume = found.get();
    if (volume.phase() == Phase.BROKEN) {
      throw ProviderException.builder("the volume " + volume.name() + " is broken")
          .detail(VolumeFaults.detail(volumes, volume))
          .path(entry.path())
          .build();
    }
    if (!server.zone().isEmpty()) {
      VolumeZone.check(volumes, volume, entry, server.zone());
    }
    if (volume.phase() != Phase.FREE && !volume.devices().containsKey(server.id())) {
      throw held(scope.cloud(), volume)
          .hint("Take it from there first; a volume can be attached once.")
          .path(entry.path())
          .build();
    }
    return volume;
  }

  private static ProviderException missing(WantedVolumes.Entry entry) {
    return ProviderException.builder("the cloud has no volume " + entry.id())
        .path(entry.path())
        .build();
  }

  private static ProviderException otherDevice(WantedVolumes.Entry entry, String device) {
    return ProviderException.builder(
            "the cloud attaches it as " + device + ", not as " + entry.device())
        .detail("Not every cloud does as it is told. It was detached again.")
        .hint("Leave device out, and find it by its id in the machine's /dev/disk/by-id.")
        .path(entry.path().child("device"))
        .build();
  }

  private static ProviderException.Builder held(Cloud cloud, Volume volume)
      throws CloudException, InterruptedException {
    return ProviderException.builder(
            "the volume " + volume.name() + " is attached to another server")
        .detail("It is " + holders(cloud, volume) + ".");
  }

  /** The names of the servers that have a volume. */
  static String holders(Cloud cloud, Volume volume) throws CloudException, InterruptedException {
    TreeSet<String> names = new TreeSet<>();
    for (String serverId : volume.devices().keySet()) {
      Optional<Server> server = cloud.server(serverId);
      names.add(server.map(Server::name).orElse(serverId));
    }
    return String.join(", ", names);
  }

  /** Refuses what cannot be: volumes where there are none, and one that is said twice. */
  public static void plan(Cloud cloud, MapValue configuration) throws ProviderException {
    if (configuration.has(WantedVolumes.VOLUMES) && cloud.volumes().isEmpty()) {
      throw ProviderException.builder(
              "volumes cannot be attached by way of " + cloud.abilities().api())
          .hint("Attach them by other means.")
          .path(WantedVolumes.PATH)
          .build();
    }
    Set<Value> seen = new HashSet<>();
    List<Value> entries = configuration.getList(WantedVolumes.VOLUMES).values();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).unwrapped() instanceof MapValue entry) {
        Value said = entry.getOrNull(entry.has("name") ? "name" : "id");
        if (said.isWhollyKnown() && !seen.add(said)) {
          throw ProviderException.builder("the volume is said twice")
              .path(WantedVolumes.PATH.child(i))
              .build();
        }
      }
    }
  }

  /**
   * Looks whether a machine can have the volumes that it shall have. That one which is to go has
   * one still is no matter, unless it is to go only when the new one is there.
   *
   * @param address the machine's
   * @param beside whether it is made beside whatever there is
   */
  public static void check(Cloud cloud, String address, boolean beside, MapValue planned)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Volumes> volumes = cloud.volumes();
    if (volumes.isEmpty()) {
      return;
    }
    for (WantedVolumes.Entry entry : WantedVolumes.of(planned).entries()) {
      Optional<Volume> volume = volumes.get().volume(entry.id());
      if (volume.isEmpty()) {
        throw missing(entry);
      }
      if (beside) {
        checkPredecessor(cloud, address, volume.get(), entry.path());
      }
    }
    VolumeZone.of(cloud, planned, List.of());
  }

  private static void checkPredecessor(Cloud cloud, String address, Volume volume, ValuePath path)
      throws CloudException, InterruptedException, ProviderException {
    for (String serverId : volume.devices().keySet()) {
      Optional<Server> server = cloud.server(serverId);
      if (server.isPresent() && address.equals(server.get().metadata().get(Labels.ADDRESS))) {
        throw held(cloud, volume)
            .hint(
                "A volume can be attached once: leave createBeforeDestroy of the machine out, so"
                    + " that the old one goes first.")
            .path(path)
            .build();
      }
    }
  }
}

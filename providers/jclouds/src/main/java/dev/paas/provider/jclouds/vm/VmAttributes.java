package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.provider.jclouds.firewall.Inbound;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.provider.jclouds.volume.AttachedVolumes;
import dev.paas.provider.ssh.Settlement;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A machine's attributes as they are: the recorded, or planned, ones where reality agrees with
 * them, the real ones where it does not. What a cloud does not tell stays as it was recorded.
 */
final class VmAttributes {
  private static final MapValue LOGIN =
      MapValue.builder().put("user", "root").put("port", 22).build();

  /** What only a machine that is there has. */
  static final List<String> COMPUTED =
      List.of(
          "id",
          "status",
          "imageId",
          "sizeId",
          "host",
          "privateIp",
          "privateIps",
          "publicIp",
          "publicIps");

  private final Cloud cloud;
  private final Labels labels;

  VmAttributes(Scope scope) {
    this.cloud = scope.cloud();
    this.labels = scope.labels();
  }

  /** The volumes of machines, for one look at them. */
  AttachedVolumes attached() {
    return new AttachedVolumes(cloud.volumes(), labels);
  }

  /** The recorded id. */
  static String id(MapValue attributes) {
    return attributes.getString("id", "");
  }

  /** Whether it is a machine of which only the firewall is there. */
  static boolean isMissing(MapValue attributes) {
    return !attributes.has("id") && attributes.has(OwnGroup.GROUP);
  }

  ObservedResource observed(MapValue recorded, Server server, Optional<Group> firewall)
      throws CloudException, InterruptedException {
    return observed(recorded, server, firewall, attached());
  }

  ObservedResource observed(
      MapValue recorded, Server server, Optional<Group> firewall, AttachedVolumes attached)
      throws CloudException, InterruptedException {
    MapValue.Builder real = recorded.toBuilder();
    text(real, recorded, "name", server.name());
    image(real, recorded, server);
    size(real, recorded, server);
    text(real, recorded, "zone", server.zone());
    if (!recorded.has("image")) {
      real.put("login", LOGIN);
      real.put("setup", Value.list());
    }
    groups(real, recorded, server, firewall);
    boolean tellsGroups = server.phase() == Phase.SETTLED || server.phase() == Phase.RESIZED;
    firewall(real, recorded, tellsGroups ? server.securityGroups() : null, firewall);
    if (!server.keyPair().equals(recorded.getString("keyPair", ""))) {
      text(real, recorded, "keyPair", server.keyPair());
    }
    labels(real, recorded, server);
    attached.put(real, recorded, server);
    real.put("running", server.running());
    computed(real, server);
    return new ObservedResource(server.id(), real.build());
  }

  private static void text(MapValue.Builder real, MapValue recorded, String key, String text) {
    if (!text.equals(recorded.getString(key))) {
      real.put(key, text.isEmpty() ? Value.nullValue() : Value.of(text));
    }
  }

  /** A server that was made from a volume does not tell of an image. */
  private static void image(MapValue.Builder real, MapValue recorded, Server server) {
    String known = recorded.getString("imageId", "");
    boolean other = !known.isEmpty() && !server.imageId().equals(known);
    if (other) {
      Aliases.forgetImage(real);
    }
    if (!server.imageId().isEmpty() && (other || !recorded.has("image"))) {
      real.put("image", server.imageId());
    }
    real.put(
        "imageId", server.imageId().isEmpty() ? Value.nullValue() : Value.of(server.imageId()));
  }

  private void size(MapValue.Builder real, MapValue recorded, Server server)
      throws CloudException, InterruptedException {
    String known = recorded.getString("sizeId", "");
    boolean planned = known.isEmpty() && (recorded.has("size") || recorded.has("memory"));
    real.put("sizeId", server.sizeId());
    if (planned || server.sizeId().equals(known)) {
      return;
    }
    Optional<Size> size =
        cloud.sizes().stream().filter(each -> each.id().equals(server.sizeId())).findFirst();
    if (recorded.has("memory") && size.isPresent()) {
      real.put("cpus", size.get().cpus());
      real.put("memory", size.get().memoryMb() + "M");
    } else {
      real.put("size", size.map(Size::name).orElse(server.sizeId()));
    }
  }

  private void groups(
      MapValue.Builder real, MapValue recorded, Server server, Optional<Group> firewall) {
    if (!cloud.abilities().regroup() && recorded.has("securityGroups")) {
      if (!recorded.getOrNull("securityGroups").isWhollyKnown()) {
        real.put("securityGroups", Value.list());
      }
      return;
    }
    Set<String> known = new HashSet<>();
    recorded.getList("securityGroups").values().forEach(each -> known.add(Value.textOf(each)));
    boolean unknown = !recorded.getOrNull("securityGroups").isWhollyKnown();
    Set<String> there = new TreeSet<>(server.securityGroups());
    firewall.ifPresent(own -> there.remove(own.name()));
    if (unknown || !recorded.has("securityGroups") || !known.equals(there)) {
      real.put("securityGroups", Value.strings(List.copyOf(there)));
    }
  }

  /**
   * A firewall that was taken from the machine, or does not let all out, is none.
   *
   * @param had the groups that the machine has; {@code null} while the cloud does not tell them
   */
  private static void firewall(
      MapValue.Builder real,
      MapValue recorded,
      @Nullable Set<String> had,
      Optional<Group> firewall) {
    real.put(OwnGroup.GROUP, firewall.map(own -> Value.of(own.id())).orElse(Value.nullValue()));
    if (firewall.isEmpty() || (had != null && !had.contains(firewall.get().name()))) {
      real.put(OwnGroup.FIREWALL, Value.nullValue());
    } else if (!recorded.has(OwnGroup.FIREWALL)
        || !OwnGroup.INBOUND.agrees(recorded.getList(OwnGroup.FIREWALL), firewall.get())) {
      real.put(OwnGroup.FIREWALL, Inbound.of(firewall.get()));
    }
  }

  private static void labels(MapValue.Builder real, MapValue recorded, Server server) {
    Map<String, String> users = Labels.users(server.metadata());
    if (!users.equals(UserLabels.texts(recorded.getMap("labels")))) {
      real.put("labels", Value.stringMap(users));
    }
  }

  private static void computed(MapValue.Builder real, Server server) {
    List<String> privateIps = ips(server, false);
    List<String> publicIps = ips(server, true);
    real.put("id", server.id());
    real.put("status", server.status());
    real.put("host", first(publicIps.isEmpty() ? privateIps : publicIps));
    real.put("privateIp", first(privateIps));
    real.put("privateIps", Value.strings(privateIps));
    real.put("publicIp", first(publicIps));
    real.put("publicIps", Value.strings(publicIps));
  }

  private static List<String> ips(Server server, boolean isPublic) {
    return server.addresses().stream()
        .filter(each -> each.isPublic() == isPublic)
        .map(Address::ip)
        .toList();
  }

  private static Value first(List<String> texts) {
    return texts.isEmpty() ? Value.nullValue() : Value.of(texts.get(0));
  }

  /** A machine of which only the firewall is there. */
  ObservedResource missing(MapValue recorded, Group firewall) {
    MapValue.Builder real = known(Settlement.unsettled(recorded));
    COMPUTED.forEach(key -> real.put(key, Value.nullValue()));
    real.put("privateIps", Value.list()).put("publicIps", Value.list());
    real.put("running", false);
    firewall(real, recorded, null, Optional.of(firewall));
    return new ObservedResource("", real.build());
  }

  /** What of attributes is known; the rest is not there. */
  private static MapValue.Builder known(MapValue attributes) {
    MapValue.Builder known = attributes.toBuilder();
    for (Map.Entry<String, Value> each : attributes.entries().entrySet()) {
      if (!each.getValue().isWhollyKnown()) {
        known.put(each.getKey(), Value.nullValue());
      }
    }
    return known;
  }

  /** A machine that is on its way, of which nothing is asked. */
  ObservedResource begun(MapValue planned, Server server, @Nullable Group firewall) {
    MapValue.Builder real = known(planned);
    if (firewall != null) {
      real.put(OwnGroup.GROUP, firewall.id());
    }
    real.put("imageId", server.imageId()).put("sizeId", server.sizeId());
    real.put("running", server.running());
    computed(real, server);
    return new ObservedResource(server.id(), real.build());
  }

  /**
   * What an update makes of a machine: computed values which were to stay as they are do, and are
   * seen when it is read the next time.
   */
  ObservedResource updated(MapValue planned, Server server, Optional<Group> firewall)
      throws CloudException, InterruptedException {
    ObservedResource observed = observed(planned, server, firewall);
    MapValue.Builder result = observed.attributes().toBuilder();
    for (String key :
        List.of("status", "host", "privateIp", "privateIps", "publicIp", "publicIps", "zone")) {
      Value kept = planned.get(key);
      if (kept != null && kept.isWhollyKnown()) {
        result.put(key, kept);
      }
    }
    return new ObservedResource(observed.id(), result.build());
  }
}

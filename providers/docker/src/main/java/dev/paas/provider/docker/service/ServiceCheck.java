package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.CommandWords;
import dev.paas.provider.docker.attributes.Quantities;
import dev.paas.provider.docker.call.UserLabels;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules for services that no schema can tell, checked while planning. What is not known yet is
 * passed over.
 */
final class ServiceCheck {
  private static final long LEAST_MEMORY = 6L << 20;

  private final MapValue attributes;
  private final boolean remote;

  /**
   * Checks nothing yet.
   *
   * @param remote whether the engine is certainly on another machine
   */
  ServiceCheck(MapValue attributes, boolean remote) {
    this.attributes = attributes;
    this.remote = remote;
  }

  /** Throws for the first rule that is broken. */
  void run() throws ProviderException {
    UserLabels.check(attributes.getMap("labels"), ValuePath.of("labels"));
    words(attributes, "command", ValuePath.root());
    words(attributes, "entrypoint", ValuePath.root());
    words(attributes.getMap("release"), "command", ValuePath.of("release"));
    env();
    publish();
    mounts();
    files();
    health();
    memory();
  }

  private static ProviderException.Builder broken(String reason, ValuePath path) {
    return ProviderException.builder(reason).path(path);
  }

  private static void words(MapValue map, String key, ValuePath parent) throws ProviderException {
    if (!map.getOrNull(key).isWhollyKnown()) {
      return;
    }
    try {
      List<String> words = CommandWords.at(map, key);
      if (words != null && words.isEmpty() && key.equals("command") && !parent.isRoot()) {
        throw broken("the command is empty", parent.child(key)).build();
      }
    } catch (IllegalArgumentException e) {
      throw broken("the command cannot be split into words", parent.child(key))
          .detail(e.getMessage() + ".")
          .hint("Close it, or write the command as a list.")
          .cause(e)
          .build();
    }
  }

  private void env() throws ProviderException {
    MapValue env = attributes.getMap("env");
    for (String name : env.keys()) {
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw broken("this is no name for an environment variable", ValuePath.of("env", name))
            .build();
      }
    }
    List<MapValue> secrets = ServiceParser.maps(attributes, "secrets");
    Set<String> taken = new TreeSet<>(env.keys());
    for (int i = 0; i < secrets.size(); i++) {
      String name = secrets.get(i).getString("env");
      if (name != null && !taken.add(name)) {
        throw broken("the environment variable " + name + " is set twice", secret(i).child("env"))
            .build();
      }
    }
  }

  private static ValuePath secret(int index) {
    return ValuePath.of("secrets").child(index);
  }

  private void publish() throws ProviderException {
    MapValue ports = attributes.getMap("ports");
    long replicas = attributes.getLong("replicas").orElse(1);
    Map<String, String> taken = new HashMap<>();
    for (Map.Entry<String, Value> entry : attributes.getMap("publish").entries().entrySet()) {
      String name = entry.getKey();
      if (!ports.keys().contains(name) && !attributes.getOrNull("ports").isUnknown()) {
        throw broken("there is no port " + name, ValuePath.of("publish", name))
            .detail("publish names a port of the service, by its name in ports.")
            .hint(ports.isEmpty() ? null : "It has " + String.join(", ", ports.keys()) + ".")
            .build();
      }
      MapValue publish =
          entry.getValue().unwrapped() instanceof MapValue map ? map : MapValue.empty();
      long port = publish.getLong("port").orElse(0);
      ValuePath path = ValuePath.of("publish", name, "port");
      if (port > 0 && replicas > 1) {
        throw broken(replicas + " replicas cannot all have port " + port + " of the host", path)
            .hint("Use 0, and the engine chooses a port for each; or put a route before them.")
            .build();
      }
      String place = publish.getString("protocol", "tcp") + " port " + port;
      String other = port == 0 ? null : taken.put(place, name);
      if (other != null) {
        throw broken(place + " is published twice: for " + other + " and " + name, path).build();
      }
    }
  }

  private void mounts() throws ProviderException {
    List<MapValue> volumes = ServiceParser.maps(attributes, "volumes");
    Set<String> targets = new TreeSet<>(ServiceOptions.tmpfs(attributes).keySet());
    for (int i = 0; i < volumes.size(); i++) {
      String target = volumes.get(i).getString("target", "");
      if (!target.isEmpty() && !targets.add(target)) {
        throw broken(
                "something else is mounted at " + target + " already",
                ValuePath.of("volumes").child(i).child("target"))
            .build();
      }
    }
  }

  private void files() throws ProviderException {
    Map<String, ValuePath> targets = new TreeMap<>();
    List<MapValue> configs = ServiceParser.maps(attributes, "config");
    for (int i = 0; i < configs.size(); i++) {
      file(target(configs.get(i), "/"), ValuePath.of("config").child(i), targets);
    }
    List<MapValue> secrets = ServiceParser.maps(attributes, "secrets");
    for (int i = 0; i < secrets.size(); i++) {
      if (!secrets.get(i).has("env")) {
        file(target(secrets.get(i), ServiceParser.SECRETS_FOLDER + "/"), secret(i), targets);
      }
    }
  }

  /** Where a file appears; {@code null} when that is not known yet. */
  private static @Nullable String target(MapValue file, String folder) {
    if (file.has("target")) {
      return file.getString("target");
    }
    String name = file.getString("name");
    return name == null ? null : folder + name;
  }

  private void file(@Nullable String target, ValuePath element, Map<String, ValuePath> targets)
      throws ProviderException {
    if (target == null) {
      return;
    }
    ValuePath path = element.child("target");
    PlacedFile file = new PlacedFile(target, 0, null, false);
    if (target.endsWith("/") || target.contains("/../") || target.endsWith("/..")) {
      throw broken(target + " is not the path of a file", path).build();
    }
    if (targets.put(target, path) != null) {
      throw broken("two files are put at " + target, path).build();
    }
    for (String folder : ServiceOptions.tmpfs(attributes).keySet()) {
      if (file.isIn(folder)) {
        throw broken(target + " would be hidden by the tmpfs at " + folder, path).build();
      }
    }
    for (MapValue volume : ServiceParser.maps(attributes, "volumes")) {
      String mounted = volume.getString("target", "/");
      if (!mounted.equals("/") && (file.isIn(mounted) || target.equals(mounted))) {
        throw broken(target + " lies in what is mounted at " + mounted, path)
            .detail("It would be written into that storage, and stay there.")
            .hint("Choose a target elsewhere.")
            .build();
      }
    }
    if (attributes.getBoolean("readOnlyRootfs", false) && file.folder().equals("/")) {
      throw broken("with readOnlyRootfs a file needs a folder of its own", path)
          .detail("The folder becomes a small volume, which / cannot be.")
          .hint("Choose a target such as /run/config/" + file.name() + ".")
          .build();
    }
  }

  private void health() throws ProviderException {
    MapValue check = attributes.getMap("healthcheck");
    Value port = check.getOrNull("port").unwrapped();
    String name = Value.textOf(port);
    MapValue ports = attributes.getMap("ports");
    ValuePath path = ValuePath.of("healthcheck", "port");
    if (name != null && !ports.has(name)) {
      throw broken("there is no port " + name, path)
          .hint(
              ports.isEmpty()
                  ? "Name it in ports."
                  : "It has " + String.join(", ", ports.keys()) + ".")
          .build();
    }
    boolean probed = check.has("path") || check.getBoolean("tcp", false);
    long number =
        name != null
            ? ports.getLong(name).orElse(0)
            : port instanceof IntegerValue integer ? integer.value() : 0;
    if (probed && remote && number > 0 && !isPublished(attributes, number)) {
      throw unreachable("The engine is on another machine.");
    }
  }

  static boolean isPublished(MapValue attributes, long containerPort) {
    MapValue ports = attributes.getMap("ports");
    return attributes.getMap("publish").keys().stream()
        .anyMatch(published -> ports.getLong(published).orElse(0) == containerPort);
  }

  /** A check that paas would have to make, and cannot. */
  static ProviderException unreachable(String why) {
    return broken("this health check cannot be made", ValuePath.of("healthcheck"))
        .detail(
            "paas makes checks of path and tcp itself, from this machine, and does not reach the"
                + " containers' addresses. "
                + why)
        .hint("Publish the port, or use a command, which the engine runs inside the container.")
        .build();
  }

  private void memory() throws ProviderException {
    MapValue resources = attributes.getMap("resources");
    Long limit = Quantities.size(resources.getMap("limits"), "memory");
    Long reserved = Quantities.size(resources.getMap("reservations"), "memory");
    if (limit != null && limit < LEAST_MEMORY) {
      throw broken(
              "engines give a container at least 6M of memory",
              ValuePath.of("resources", "limits", "memory"))
          .build();
    }
    if (limit != null && reserved != null && reserved > limit) {
      throw broken(
              "more memory is reserved than may be used",
              ValuePath.of("resources", "reservations", "memory"))
          .build();
    }
  }
}

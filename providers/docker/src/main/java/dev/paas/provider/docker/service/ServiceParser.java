package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.CommandWords;
import dev.paas.provider.docker.attributes.Quantities;
import dev.paas.provider.docker.attributes.Scalars;
import dev.paas.provider.docker.engine.ContainerTemplate;
import dev.paas.provider.docker.engine.ContainerTemplate.Attachment;
import dev.paas.provider.docker.engine.ContainerTemplate.Health;
import dev.paas.provider.docker.engine.ContainerTemplate.Limits;
import dev.paas.provider.docker.engine.ContainerTemplate.Logging;
import dev.paas.provider.docker.engine.ContainerTemplate.Mount;
import dev.paas.provider.docker.engine.ContainerTemplate.Program;
import dev.paas.provider.docker.engine.ContainerTemplate.Storage;
import dev.paas.provider.docker.engine.ContainerTemplate.Wiring;
import dev.paas.provider.docker.engine.PublishedPort;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a service's attributes. They are wholly known, but for the values of secrets, and passed
 * {@link ServiceCheck} when they were planned.
 */
final class ServiceParser {
  static final String SECRETS_FOLDER = "/run/secrets";

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long RETRIES = 3;
  private static final double NANOS = 1e9;
  private static final long DEFAULT_LOG_SIZE = 10L << 20;
  private static final long DEFAULT_LOG_FILES = 3;

  private final MapValue attributes;

  private ServiceParser(MapValue attributes) {
    this.attributes = attributes;
  }

  static ServiceSpec parse(MapValue attributes) {
    return new ServiceParser(attributes).spec();
  }

  /** What is published, of attributes of which nothing else need be known. */
  static List<PublishedPort> published(MapValue attributes) {
    return new ServiceParser(attributes).published();
  }

  /** The check that paas makes itself, of attributes of which nothing else need be known. */
  static Deploy.@Nullable Probe probe(MapValue attributes) {
    return new ServiceParser(attributes).probe();
  }

  private ServiceSpec spec() {
    List<PlacedFile> files = files();
    Set<String> hidden = new TreeSet<>();
    Map<String, String> env = env(hidden);
    return new ServiceSpec(
        new ContainerTemplate(
            attributes.getString("image", ""),
            program(env),
            ServiceOptions.security(attributes),
            limits(),
            storage(files),
            wiring(),
            health(),
            attributes.getString("restart", "always"),
            logging()),
        hidden,
        files,
        Scalars.texts(attributes.getMap("labels")),
        Math.toIntExact(attributes.getLong("replicas").orElse(1)),
        deploy(),
        probe(),
        release());
  }

  private Map<String, String> env(Set<String> hidden) {
    Map<String, String> env = new TreeMap<>(Scalars.texts(attributes.getMap("env")));
    for (MapValue secret : maps(attributes, "secrets")) {
      String name = secret.getString("env");
      if (name != null) {
        hidden.add(name);
        env.put(name, secret.getString("value", ""));
      }
    }
    return env;
  }

  private Program program(Map<String, String> env) {
    return new Program(
        CommandWords.at(attributes, "entrypoint"),
        CommandWords.at(attributes, "command"),
        env,
        attributes.getString("user"),
        attributes.getString("workingDir"),
        attributes.getString("hostname"),
        attributes.getString("stopSignal", "SIGTERM"),
        Quantities.duration(attributes, "stopGracePeriod", Duration.ofSeconds(10)),
        attributes.has("init") ? (Boolean) attributes.getBoolean("init", false) : null);
  }

  private Limits limits() {
    MapValue limits = attributes.getMap("resources").getMap("limits");
    MapValue reservations = attributes.getMap("resources").getMap("reservations");
    return new Limits(
        limits.has("cpus") ? (Long) Math.round(limits.getDouble("cpus", 0) * NANOS) : null,
        Quantities.size(limits, "memory"),
        Quantities.size(reservations, "memory"),
        limits.has("pids") ? (Long) limits.getLong("pids").orElse(0) : null);
  }

  /** Files that cannot lie in the container's own layer get a nameless volume for their folder. */
  private Storage storage(List<PlacedFile> files) {
    List<Mount> mounts = new ArrayList<>();
    for (MapValue volume : maps(attributes, "volumes")) {
      String bind = volume.getString("bind");
      mounts.add(
          new Mount(
              bind == null ? Mount.Kind.VOLUME : Mount.Kind.BIND,
              bind == null ? volume.getString("source", "") : bind,
              volume.getString("target", ""),
              volume.getBoolean("readOnly", false)));
    }
    boolean readOnly = attributes.getBoolean("readOnlyRootfs", false);
    ownFolders(files, readOnly)
        .forEach(folder -> mounts.add(new Mount(Mount.Kind.OWN, "", folder, false)));
    return new Storage(
        List.copyOf(mounts),
        ServiceOptions.tmpfs(attributes),
        Quantities.size(attributes, "shmSize"));
  }

  /** Secrets lie outside of the layer, where committing or exporting the container leaves them. */
  static Set<String> ownFolders(List<PlacedFile> files, boolean readOnlyRootfs) {
    Set<String> folders = new LinkedHashSet<>();
    for (PlacedFile file : files) {
      if (file.isIn(SECRETS_FOLDER)) {
        folders.add(SECRETS_FOLDER);
      } else if (readOnlyRootfs) {
        folders.add(file.folder());
      }
    }
    return folders;
  }

  private List<PlacedFile> files() {
    List<PlacedFile> files = new ArrayList<>();
    for (MapValue config : maps(attributes, "config")) {
      Value content = config.getOrNull("content");
      files.add(
          new PlacedFile(
              config.getString("target", "/" + config.getString("name", "")),
              mode(config, "0444"),
              Value.textOf(content),
              content.hasSensitive()));
    }
    for (MapValue secret : maps(attributes, "secrets")) {
      if (!secret.has("env")) {
        String fallback = SECRETS_FOLDER + "/" + secret.getString("name", "");
        files.add(
            new PlacedFile(
                secret.getString("target", fallback),
                mode(secret, "0400"),
                secret.getString("value"),
                true));
      }
    }
    return List.copyOf(files);
  }

  private static int mode(MapValue file, String fallback) {
    return Integer.parseInt(file.getString("mode", fallback), 8);
  }

  private Wiring wiring() {
    String host = attributes.getString("host");
    List<Attachment> networks = null;
    if (attributes.has("networks")) {
      networks = new ArrayList<>();
      for (MapValue network : maps(attributes, "networks")) {
        networks.add(
            new Attachment(
                network.getString("network", ""),
                Stream.concat(Stream.ofNullable(host), network.getList("aliases").texts().stream())
                    .distinct()
                    .toList()));
      }
    }
    List<PublishedPort> published = published();
    Set<String> exposed = new TreeSet<>();
    ports().values().forEach(port -> exposed.add(port + "/tcp"));
    published.forEach(port -> exposed.add(port.containerPort() + "/" + port.protocol()));
    return new Wiring(
        networks,
        List.copyOf(exposed),
        published,
        Scalars.texts(attributes.getMap("extraHosts")),
        attributes.getList("dns").texts());
  }

  private List<PublishedPort> published() {
    Map<String, Integer> ports = ports();
    List<PublishedPort> published = new ArrayList<>();
    for (Map.Entry<String, Value> entry : attributes.getMap("publish").entries().entrySet()) {
      MapValue publish = (MapValue) entry.getValue().unwrapped();
      published.add(
          new PublishedPort(
              publish.getString("address", "0.0.0.0"),
              Math.toIntExact(publish.getLong("port").orElse(0)),
              ports.getOrDefault(entry.getKey(), 0),
              publish.getString("protocol", "tcp")));
    }
    return List.copyOf(published);
  }

  private Map<String, Integer> ports() {
    Map<String, Integer> ports = new TreeMap<>();
    attributes
        .getMap("ports")
        .entries()
        .forEach(
            (name, value) -> {
              if (value.unwrapped() instanceof IntegerValue port) {
                ports.put(name, Math.toIntExact(port.value()));
              }
            });
    return ports;
  }

  /** A check that paas makes itself takes the place of the image's. */
  private @Nullable Health health() {
    MapValue check = attributes.getMap("healthcheck");
    if (check.isEmpty()) {
      return null;
    }
    List<String> test = new ArrayList<>();
    Value command = check.getOrNull("command").unwrapped();
    if (command instanceof ListValue words) {
      test.add("CMD");
      test.addAll(words.texts());
    } else if (Value.textOf(command) != null) {
      test.addAll(List.of("CMD-SHELL", String.valueOf(Value.textOf(command))));
    } else {
      test.add("NONE");
    }
    return new Health(
        List.copyOf(test),
        Quantities.duration(check, "interval", INTERVAL),
        Quantities.duration(check, "timeout", TIMEOUT),
        Math.toIntExact(check.getLong("retries").orElse(RETRIES)),
        Quantities.duration(check, "startPeriod", Duration.ZERO));
  }

  private Deploy.@Nullable Probe probe() {
    MapValue check = attributes.getMap("healthcheck");
    if (!check.has("path") && !check.getBoolean("tcp", false)) {
      return null;
    }
    Value port = check.getOrNull("port").unwrapped();
    Duration interval = Quantities.duration(check, "interval", INTERVAL);
    Duration timeout = Quantities.duration(check, "timeout", TIMEOUT);
    return new Deploy.Probe(
        check.getString("path", ""),
        port instanceof IntegerValue number
            ? Math.toIntExact(number.value())
            : ports().getOrDefault(Value.textOf(port), 0),
        attributes.getString("host", "localhost"),
        interval,
        timeout,
        Quantities.duration(check, "startPeriod", Duration.ZERO)
            .plus(interval.multipliedBy(check.getLong("retries").orElse(RETRIES)))
            .plus(timeout));
  }

  private Logging logging() {
    MapValue logging = attributes.getMap("logging");
    Long size = Quantities.size(logging, "maxSize");
    return new Logging(
        size == null ? DEFAULT_LOG_SIZE : size,
        Math.toIntExact(logging.getLong("maxFiles").orElse(DEFAULT_LOG_FILES)));
  }

  private Deploy deploy() {
    MapValue deploy = attributes.getMap("deploy");
    return new Deploy(
        deploy.getString("strategy", "rolling").equals("recreate"),
        Math.toIntExact(deploy.getLong("maxParallel").orElse(1)),
        Quantities.duration(deploy, "healthyTimeout", Duration.ofMinutes(2)),
        deploy.getBoolean("autoRollback", true));
  }

  private Deploy.@Nullable Release release() {
    MapValue release = attributes.getMap("release");
    List<String> command = CommandWords.at(release, "command");
    return command == null
        ? null
        : new Deploy.Release(
            command, Quantities.duration(release, "timeout", Duration.ofMinutes(10)));
  }

  /** The elements of a list that are maps: all of them, after validation. */
  static List<MapValue> maps(MapValue attributes, String key) {
    List<MapValue> maps = new ArrayList<>();
    for (Value value : attributes.getList(key).values()) {
      if (value.unwrapped() instanceof MapValue map) {
        maps.add(map);
      }
    }
    return maps;
  }
}

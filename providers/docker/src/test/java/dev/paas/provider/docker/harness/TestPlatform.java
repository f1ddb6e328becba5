package dev.paas.provider.docker.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.DockerPlugin;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.connection.RegistryLogins;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.image.ImageHandler;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.provider.docker.naming.ObjectNames;
import dev.paas.provider.docker.network.NetworkHandler;
import dev.paas.provider.docker.service.ServiceAccess;
import dev.paas.provider.docker.service.ServiceHandler;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.provider.docker.volume.VolumeHandler;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.WorkloadAccess;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A platform of its own on an engine: what a test makes in it stands apart from all others', and is
 * removed at the end.
 */
public final class TestPlatform implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final DockerEngine engine;
  private final EngineApi api;
  private final EngineClient client;
  private final PlatformIdentity identity;
  private final Path directory;

  private TestPlatform(DockerEngine engine, EngineClient client, String name, Path directory) {
    this.engine = engine;
    this.api = new EngineApi(engine);
    this.client = client;
    this.identity = new PlatformIdentity(name, "");
    this.directory = directory;
  }

  /** A platform on the engine that all tests share; its name begins with {@code name}. */
  public static TestPlatform named(String name, Path directory) {
    return on(DockerEngine.shared(), name, directory);
  }

  public static TestPlatform on(DockerEngine engine, String name, Path directory) {
    String unique = name + NUMBERS.incrementAndGet();
    return new TestPlatform(engine, engine.client(), unique, directory);
  }

  /** The same platform, whose calls go through {@code other}. */
  public TestPlatform through(EngineClient other) {
    return new TestPlatform(engine, other, identity.name(), directory);
  }

  public String name() {
    return identity.name();
  }

  public EngineApi api() {
    return api;
  }

  public EngineClient client() {
    return client;
  }

  public Path directory() {
    return directory;
  }

  private Scope scope() {
    ProviderSettings settings =
        new ProviderSettings(
            "docker",
            MapValue.empty(),
            identity,
            directory,
            Map.of("DOCKER_CONFIG", directory.resolve("docker-config").toString()));
    return new Scope(
        client,
        new Labels(identity),
        new ObjectNames(identity),
        new RegistryLogins(settings),
        false);
  }

  ResourceHandler handler(String type) {
    return switch (type) {
      case "networks" -> new NetworkHandler(scope());
      case "volumes" -> new VolumeHandler(scope());
      case "images" -> new ImageHandler(scope());
      case "services" -> new ServiceHandler(scope());
      default -> throw new IllegalArgumentException(type);
    };
  }

  public WorkloadAccess workloads() {
    return new ServiceAccess(scope());
  }

  static ResourceType type(String name) {
    try {
      return Manifest.of(new DockerPlugin()).type(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Managed service(String name) {
    return new Managed(this, "services", name);
  }

  public Managed network(String name) {
    return new Managed(this, "networks", name);
  }

  public Managed volume(String name) {
    return new Managed(this, "volumes", name);
  }

  public Managed image(String name) {
    return new Managed(this, "images", name);
  }

  /** The containers of a service, by their numbers. */
  public List<JsonNode> containers(String service) {
    return api.containers("paas.platform=" + name(), "paas.address=services." + service).stream()
        .sorted((a, b) -> replica(a).compareTo(replica(b)))
        .toList();
  }

  private static String replica(JsonNode container) {
    return container.path("Config").path("Labels").path("paas.replica").asText()
        + container.path("Name").asText();
  }

  public List<String> containerIds(String service) {
    return containers(service).stream().map(container -> container.path("Id").asText()).toList();
  }

  /** The names of all containers that are the platform's. */
  public List<String> containerNames() {
    return api.containers("paas.platform=" + name()).stream()
        .map(container -> container.path("Name").asText().substring(1))
        .sorted()
        .toList();
  }

  /** Removes all that the platform has left. */
  @Override
  public void close() {
    for (JsonNode container : api.containers("paas.platform=" + name())) {
      api.removeContainer(container.path("Id").asText());
    }
    for (JsonNode network : api.networks()) {
      if (name().equals(network.path("Labels").path("paas.platform").asText())) {
        api.delete("/networks/" + network.path("Id").asText());
      }
    }
    for (JsonNode volume : api.volumes()) {
      if (name().equals(volume.path("Labels").path("paas.platform").asText())) {
        api.delete("/volumes/" + volume.path("Name").asText() + "?force=1");
      }
    }
    client.close();
  }
}

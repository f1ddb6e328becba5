package dev.paas.core.scenario;

import dev.paas.provider.tck.fake.FakePlugin;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.state.StateBackendPlugin;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The plugins that the engine finds: entry points that lead to a scene's world and state. Which
 * scene it is they tell by an environment variable.
 */
public final class ScenePlugins {
  static final String VARIABLE = "SCENE";

  private static final Map<String, Scene> SCENES = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private ScenePlugins() {}

  static String register(Scene scene) {
    String name = "scene" + NUMBER.incrementAndGet();
    SCENES.put(name, scene);
    return name;
  }

  static void forget(Scene scene) {
    SCENES.values().remove(scene);
  }

  private static Scene scene(Map<String, String> environment) {
    return Objects.requireNonNull(SCENES.get(environment.getOrDefault(VARIABLE, "")));
  }

  /** Writes the manifests. */
  static void install(Path plugins, int parallelism) {
    try {
      Path fake = FakePlugin.install(plugins).resolve("plugin.json");
      String manifest = Files.readString(fake);
      Files.writeString(
          fake, manifest.replace("\"parallelism\": 10", "\"parallelism\": " + parallelism));
      for (String backend : new String[] {"memory", "journal"}) {
        Path folder = Files.createDirectories(plugins.resolve(backend));
        Files.writeString(
            folder.resolve("plugin.json"),
            """
            { "apiVersion": "paas/plugin/v1", "name": "%s", "version": "1.0.0",
              "description": "Keeps the state of a test.",
              "stateBackend": { "configuration": { "type": "object" } } }
            """
                .formatted(backend));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Installs a plugin {@code fake} whose notes are recorded in another form. */
  static void noteVersion(Path plugins, int version) {
    Path fake = plugins.resolve("fake").resolve("plugin.json");
    try {
      String manifest =
          Files.readString(fake)
              .replaceAll("\"schemaVersion\": [0-9]+, \"external\"", "\"external\"");
      Files.writeString(
          fake,
          manifest.replace(
              "\"external\": false", "\"schemaVersion\": " + version + ", \"external\": false"));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The provider {@code fake}. */
  public static final class Fake implements ProviderPlugin {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public Provider open(ProviderSettings settings) throws ProviderException {
      return scene(settings.environment()).open(settings);
    }

    /** What was recorded as {@code value} counts double in every newer form. */
    @Override
    public MapValue upgrade(String type, int fromVersion, MapValue attributes)
        throws ProviderException {
      if (fromVersion == 7) {
        throw ProviderException.builder("the form 7 is forgotten").build();
      }
      long value = attributes.getLong("value").orElse(0);
      return attributes.with("value", Value.of(2 * value));
    }
  }

  /** The backend {@code memory}. */
  public static final class Memory implements StateBackendPlugin {
    @Override
    public String name() {
      return "memory";
    }

    @Override
    public StateStore open(StateSettings settings) {
      return scene(settings.environment()).state().open();
    }
  }

  /** The backend {@code local}, in a process that can die. */
  public static final class Journal implements StateBackendPlugin {
    @Override
    public String name() {
      return "journal";
    }

    @Override
    public StateStore open(StateSettings settings) throws StateException {
      return MortalStore.open(scene(settings.environment()).death(), settings);
    }
  }
}

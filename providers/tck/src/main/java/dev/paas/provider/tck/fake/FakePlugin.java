package dev.paas.provider.tck.fake;

import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The plugin {@code fake}, bound to a world. */
public final class FakePlugin implements ProviderPlugin {
  private final FakeWorld world;

  public FakePlugin(FakeWorld world) {
    this.world = world;
  }

  /** Where its manifest is. */
  public static URL manifest() {
    return Objects.requireNonNull(FakePlugin.class.getResource("plugin.json"));
  }

  /**
   * Puts the manifest where the engine looks for plugins: as {@code fake/plugin.json} in {@code
   * plugins}. There are no jars beside it: whoever opens the provider has to give the engine this
   * class.
   *
   * @return the plugin's folder
   */
  public static Path install(Path plugins) throws IOException {
    Path folder = Files.createDirectories(plugins.resolve("fake"));
    try (InputStream manifest = manifest().openStream()) {
      Files.write(folder.resolve("plugin.json"), manifest.readAllBytes());
    }
    return folder;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Provider open(ProviderSettings settings) throws ProviderException {
    FakeCall call =
        FakeCall.of(Operation.OPEN, settings.alias(), "", List.of(), "", settings.configuration());
    return world.log().call(call, () -> opened(settings));
  }

  private Provider opened(ProviderSettings settings) throws ProviderException {
    if (settings.configuration().getString("region", "here").equals("nowhere")) {
      throw ProviderException.builder("there is nothing in the region nowhere")
          .hint("Choose another region.")
          .path(ValuePath.of("region"))
          .build();
    }
    return new FakeProvider(world, settings, ManifestHolder.MANIFEST);
  }

  /** Read when it is needed, and once. */
  private static final class ManifestHolder {
    private static final Manifest MANIFEST = read();

    private static Manifest read() {
      try {
        return Manifest.read(manifest());
      } catch (IOException missing) {
        throw new UncheckedIOException(missing);
      }
    }
  }
}

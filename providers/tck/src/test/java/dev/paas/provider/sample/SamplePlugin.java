package dev.paas.provider.sample;

import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import java.nio.file.Path;

/** The plugin {@code sample}. */
public final class SamplePlugin implements ProviderPlugin {

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Provider open(ProviderSettings settings) {
    String folder = settings.configuration().getString("folder", "notes");
    Path absolute = settings.directory().resolve(folder);
    return new SampleProvider(new NoteHandler(absolute, settings.platform().qualifiedName()));
  }
}

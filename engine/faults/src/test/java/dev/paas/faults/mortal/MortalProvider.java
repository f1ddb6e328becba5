package dev.paas.faults.mortal;

import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import java.nio.file.Path;

/** The provider {@code mortal}: makes things in a {@link World}. */
public final class MortalProvider implements ProviderPlugin {
  @Override
  public String name() {
    return "mortal";
  }

  @Override
  public Provider open(ProviderSettings settings) {
    Instants instants = Instants.of(settings.environment());
    World world = new World(Path.of(settings.configuration().getString("world", "")));
    return new Provider() {
      @Override
      public ResourceHandler resource(String type) {
        return type.equals("mortal.thing") ? new ThingHandler(world, instants) : new NoteHandler();
      }

      @Override
      public void close() {}
    };
  }
}

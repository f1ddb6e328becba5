package dev.paas.faults.mortal;

import dev.paas.spi.state.StateBackendPlugin;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;

/** The backend {@code mortal-store}: a real one, in a process that can die. */
public final class MortalBackend implements StateBackendPlugin {
  @Override
  public String name() {
    return "mortal-store";
  }

  @Override
  public StateStore open(StateSettings settings) throws StateException {
    StateStore store =
        InstalledBackend.open(
            settings.configuration().getString("plugin", ""),
            new StateSettings(
                settings.configuration().getMap("settings"),
                settings.platform(),
                settings.directory(),
                settings.environment()));
    return new MortalStore(store, Instants.of(settings.environment()));
  }
}

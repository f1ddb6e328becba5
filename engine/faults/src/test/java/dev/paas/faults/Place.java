package dev.paas.faults;

import dev.paas.faults.mortal.InstalledBackend;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import java.util.Map;

/** Where one platform's state is. */
abstract class Place {
  /** The platform whose state it is. */
  static final String PLATFORM = "fire";

  private final String backend;

  Place(String backend) {
    this.backend = backend;
  }

  final String backend() {
    return backend;
  }

  /** The backend's settings, for the process that comes next. */
  abstract MapValue settings();

  /** Called at the instant of a death, while nothing of that process goes on. */
  abstract void atDeath();

  /** Lets the leases of dead processes end. */
  abstract void afterDeath() throws StateException;

  /** Opens the store as it is, in this process. */
  final StateStore open() throws StateException {
    return InstalledBackend.open(
        backend,
        new StateSettings(settings(), new PlatformIdentity(PLATFORM, ""), Path.of("/"), Map.of()));
  }

  final StateSnapshot snapshot() throws StateException {
    try (StateStore store = open()) {
      return store.read("");
    }
  }

  /** Writes what another place had. */
  final void fill(StateSnapshot content) throws StateException {
    StateCommit.Builder commit = StateCommit.builder();
    for (StateEntry entry : content.entries()) {
      commit.put(entry.key(), entry.value());
    }
    try (StateStore store = open()) {
      store.commit(commit.build()).join();
    }
  }
}

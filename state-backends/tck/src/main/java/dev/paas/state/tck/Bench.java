package dev.paas.state.tck;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A place, and what one test has opened at it; closes all of that. */
final class Bench implements AutoCloseable {
  static final PlatformIdentity SHOP = new PlatformIdentity("shop", "");

  private final StorePlace place;
  private final List<StateStore> stores = new ArrayList<>();
  private final List<OtherProcess> processes = new ArrayList<>();

  Bench(StorePlace place) {
    this.place = place;
  }

  StorePlace place() {
    return place;
  }

  /** Opens the store with a new handle. */
  StateStore open() throws StateException {
    return open(SHOP);
  }

  StateStore open(PlatformIdentity platform) throws StateException {
    StateStore store = place.open(platform);
    stores.add(store);
    return store;
  }

  OtherProcess startProcess() throws Exception {
    OtherProcess process = place.startProcess(SHOP);
    processes.add(process);
    return process;
  }

  /** Closes a handle before the test ends. */
  void close(StateStore store) throws StateException {
    stores.remove(store);
    store.close();
  }

  @Override
  public void close() throws IOException, StateException {
    processes.forEach(OtherProcess::close);
    for (StateStore store : stores) {
      store.close();
    }
    place.close();
  }
}

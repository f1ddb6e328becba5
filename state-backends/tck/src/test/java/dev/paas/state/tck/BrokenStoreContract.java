package dev.paas.state.tck;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateStore;

/**
 * The contract for a store that is broken. Not a test by itself: {@link BrokenStoresAreCaughtTest}
 * runs it, for one breakage after the other.
 */
class BrokenStoreContract extends StateStoreContract {
  static Breakage breakage = Breakage.all().get(0);

  @Override
  protected StorePlace newPlace() {
    return new BrokenPlace(breakage);
  }

  private static final class BrokenPlace extends InMemoryPlace {
    private final Breakage breakage;

    BrokenPlace(Breakage breakage) {
      this.breakage = breakage;
    }

    @Override
    public StateStore open(PlatformIdentity platform) {
      return breakage.open(state(platform));
    }

    @Override
    public OtherProcess startProcess(PlatformIdentity platform) {
      ForwardingStore store = breakage.open(state(platform));
      return new InMemoryProcess(store, store::die);
    }
  }
}

package dev.paas.state.local;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lease that this process holds. It needs no renewing: the system knows that we live. */
final class LocalLease implements StateLease {
  private final LocalStateStore store;
  private final LeaseFiles.HeldLease held;
  private final AtomicBoolean closed = new AtomicBoolean();

  LocalLease(LocalStateStore store, LeaseFiles.HeldLease held) {
    this.store = store;
    this.held = held;
  }

  @Override
  public String id() {
    return held.info().id();
  }

  @Override
  public boolean isHeld() {
    return !closed.get() && store.leaseExists(id());
  }

  /** Commits under this lease that were made before are carried out before. */
  @Override
  public void close() throws StateException {
    if (closed.compareAndSet(false, true)) {
      store.release(held);
    }
  }
}

package dev.paas.state.etcd;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lease that this process got. */
final class EtcdLease implements StateLease {
  private final EtcdStateStore store;
  private final LeaseKeeper.Kept kept;
  private final long created;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param created the revision that made the lease's key
   */
  EtcdLease(EtcdStateStore store, LeaseKeeper.Kept kept, long created) {
    this.store = store;
    this.kept = kept;
    this.created = created;
  }

  @Override
  public String id() {
    return LeaseValue.id(kept.lease());
  }

  /** The revision that made the lease's key, which is there as long as the lease is held. */
  long created() {
    return created;
  }

  LeaseKeeper.Kept kept() {
    return kept;
  }

  @Override
  public boolean isHeld() {
    return !closed.get() && kept.isAlive();
  }

  /** Commits under this lease that were made before are carried out before. */
  @Override
  public void close() throws StateException {
    if (closed.compareAndSet(false, true)) {
      store.release(this);
    }
  }
}

package dev.paas.state.tck;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A process that is a thread of this one at most, with a store that only it uses. */
final class InMemoryProcess implements OtherProcess {
  private final StateStore store;
  private final Runnable death;
  private @Nullable StateLease lease;
  private @Nullable Thread streaming;
  private volatile boolean killed;
  private int acknowledged;

  /**
   * @param death what kills it
   */
  InMemoryProcess(StateStore store, Runnable death) {
    this.store = store;
    this.death = death;
  }

  @Override
  public String acquire(SortedSet<String> names, String holder) throws StateException {
    try {
      lease = store.acquire(new LeaseRequest(names, holder, Duration.ZERO));
      return lease.id();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long put(String key, String value, boolean underLease) throws StateException {
    StateCommit.Builder commit = StateCommit.builder().put(key, StoreCalls.bytes(value));
    if (underLease && lease != null) {
      commit.under(lease);
    }
    return StoreCalls.commit(store, commit);
  }

  @Override
  public void increment(String key, int times) throws StateException {
    for (int i = 0; i < times; i++) {
      StoreCalls.increment(store, key);
    }
  }

  @Override
  public void startStream(String prefix) {
    streaming = new Thread(() -> stream(prefix));
    streaming.start();
  }

  private void stream(String prefix) {
    for (int i = 0; !killed; i++) {
      try {
        StoreCalls.put(store, prefix + i, String.valueOf(i));
      } catch (StateException e) {
        return; // Killed meanwhile.
      }
      synchronized (this) {
        acknowledged = i + 1;
        notifyAll();
      }
    }
  }

  @Override
  public synchronized int acknowledged() {
    return acknowledged;
  }

  @Override
  public synchronized void awaitAcknowledged(int commits) throws InterruptedException {
    while (acknowledged < commits) {
      wait();
    }
  }

  @Override
  public void kill() throws InterruptedException {
    killed = true;
    death.run();
    if (streaming != null) {
      streaming.join();
    }
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

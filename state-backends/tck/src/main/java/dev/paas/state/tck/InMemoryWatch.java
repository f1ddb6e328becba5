package dev.paas.state.tck;

import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateWatch;
import java.time.Duration;
import java.util.List;

/** A watch of an {@link InMemoryStateStore}. */
final class InMemoryWatch implements StateWatch {
  private final InMemoryStateStore store;
  private final InMemoryState state;
  private final String prefix;
  private long told;
  private boolean gap;
  private volatile boolean closed;

  InMemoryWatch(InMemoryStateStore store, InMemoryState state, String prefix, long after) {
    this.store = store;
    this.state = state;
    this.prefix = prefix;
    this.told = after;
  }

  @Override
  public StateChanges poll(Duration patience) throws StateException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      store.requireAlive();
      if (closed) {
        throw new StateException(Kind.IO, "the watch is closed", null, null);
      }
      long seen = state.revision();
      StateChanges changes =
          gap ? new StateChanges(told, true, List.of()) : state.changes(prefix, told);
      long left = patience.toNanos() - (System.nanoTime() - start);
      if (changes.gap() || !changes.changes().isEmpty() || left <= 0) {
        gap = changes.gap();
        told = changes.revision();
        return changes;
      }
      state.awaitNews(seen, left, () -> closed || store.isDead());
    }
  }

  @Override
  public void close() {
    closed = true;
    state.wake();
  }
}

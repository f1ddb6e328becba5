package dev.paas.state.local;

import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A watch that looks at the end of the journal again and again. That costs the opening of a file
 * each time; to be woken by the system would cost a thread and a library's set-up for every watch,
 * and on some systems is a look every few seconds.
 */
final class LocalWatch implements StateWatch {
  private static final long POLL_MILLIS = 20;

  private final LocalStateStore store;
  private final String prefix;
  private final StoreView.WatchPlace place;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean gap;

  LocalWatch(LocalStateStore store, String prefix, long after) {
    this.store = store;
    this.prefix = prefix;
    this.place = new StoreView.WatchPlace(after);
  }

  @Override
  public StateChanges poll(Duration patience) throws StateException, InterruptedException {
    long start = System.nanoTime();
    long longest = LocalStateStore.nanosOf(patience);
    while (true) {
      StateChanges changes = look();
      long left = longest - (System.nanoTime() - start);
      if (changes.gap() || !changes.changes().isEmpty() || left <= 0) {
        gap = changes.gap();
        return changes;
      }
      if (closed.await(Math.min(left, POLL_MILLIS * 1_000_000), TimeUnit.NANOSECONDS)) {
        throw Failures.watchClosed();
      }
    }
  }

  private StateChanges look() throws StateException {
    if (closed.getCount() == 0) {
      throw Failures.watchClosed();
    }
    return gap ? new StateChanges(place.revision(), true, List.of()) : store.changes(prefix, place);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

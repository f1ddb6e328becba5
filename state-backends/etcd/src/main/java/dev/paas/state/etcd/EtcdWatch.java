package dev.paas.state.etcd;

import dev.paas.spi.state.StateChange;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateWatch;
import dev.paas.state.etcd.EtcdClient.Event;
import dev.paas.state.etcd.EtcdFailure.Code;
import dev.paas.state.etcd.Reply.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A watch that is begun anew after each trouble, right behind what it has told.
 *
 * <p>Before it begins it looks at the head. When nothing was committed since, it begins at what is
 * etcd's revision now: that of the last commit may be forgotten long since, on an etcd that others
 * use, although nothing is missing.
 */
final class EtcdWatch implements StateWatch {
  /** What may wait to be polled before the watch is interrupted. */
  private static final int MOST_WAITING = 1000;

  private static final int MOST_LOGIN_FAILURES = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(1000);

  private final Connection connection;
  private final Layout layout;
  private final String prefix;
  private final Bytes from;

  /** What was told; of the store. */
  private long told;

  private volatile @Nullable Current current;
  private boolean gap;
  private volatile boolean closed;

  /** A token runs out, and a new one is asked for with the next call. */
  private int loginFailures;

  private final Consumer<EtcdWatch> ending;

  /**
   * @param after what was read or told before
   * @param ending hears that the watch is closed
   */
  EtcdWatch(
      Connection connection, Layout layout, String prefix, long after, Consumer<EtcdWatch> ending) {
    this.ending = ending;
    this.connection = connection;
    this.layout = layout;
    this.prefix = prefix;
    this.from = layout.data(prefix);
    this.told = after;
  }

  /** What came from a watch: events, or why it has ended. */
  private record News(List<Event> events, @Nullable EtcdFailure end) {}

  /** A watch of etcd, and what it has told that was not polled. */
  private static final class Current implements EtcdClient.Listener {
    private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();
    private volatile boolean full;
    private @Nullable AutoCloseable watch;

    @Override
    public void changed(List<Event> events) {
      if (full) {
        return;
      }
      if (news.size() >= MOST_WAITING) {
        full = true;
        news.add(
            new News(
                List.of(),
                new EtcdFailure(Code.UNAVAILABLE, "more has changed than was asked for", null)));
      } else if (!events.isEmpty()) {
        news.add(new News(events, null));
      }
    }

    @Override
    public void ended(EtcdFailure why) {
      news.add(new News(List.of(), why));
    }
  }

  @Override
  public StateChanges poll(Duration patience) throws StateException, InterruptedException {
    long start = System.nanoTime();
    boolean endless = patience.compareTo(LONGEST_PATIENCE) > 0;
    long longest = (endless ? LONGEST_PATIENCE : patience).toNanos();
    while (true) {
      requireOpen();
      long left = longest - (System.nanoTime() - start);
      Current running = gap ? null : begun(left);
      if (gap) {
        return new StateChanges(told, true, List.of());
      }
      News first = running == null ? null : running.news.poll(waitFor(left), TimeUnit.NANOSECONDS);
      requireOpen();
      StateChanges changes = running == null || first == null ? null : take(running, first);
      if (changes != null) {
        return changes;
      }
      if (!gap && longest - (System.nanoTime() - start) <= 0) {
        return new StateChanges(told, false, List.of());
      }
    }
  }

  private static long waitFor(long left) {
    return Math.max(0, Math.min(left, PAUSE.toNanos()));
  }

  private void requireOpen() throws StateException {
    if (closed) {
      end();
      throw Failures.watchClosed();
    }
  }

  /** The watch that runs; {@code null} when etcd cannot be reached now. */
  private @Nullable Current begun(long left) throws StateException, InterruptedException {
    if (current != null) {
      return current;
    }
    try {
      Current next = new Current();
      long revision = nextRevision();
      next.watch = connection.client().watch(from, from.endOfPrefix(), revision, next);
      current = next;
      return next;
    } catch (EtcdFailure failure) {
      ended(failure);
      TimeUnit.NANOSECONDS.sleep(waitFor(left));
      return null;
    }
  }

  /** Where to begin: behind what was told, or behind now when nothing was committed since. */
  private long nextRevision() throws EtcdFailure {
    Reply.Page page = connection.client().range(Request.Range.of(layout.head()));
    long written = Revisions.etcd(told);
    Pair head = page.pairs().isEmpty() ? null : page.pairs().get(0);
    if (head == null) {
      return page.revision() + 1;
    }
    if (told == 0) {
      return head.created();
    }
    boolean whole = Revisions.place(told) == Revisions.LAST;
    if (whole && head.modified() <= written) {
      return page.revision() + 1;
    }
    return whole ? written + 1 : written;
  }

  /** What is told now; {@code null} for nothing. */
  private @Nullable StateChanges take(Current running, News first) throws StateException {
    TreeMap<String, StateChange> changes = new TreeMap<>();
    long newest = 0;
    News next = first;
    EtcdFailure end = null;
    List<News> rest = new ArrayList<>();
    running.news.drainTo(rest);
    int at = 0;
    while (next != null) {
      for (Event event : next.events()) {
        StateChange change = changeOf(event);
        if (change != null) {
          changes.put(change.key(), change);
          newest = event.revision();
        }
      }
      end = next.end() == null ? end : next.end();
      next = at < rest.size() ? rest.get(at++) : null;
    }
    if (newest > 0) {
      loginFailures = 0;
      told = Revisions.whole(newest);
    }
    if (end != null) {
      end();
      ended(end);
    }
    return newest == 0 ? null : new StateChanges(told, false, List.copyOf(changes.values()));
  }

  /** The change that an event is; {@code null} when it was told before. */
  private @Nullable StateChange changeOf(Event event) throws StateException {
    String key = layout.keyOf(event.key());
    if (!key.startsWith(prefix)) {
      return null;
    }
    if (event.deleted()) {
      return event.revision() < Revisions.etcd(told) ? null : new StateChange(key, null);
    }
    StateEntry entry = Stored.entry(key, event.value(), event.revision());
    return entry.revision() <= told ? null : new StateChange(key, entry);
  }

  /** A watch of etcd has ended: for ever, or to be begun anew. */
  private void ended(EtcdFailure failure) throws StateException {
    if (failure.code() == Code.COMPACTED) {
      gap = true;
    } else if (!failure.passes() && failure.code() != Code.CREDENTIALS) {
      throw connection.failed(failure, "Watching");
    } else if (failure.code() == Code.CREDENTIALS) {
      loginFailures++;
      if (loginFailures > MOST_LOGIN_FAILURES) {
        throw connection.failed(failure, "Watching");
      }
    }
  }

  private void end() {
    Current ending = current;
    current = null;
    if (ending != null) {
      closeQuietly(ending.watch);
    }
  }

  static void closeQuietly(@Nullable AutoCloseable watch) {
    try {
      if (watch != null) {
        watch.close();
      }
    } catch (Exception neverThrown) {
      throw new IllegalStateException(neverThrown);
    }
  }

  @Override
  public void close() {
    closed = true;
    Current last = current;
    if (last != null) {
      closeQuietly(last.watch);
    }
    ending.accept(this);
  }
}

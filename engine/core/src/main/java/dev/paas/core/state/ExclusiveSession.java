package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work on a whole state, while nobody else works on any of it. The state is closed before anything
 * is written and opened with the last commit; a process that dies in between leaves it closed, see
 * {@link Closure}, and whoever does the same again goes on.
 */
public final class ExclusiveSession implements AutoCloseable {
  /** What is leased, as others read it who ask for the same. */
  public static final String WHOLE = "the whole state";

  private static final int COMMIT_KEYS = 250;
  private static final int COMMIT_BYTES = 512 << 10;
  private static final long POLL_MILLIS = 100;

  private final StateRepository repository;
  private final StateLease lease;
  private final Closure closure;
  private final @Nullable StateEntry previous;
  private boolean closed;
  private boolean dirty;
  private boolean ended;

  private ExclusiveSession(
      StateRepository repository,
      StateLease lease,
      Closure closure,
      @Nullable StateEntry previous) {
    this.repository = repository;
    this.lease = lease;
    this.closure = closure;
    this.previous = previous;
  }

  /**
   * Closes the state.
   *
   * @param other see {@link Closure#other}
   * @param holder who asks, for others to see
   * @param patience how long to wait for others to finish
   * @param resumes whether work that somebody else began, and did not finish, is what is gone on
   *     with here
   * @throws DiagnosticException when somebody is at work on it, or it is closed already
   */
  public static ExclusiveSession begin(
      StateRepository repository,
      Closure.Reason reason,
      String other,
      String holder,
      Duration patience,
      Predicate<Closure> resumes)
      throws InterruptedException {
    long start = System.nanoTime();
    StateLease lease = lease(repository, holder, patience);
    ExclusiveSession session = null;
    try {
      awaitOthers(repository, lease, start, patience);
      StateEntry previous = repository.closures().entry();
      if (previous != null) {
        Closure before = repository.closures().decode(previous);
        if (!resumes.test(before)) {
          throw new DiagnosticException(List.of(before.refusal(repository.location(), false)));
        }
      }
      Closure closure = new Closure(reason, holder, Instant.now(), lease.id(), other);
      session = new ExclusiveSession(repository, lease, closure, previous);
      session.closeState();
      awaitOthers(repository, lease, start, patience);
      return session;
    } catch (DiagnosticException | InterruptedException failure) {
      if (session == null) {
        closeQuietly(lease);
      } else {
        session.close();
      }
      throw failure;
    }
  }

  private static StateLease lease(StateRepository repository, String holder, Duration patience)
      throws InterruptedException {
    try {
      return repository
          .store()
          .acquire(new LeaseRequest(new TreeSet<>(List.of(WHOLE)), holder, patience));
    } catch (StateException failure) {
      throw StateDiagnostics.exception(failure);
    }
  }

  private void closeState() throws InterruptedException {
    long expected = previous == null ? 0 : previous.revision();
    Commits.await(
        commit(
            StateCommit.builder()
                .expect(StateKeys.CLOSED, expected)
                .put(StateKeys.CLOSED, encoded(closure))));
    closed = true;
  }

  /** Leaves everything as it was: nothing was written but the closure. */
  private void giveUp() throws InterruptedException {
    StateCommit.Builder commit = StateCommit.builder();
    Commits.await(
        commit(
            previous == null
                ? commit.delete(StateKeys.CLOSED)
                : commit.put(StateKeys.CLOSED, previous.value())));
    closed = false;
  }

  /** Before the state is closed, for their sake; and those who began in the moment before. */
  private static void awaitOthers(
      StateRepository repository, StateLease lease, long start, Duration patience)
      throws InterruptedException {
    while (true) {
      List<LeaseInfo> others = new ArrayList<>(repository.leases());
      others.removeIf(each -> each.id().equals(lease.id()));
      if (others.isEmpty()) {
        return;
      }
      if (System.nanoTime() - start >= patience.toNanos()) {
        throw occupied(others);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static DiagnosticException occupied(List<LeaseInfo> others) {
    LeaseInfo first = others.get(0);
    StringBuilder detail = new StringBuilder();
    for (LeaseInfo each : others) {
      detail.append(each.holder()).append(" has held ").append(each.names().first());
      int more = each.names().size() - 1;
      detail.append(more == 0 ? "" : " (and " + more + " more)");
      detail
          .append(" since ")
          .append(each.since().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
      detail.append(" (lease ").append(each.id()).append("). ");
    }
    return Diagnostic.error(Problem.STATE_LOCKED, first.holder() + " is at work on the state")
        .detail(detail.append("Nothing was changed.").toString())
        .hint("Wait for it to finish, or let --lock-timeout 5m wait.")
        .toException();
  }

  /** What was begun before and is gone on with; {@code null} when the state was open. */
  public @Nullable Closure resumed() {
    return previous == null ? null : repository.closures().decode(previous);
  }

  /**
   * Writes, in as few commits as every backend takes: one, if it is little. Waits until all is
   * durable.
   *
   * @return in how many commits
   */
  public int write(List<StateCommit.Write> writes) throws InterruptedException {
    return write(writes, StateCommit.builder(), 0);
  }

  /**
   * Writes, and opens the state with the last commit: everything is done.
   *
   * @return in how many commits
   */
  public int finish(List<StateCommit.Write> writes) throws InterruptedException {
    int commits = write(writes, StateCommit.builder().delete(StateKeys.CLOSED), 1);
    ended = true;
    return commits;
  }

  /** Leaves the state closed: it is elsewhere from now on. */
  public void leaveMoved() throws InterruptedException {
    Closure moved =
        new Closure(
            Closure.Reason.MOVED,
            closure.holder(),
            Instant.now(),
            closure.lease(),
            closure.other());
    Commits.await(commit(StateCommit.builder().put(StateKeys.CLOSED, encoded(moved))));
    ended = true;
  }

  private int write(List<StateCommit.Write> writes, StateCommit.Builder last, int lastKeys)
      throws InterruptedException {
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    int at = 0;
    while (true) {
      int end = endOfCommit(writes, at);
      boolean more = end < writes.size();
      StateCommit.Builder commit = more ? StateCommit.builder() : last;
      for (StateCommit.Write write : writes.subList(at, end)) {
        byte[] value = write.value();
        if (value == null) {
          commit.delete(write.key());
        } else {
          commit.put(write.key(), value);
        }
      }
      if (end > at || lastKeys > 0) {
        dirty = true;
        commits.add(commit(commit));
      }
      if (!more) {
        break;
      }
      at = end;
    }
    for (CompletableFuture<Long> each : commits) {
      Commits.await(each);
    }
    return commits.size();
  }

  /** The first write that does not fit into a commit that begins with the one at {@code from}. */
  private static int endOfCommit(List<StateCommit.Write> writes, int from) {
    long bytes = 0;
    int at = from;
    while (at < writes.size() && at - from < COMMIT_KEYS) {
      byte[] value = writes.get(at).value();
      bytes += writes.get(at).key().length() + (value == null ? 0 : value.length);
      if (at > from && bytes > COMMIT_BYTES) {
        break;
      }
      at++;
    }
    return at;
  }

  private byte[] encoded(Closure now) {
    return repository.codec().encode(now.toValue(), StateKeys.CLOSED);
  }

  private CompletableFuture<Long> commit(StateCommit.Builder commit) {
    return repository.store().commit(commit.under(lease).build());
  }

  private static void closeQuietly(StateLease lease) {
    try {
      lease.close();
    } catch (StateException alreadyFailing) {
      // What led here is reported; the lease dies with this process.
      return;
    }
  }

  /** Ends the lease; a state to which nothing was written is opened again before. */
  @Override
  public void close() {
    try {
      if (closed && !dirty && !ended) {
        giveUp();
      }
    } catch (DiagnosticException alreadyFailing) {
      // It stays closed, and says so to the next who asks.
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      closeQuietly(lease);
    }
  }
}

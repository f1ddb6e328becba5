package dev.paas.state.local;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import dev.paas.state.local.LeaseFiles.Attempt;
import dev.paas.state.local.LeaseFiles.HeldLease;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A store in a folder of this machine. */
final class LocalStateStore implements StateStore {
  private static final long POLL_MILLIS = 10;
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(1000);
  private static final long LARGEST_COMMIT_BYTES = 256L << 20;

  private final StoreLayout layout;
  private final StoreView view;
  private final LeaseFiles leases;
  private final PlatformIdentity platform;
  private final Duration patience;

  /** Made with the first write: most commands only read. */
  private @Nullable Committer committer;

  private volatile boolean closed;

  /**
   * @param patience how long to wait for another process's batch until something must be wrong
   */
  LocalStateStore(StoreLayout layout, PlatformIdentity platform, Duration patience)
      throws StateException {
    this.layout = layout;
    this.platform = platform;
    this.patience = patience;
    view = new StoreView(layout.journal(), platform);
    leases = new LeaseFiles(layout.leases());
    view.refresh();
  }

  @Override
  public String location() {
    return layout.folder().toString();
  }

  @Override
  public StateSnapshot read(String prefix) throws StateException {
    requireOpen();
    return view.read(prefix);
  }

  @Override
  public StateWatch watch(String prefix, long after) throws StateException {
    requireOpen();
    return new LocalWatch(this, prefix, after);
  }

  /** What a watch is to tell now. */
  StateChanges changes(String prefix, StoreView.WatchPlace place) throws StateException {
    requireOpen();
    return view.changes(prefix, place);
  }

  @Override
  public CompletableFuture<Long> commit(StateCommit commit) {
    CommitTask task = new CommitTask(commit, sizeOf(commit));
    submit(task);
    return task.future();
  }

  @Override
  public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
    long start = System.nanoTime();
    long patience = nanosOf(request.patience());
    while (true) {
      Attempt attempt = attempt(request);
      if (attempt.lease() != null) {
        return new LocalLease(this, attempt.lease());
      }
      String blocker = attempt.blockers().get(0).id();
      do {
        if (System.nanoTime() - start >= patience) {
          throw Failures.locked(attempt.blockers(), request.names());
        }
        Thread.sleep(POLL_MILLIS);
      } while (isHeld(blocker));
    }
  }

  @Override
  public List<LeaseInfo> leases() throws StateException {
    requireOpen();
    try {
      return leases.list();
    } catch (IOException e) {
      throw Failures.ofReading(layout.leases(), e);
    }
  }

  @Override
  public boolean breakLease(String leaseId) throws StateException {
    for (LeaseInfo lease : leases()) {
      if (lease.id().equals(leaseId)) {
        return await(perform(writer -> writer.breakLease(leaseId)));
      }
    }
    return false;
  }

  @Override
  public void close() throws StateException {
    Committer running;
    synchronized (this) {
      closed = true;
      running = committer;
    }
    if (running != null) {
      running.close();
    }
  }

  boolean leaseExists(String id) {
    return leases.exists(id);
  }

  /** Gives up a lease, behind the commits that were made before. */
  void release(HeldLease lease) throws StateException {
    if (closed) {
      return; // The writer gives up what is left.
    }
    await(
        perform(
            writer -> {
              writer.release(lease);
              return true;
            }));
  }

  private Attempt attempt(LeaseRequest request) throws StateException, InterruptedException {
    CompletableFuture<Attempt> future = perform(new Acquisition(request));
    try {
      return future.get();
    } catch (InterruptedException e) {
      if (!future.cancel(false) && !future.isCompletedExceptionally()) {
        HeldLease lease = future.join().lease();
        if (lease != null) {
          release(lease);
        }
      }
      throw e;
    } catch (ExecutionException e) {
      throw causeOf(e);
    }
  }

  private boolean isHeld(String leaseId) throws StateException {
    try {
      return leases.isHeld(leaseId);
    } catch (IOException e) {
      throw Failures.ofReading(layout.leases(), e);
    }
  }

  private <T> CompletableFuture<T> perform(ActionTask.Action<T> action) {
    ActionTask<T> task = new ActionTask<>(action);
    submit(task);
    return task.future();
  }

  private synchronized void submit(Committer.Task task) {
    if (closed) {
      task.fail(Failures.closed());
      return;
    }
    if (committer == null) {
      committer = new Committer(new StoreWriter(layout, platform, view, leases, patience));
      committer.start();
    }
    committer.submit(task);
  }

  private void requireOpen() throws StateException {
    if (closed) {
      throw Failures.closed();
    }
  }

  private static <T> T await(CompletableFuture<T> future) throws StateException {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw causeOf(e);
    }
  }

  private static StateException causeOf(Exception wrapper) {
    return wrapper.getCause() instanceof StateException cause ? cause : Failures.defect(wrapper);
  }

  static long nanosOf(Duration duration) {
    return duration.compareTo(LONGEST_PATIENCE) < 0
        ? duration.toNanos()
        : LONGEST_PATIENCE.toNanos();
  }

  private static long sizeOf(StateCommit commit) {
    long size = 0;
    for (StateCommit.Write write : commit.writes()) {
      requireText(write.key());
      byte[] value = write.value();
      size += write.key().length() + (value == null ? 0L : value.length);
    }
    if (size > LARGEST_COMMIT_BYTES) {
      throw new IllegalArgumentException("a commit of " + size + " bytes is too large");
    }
    return size;
  }

  /** Refuses half characters, which would be written as question marks. */
  private static void requireText(String key) {
    for (int i = 0; i < key.length(); i += Character.charCount(key.codePointAt(i))) {
      int type = Character.getType(key.codePointAt(i));
      if (type == Character.SURROGATE) {
        throw new IllegalArgumentException("half a character in the key " + key);
      }
    }
  }

  /** Takes a lease in its turn, and gives it back when the caller was interrupted meanwhile. */
  private static final class Acquisition implements ActionTask.Action<Attempt> {
    private final LeaseRequest request;

    Acquisition(LeaseRequest request) {
      this.request = request;
    }

    @Override
    public Attempt run(StoreWriter writer) throws StateException {
      return writer.acquire(request);
    }

    @Override
    public void undo(StoreWriter writer, Attempt attempt) throws StateException {
      if (attempt.lease() != null) {
        writer.release(attempt.lease());
      }
    }
  }
}

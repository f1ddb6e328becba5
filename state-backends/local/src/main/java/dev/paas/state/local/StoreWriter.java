package dev.paas.state.local;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Everything that changes a store's journal. Each operation takes the store's lock, brings the view
 * up to date and gives the lock back. Used by the committer's thread only.
 */
final class StoreWriter {
  private static final int USUAL_CAPACITY = 1 << 16;
  private static final int LARGEST_KEPT_CAPACITY = 1 << 23;

  private final StoreLayout layout;
  private final PlatformIdentity platform;
  private final StoreView view;
  private final LeaseFiles leases;
  private final StoreLock lock;
  private final Set<LeaseFiles.HeldLease> held = Collections.newSetFromMap(new IdentityHashMap<>());
  private ByteWriter buffer = new ByteWriter(USUAL_CAPACITY);
  private long settledGeneration = -1;
  private long compactionFailedAt;

  StoreWriter(
      StoreLayout layout,
      PlatformIdentity platform,
      StoreView view,
      LeaseFiles leases,
      Duration patience) {
    this.layout = layout;
    this.platform = platform;
    this.view = view;
    this.leases = leases;
    this.lock = new StoreLock(layout.lock(), patience);
  }

  private interface Action<T> {
    T run() throws IOException, StateException;
  }

  /** Does {@code action} while nobody else writes or takes leases. */
  private <T> T exclusively(Action<T> action) throws StateException {
    try {
      layout.create();
      lock.lock();
      try {
        return action.run();
      } finally {
        lock.unlock();
      }
    } catch (IOException e) {
      throw Failures.ofWriting(layout.folder(), e, buffer.size());
    }
  }

  /** Judges the commits, and writes and syncs those that hold. */
  void commit(List<CommitTask> tasks) throws StateException {
    change(() -> write(tasks));
    if (buffer.array().length > LARGEST_KEPT_CAPACITY) {
      buffer = new ByteWriter(USUAL_CAPACITY);
    }
  }

  /** Compacts the journal if that is worth its while. When it fails nothing is lost but space. */
  void tidy() {
    if (view.size() < compactionFailedAt || !Compaction.isWorthwhile(view)) {
      return;
    }
    try {
      change(this::compact);
    } catch (StateException e) {
      compactionFailedAt = view.size() * 2;
    }
  }

  private interface Change {
    void run() throws IOException;
  }

  private void change(Change change) throws StateException {
    exclusively(
        () -> {
          view.beginWriting();
          try {
            change.run();
            return true;
          } finally {
            view.endWriting();
          }
        });
  }

  /** Takes a lease, unless another one is in the way. */
  LeaseFiles.Attempt acquire(LeaseRequest request) throws StateException {
    LeaseFiles.Attempt attempt = exclusively(() -> leases.tryAcquire(request));
    if (attempt.lease() != null) {
      held.add(attempt.lease());
    }
    return attempt;
  }

  /** Gives a lease up; does nothing when that was done before. */
  void release(LeaseFiles.HeldLease lease) throws StateException {
    if (held.remove(lease)) {
      try {
        leases.release(lease);
      } catch (IOException e) {
        throw Failures.ofWriting(layout.leases(), e, 0);
      }
    }
  }

  boolean breakLease(String id) throws StateException {
    return exclusively(() -> leases.breakLease(id));
  }

  /** Gives up all leases and frees the files. */
  void close() throws StateException {
    for (LeaseFiles.HeldLease lease : List.copyOf(held)) {
      release(lease);
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw Failures.ofWriting(layout.lock(), e, 0);
    }
  }

  private void write(List<CommitTask> tasks) throws IOException {
    GroupCommit group = new GroupCommit(view, leases, buffer);
    for (CommitTask task : tasks) {
      group.add(task);
    }
    if (group.isEmpty()) {
      return;
    }
    if (!view.exists()) {
      create();
    }
    settle();
    try (FileChannel journal = FileChannel.open(layout.journal(), StandardOpenOption.WRITE)) {
      repairTail(journal);
      append(journal, group);
    }
  }

  /** Makes an empty journal. */
  private void create() throws IOException {
    ByteWriter bytes = new ByteWriter(JournalHeader.MAX_SIZE);
    JournalHeader header = JournalHeader.write(bytes, 1, UUID.randomUUID(), platform);
    try (FileChannel file = StoreLayout.openFile(layout.nextJournal(), StandardOpenOption.CREATE)) {
      file.truncate(0);
      bytes.writeTo(file, 0);
      file.force(true);
    }
    replaceJournal();
    settledGeneration = header.generation();
    view.compacted(header, JournalPosition.after(header));
  }

  /**
   * Before the first append to a journal that another process put in place: that one may have died
   * before the journal's name was on the disk.
   */
  private void settle() throws IOException {
    long generation = view.header().generation();
    if (settledGeneration != generation) {
      Files.deleteIfExists(layout.nextJournal());
      StoreLayout.sync(layout.folder());
      settledGeneration = generation;
    }
  }

  /** Cuts off half a frame that a crash left behind, and seals a whole one. */
  private void repairTail(FileChannel journal) throws IOException {
    JournalPosition position = view.position();
    if (view.size() > position.offset()) {
      journal.truncate(position.offset());
    }
    if (!position.sealed()) {
      journal.force(false);
      seal(journal, position);
      view.moved(position.seal());
    }
  }

  private void append(FileChannel journal, GroupCommit group) throws IOException {
    JournalPosition start = view.position();
    JournalPosition end = group.finish(start);
    try {
      group.frame().writeTo(journal, start.offset());
      journal.force(false);
    } catch (IOException e) {
      cutOff(journal, start.offset(), e);
      throw e;
    }
    view.applied(group, end);
    try {
      seal(journal, end);
      view.moved(end.seal());
    } catch (IOException e) {
      // The commits are durable all the same; the next writer seals them.
    }
  }

  private void seal(FileChannel journal, JournalPosition behindFrame) throws IOException {
    ByteWriter seal = new ByteWriter(Frames.SEAL_SIZE);
    Frames.putSeal(seal, view.header(), behindFrame);
    seal.writeTo(journal, behindFrame.offset());
  }

  private static void cutOff(FileChannel journal, long size, IOException cause) {
    try {
      journal.truncate(size);
      journal.force(false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Writes a new journal with what is alive, and puts it in place of the old one. */
  private void compact() throws IOException {
    if (!Compaction.isWorthwhile(view)) {
      return; // Another process was faster.
    }
    Compaction compaction = new Compaction(view.header(), view.revision(), view.all());
    compaction.write(layout.nextJournal());
    replaceJournal();
    settledGeneration = compaction.header().generation();
    view.compacted(compaction.header(), compaction.end());
  }

  private void replaceJournal() throws IOException {
    Files.move(
        layout.nextJournal(),
        layout.journal(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    StoreLayout.sync(layout.folder());
  }
}

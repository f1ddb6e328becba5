package dev.paas.state.local;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateChange;
import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSnapshot;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handle's picture of the journal, brought up to date before each use by reading what was
 * appended since. Takes no lock on any file.
 *
 * <p>A reader may meet the file in any state: half a frame, a tail that is just being cut off, a
 * new file in its place. What looks damaged is therefore read again from the start before it is
 * believed. A frame without a seal may not be on the disk yet, so the reader syncs the file itself:
 * what it tells is durable whatever becomes of the writer.
 */
final class StoreView {
  private static final int ATTEMPTS = 4;

  private final Path journal;
  private final PlatformIdentity platform;
  private final Entries entries = new Entries();
  private final byte[] start = new byte[JournalHeader.MAX_SIZE];

  private @Nullable JournalHeader header;
  private @Nullable JournalPosition position;
  private long size;
  private boolean writing;

  /** How often the journal was read from its beginning. */
  private long readings;

  StoreView(Path journal, PlatformIdentity platform) {
    this.journal = journal;
    this.platform = platform;
  }

  /** The entries below {@code prefix}, as they are now. */
  synchronized StateSnapshot read(String prefix) throws StateException {
    refresh();
    return entries.snapshot(prefix);
  }

  /** Reads what was appended since the last time; nothing while this handle is appending. */
  synchronized void refresh() throws StateException {
    if (writing) {
      return;
    }
    for (int attempt = 1; !isUpToDate(attempt == ATTEMPTS); attempt++) {
      Thread.onSpinWait();
    }
  }

  /**
   * Reads what is new, if there is a journal. Not so when it could not be opened although it is
   * there: it may have come into being in between, and is to be tried again, but for the last time.
   */
  private boolean isUpToDate(boolean lastTry) throws StateException {
    try {
      catchUp();
    } catch (FileNotFoundException e) {
      if (!Files.notExists(journal)) {
        if (lastTry) {
          throw Failures.unreadable(journal, e);
        }
        return false;
      }
      if (header != null) {
        throw Failures.replaced(journal);
      }
    } catch (IOException e) {
      throw Failures.ofReading(journal, e);
    }
    return true;
  }

  /**
   * What has happened below {@code prefix} since the place that a watch has come to, and moves it
   * on. A gap when that is not known any more, or the journal was read anew since then: an entry
   * that was told may have been cut off with the tail.
   */
  synchronized StateChanges changes(String prefix, WatchPlace place) throws StateException {
    refresh();
    boolean readAnew = place.reading != 0 && place.reading != readings;
    if (readAnew || !entries.knowsPastSince(place.revision)) {
      return new StateChanges(place.revision, true, List.of());
    }
    place.reading = readings;
    if (entries.revision() > place.revision) {
      List<StateChange> changes = entries.changes(prefix, place.revision);
      if (!changes.isEmpty()) {
        place.revision = entries.revision();
        return new StateChanges(place.revision, false, changes);
      }
    }
    return new StateChanges(place.revision, false, List.of());
  }

  /** Where a watch is: what it told last, and in which reading of the journal. */
  static final class WatchPlace {
    private long revision;
    private long reading;

    WatchPlace(long revision) {
      this.revision = revision;
    }

    long revision() {
      return revision;
    }
  }

  /**
   * Brings the picture up to date and keeps it still: until {@link #endWriting} it changes only by
   * {@link #applied} and {@link #compacted}. For the holder of the store's lock.
   */
  synchronized void beginWriting() throws StateException {
    refresh();
    writing = true;
  }

  synchronized void endWriting() {
    writing = false;
  }

  /** Whether there is a journal. */
  synchronized boolean exists() {
    return header != null;
  }

  /** The journal's header, once it is known to exist. */
  synchronized JournalHeader header() {
    if (header == null) {
      throw new IllegalStateException("the journal does not exist yet");
    }
    return header;
  }

  /** Where the next frame or seal goes. What stands there already, up to {@link #size}, is torn. */
  synchronized JournalPosition position() {
    if (position == null) {
      throw new IllegalStateException("the journal has not been read");
    }
    return position;
  }

  /** The journal's size in bytes when it was last looked at. */
  synchronized long size() {
    return size;
  }

  synchronized long revision() {
    return entries.revision();
  }

  /** The revision that last wrote {@code key}; 0 when it does not exist. */
  synchronized long revisionOf(String key) {
    return entries.revisionOf(key);
  }

  synchronized long liveBytes() {
    return entries.liveBytes();
  }

  /** All entries, as they are now. */
  synchronized List<StateEntry> all() {
    return new ArrayList<>(entries.all());
  }

  /** Takes over what this handle has appended itself. */
  synchronized void applied(GroupCommit group, JournalPosition behind) {
    group.applyTo(entries);
    moved(behind);
  }

  /** Takes note that the tail was repaired or a seal written. */
  synchronized void moved(JournalPosition behind) {
    position = behind;
    size = behind.offset();
  }

  /** Takes note that this handle has put another file, with the same entries, in place. */
  synchronized void compacted(JournalHeader newHeader, JournalPosition behind) {
    header = newHeader;
    entries.forgetPast(entries.revision());
    moved(behind);
  }

  private void catchUp() throws IOException, StateException {
    for (int attempt = 1; ; attempt++) {
      try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
        scan(file);
        return;
      } catch (DamagedException e) {
        position = null;
        if (attempt == ATTEMPTS) {
          throw Failures.damaged(journal, e);
        }
      } catch (EOFException e) {
        position = null;
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void scan(RandomAccessFile file) throws IOException, DamagedException, StateException {
    long end = file.length();
    JournalHeader current = identify(file, end);
    JournalPosition from = position;
    if (from != null && from.sealed() && from.offset() > end) {
      throw Failures.replaced(journal);
    }
    boolean resumes = from != null && scanner(file, end, current, from).follows();
    if (from != null && resumes && from.offset() == end) {
      return;
    }
    if (from == null || !resumes) {
      entries.clear();
      readings++;
      from = JournalPosition.after(current);
    }
    position = null;
    JournalPosition reached = scanner(file, end, current, from).scan();
    if (!reached.sealed()) {
      sync(file);
    }
    position = reached;
    size = end;
  }

  private JournalScanner scanner(
      RandomAccessFile file, long end, JournalHeader current, JournalPosition from) {
    return new JournalScanner(file, end, current, from, entries);
  }

  /** Reads the header, unless it is the one that is known already. */
  private JournalHeader identify(RandomAccessFile file, long end)
      throws IOException, DamagedException, StateException {
    JournalHeader known = header;
    int wanted = known == null ? JournalHeader.MAX_SIZE : JournalHeader.IDENTITY_SIZE;
    int available = (int) Math.min(end, wanted);
    file.readFully(start, 0, available);
    if (known != null && known.matches(start, available)) {
      return known;
    }
    position = null;
    available = (int) Math.min(end, JournalHeader.MAX_SIZE);
    file.seek(0);
    file.readFully(start, 0, available);
    JournalHeader found = JournalHeader.read(start, available);
    if (found.version() > JournalHeader.VERSION) {
      throw Failures.newer(journal, found.version(), JournalHeader.VERSION);
    }
    if (known != null && !found.succeeds(known)) {
      throw Failures.replaced(journal);
    }
    if (!found.belongsTo(platform)) {
      throw Failures.ofAnotherPlatform(journal, found.platform(), platform);
    }
    header = found;
    return found;
  }

  private static void sync(RandomAccessFile file) throws IOException {
    try {
      file.getFD().sync();
    } catch (SyncFailedException e) {
      // Some systems sync only what is open for writing; then the next writer does.
    }
  }
}

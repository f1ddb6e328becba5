package dev.paas.state.local;

import dev.paas.spi.state.StateEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes what is alive of a journal into a new one.
 *
 * <p>Worthwhile when there is more garbage than life. Each time, at least as much has been appended
 * since the last one as is written now: amortised, an append costs no more than twice its bytes.
 */
final class Compaction {
  /** Less garbage than this is never worth it. */
  static final long LEAST_GARBAGE = 256 * 1024;

  private static final int FRAME_SIZE = 1 << 20;

  private final JournalHeader old;
  private final long revision;
  private final List<StateEntry> entries;
  private final ByteWriter frame = new ByteWriter(FRAME_SIZE);
  private final ByteWriter seal = new ByteWriter(Frames.SEAL_SIZE);
  private JournalHeader header;
  private JournalPosition end;

  Compaction(JournalHeader old, long revision, List<StateEntry> entries) {
    this.old = old;
    this.revision = revision;
    this.entries = entries;
    this.header = old;
    this.end = JournalPosition.after(old);
  }

  static boolean isWorthwhile(StoreView view) {
    long live = view.liveBytes();
    return view.size() - live > Math.max(LEAST_GARBAGE, live);
  }

  /** Writes and syncs the new journal at {@code path}. */
  void write(Path path) throws IOException {
    try (FileChannel file = StoreLayout.openFile(path, StandardOpenOption.CREATE)) {
      file.truncate(0);
      frame.clear();
      header = JournalHeader.write(frame, old.generation() + 1, old.lineage(), old.platform());
      frame.writeTo(file, 0);
      end = JournalPosition.after(header);
      begin();
      for (StateEntry entry : entries) {
        Frames.putEntry(frame, entry);
        if (frame.size() >= FRAME_SIZE) {
          flush(file);
          begin();
        }
      }
      flush(file);
      file.force(true);
    }
  }

  /** The header that was written. */
  JournalHeader header() {
    return header;
  }

  /** Where the new journal ends. */
  JournalPosition end() {
    return end;
  }

  private void begin() {
    Frames.begin(frame, Frames.ENTRIES);
    frame.putNumber(revision);
  }

  private void flush(FileChannel file) throws IOException {
    long start = end.offset();
    end = Frames.end(frame, end);
    frame.writeTo(file, start);
    seal.clear();
    Frames.putSeal(seal, header, end);
    seal.writeTo(file, end.offset());
    end = end.seal();
  }
}

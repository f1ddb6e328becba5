package dev.paas.state.local;

import dev.paas.spi.state.StateEntry;
import java.util.zip.CRC32C;

/**
 * The parts that a journal consists of behind its header: frames, each followed by its seal.
 *
 * <p>A frame is a checksum (4 bytes), the length of what follows (4), a kind (1) and content. The
 * checksum covers length, kind and content and is chained to the one of the frame before. All the
 * commits that were synced together make one frame, so that a crash leaves all of them or none.
 *
 * <p>A seal is a magic number (4), the offset of its frame (8), the frame's checksum (4) and a
 * checksum of its own (4). It is written once its frame is on the disk. So a frame that does not
 * check out was never acknowledged, and may be dropped, unless the seal of it or of a later one
 * stands behind it: then something was damaged.
 */
final class Frames {
  /** Checksum and length. */
  static final int PREFIX_SIZE = 8;

  static final int SEAL_SIZE = 20;

  /** The longest content that is written or believed. */
  static final int MAX_LENGTH = 1 << 30;

  /** Commits: the first one's revision, then for each its writes. */
  static final int COMMITS = 1;

  /** Entries as a compaction writes them: the store's revision, then each with its own. */
  static final int ENTRIES = 2;

  static final int SEAL_MAGIC = 0x5ea1ed0c;

  private Frames() {}

  /** The checksum of the frame that begins at {@code start} and has {@code length}. */
  static int checksum(CRC32C crc, int chain, byte[] bytes, int start, int length) {
    crc.reset();
    crc.update(bytes, start + 4, length + 4);
    return (int) crc.getValue() ^ chain;
  }

  /** Begins a frame in {@code out}, which is cleared. */
  static void begin(ByteWriter out, int kind) {
    out.clear();
    out.putLong(0).putByte(kind);
  }

  /** Ends the frame in {@code out}, which shall stand at {@code at}, and tells what is behind. */
  static JournalPosition end(ByteWriter out, JournalPosition at) {
    int length = out.size() - PREFIX_SIZE;
    out.setInt(4, length);
    int checksum = checksum(new CRC32C(), at.chain(), out.array(), 0, length);
    out.setInt(0, checksum);
    return at.frame(out.size(), checksum);
  }

  /** Appends the seal of the frame that {@code position} is just behind of. */
  static void putSeal(ByteWriter out, JournalHeader header, JournalPosition position) {
    int start = out.size();
    out.putInt(SEAL_MAGIC).putLong(position.lastFrame()).putInt(position.chain());
    out.putInt(sealChecksum(header, out.array(), start));
  }

  /**
   * Whether a seal of a frame that stands at {@code offset} or behind it is at {@code at}. A seal
   * of one before that is no proof: a value may hold a copy of the journal.
   */
  static boolean isSealFrom(long offset, JournalHeader header, byte[] bytes, int at) {
    return isSeal(header, bytes, at) && ByteReader.longAt(bytes, at + 4) >= offset;
  }

  /** Whether the seal of the frame that {@code position} is just behind of is at {@code at}. */
  static boolean isSealOf(JournalPosition position, JournalHeader header, byte[] bytes, int at) {
    return isSeal(header, bytes, at)
        && ByteReader.longAt(bytes, at + 4) == position.lastFrame()
        && ByteReader.intAt(bytes, at + 12) == position.chain();
  }

  private static boolean isSeal(JournalHeader header, byte[] bytes, int at) {
    return ByteReader.intAt(bytes, at) == SEAL_MAGIC
        && ByteReader.intAt(bytes, at + 16) == sealChecksum(header, bytes, at);
  }

  private static int sealChecksum(JournalHeader header, byte[] bytes, int start) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, SEAL_SIZE - 4);
    return (int) crc.getValue() ^ header.checksum();
  }

  /** Takes the content of a frame over into {@code entries}. */
  static void apply(byte[] bytes, int start, int end, Entries entries) throws DamagedException {
    ByteReader in = new ByteReader(bytes, start, end);
    int kind = in.readByte();
    switch (kind) {
      case COMMITS -> applyCommits(in, entries);
      case ENTRIES -> applyEntries(in, entries);
      default -> throw new DamagedException("it holds a frame of an unknown kind");
    }
  }

  private static void applyCommits(ByteReader in, Entries entries) throws DamagedException {
    long revision = in.readNumber();
    while (!in.atEnd()) {
      for (int writes = in.readLength(); writes > 0; writes--) {
        String key = in.readText();
        long size = in.readNumber();
        if (size == 0) {
          entries.delete(key, revision);
        } else {
          entries.put(new StateEntry(key, in.readBytes(size - 1), revision));
        }
      }
      entries.advanceTo(revision++);
    }
  }

  private static void applyEntries(ByteReader in, Entries entries) throws DamagedException {
    long revision = in.readNumber();
    while (!in.atEnd()) {
      long written = in.readNumber();
      String key = in.readText();
      entries.put(new StateEntry(key, in.readBytes(in.readNumber()), written));
    }
    entries.forgetPast(revision);
    entries.advanceTo(revision);
  }

  /** Writes one entry of a frame of {@link #ENTRIES}. */
  static void putEntry(ByteWriter out, StateEntry entry) {
    out.putNumber(entry.revision()).putText(entry.key());
    out.putNumber(entry.value().length).putBytes(entry.value());
  }
}

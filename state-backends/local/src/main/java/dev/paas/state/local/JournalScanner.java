package dev.paas.state.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.CRC32C;

/**
 * One sequential pass over a journal, from a position to its end.
 *
 * <p>It reads with {@link RandomAccessFile}: unlike a channel, that one is not closed by an
 * interrupt of the calling thread.
 */
final class JournalScanner {
  private static final int WINDOW = 1 << 20;

  private final RandomAccessFile file;
  private final long end;
  private final JournalHeader header;
  private final Entries entries;
  private final CRC32C crc = new CRC32C();
  private JournalPosition position;

  private byte[] window = new byte[0];
  private long windowStart;
  private int windowSize;

  /**
   * @param end the length of the file: what is appended after that is left for the next pass
   * @param position where to begin
   * @param entries what the frames are applied to
   */
  JournalScanner(
      RandomAccessFile file,
      long end,
      JournalHeader header,
      JournalPosition position,
      Entries entries) {
    this.file = file;
    this.end = end;
    this.header = header;
    this.position = position;
    this.entries = entries;
  }

  /**
   * Applies all whole frames.
   *
   * @return the position behind the last one that was applied. What is behind that position, if
   *     anything, is a torn tail: nobody was told that it is committed
   * @throws DamagedException when something does not check out although a seal behind it tells that
   *     it was on the disk once
   */
  JournalPosition scan() throws IOException, DamagedException {
    boolean more = true;
    while (more) {
      more = position.sealed() ? nextFrame() : nextSeal();
    }
    if (position.offset() < end && sealFollows(position.offset())) {
      throw new DamagedException("the checksum does not match", position.offset());
    }
    return position;
  }

  /**
   * Whether the frame just before the position still is the one that was read: one that is not
   * sealed may have been cut off since.
   */
  boolean follows() throws IOException {
    if (position.sealed()) {
      return true;
    }
    int at = load(position.lastFrame(), Frames.PREFIX_SIZE);
    return at >= 0 && ByteReader.intAt(window, at) == position.chain();
  }

  private boolean nextSeal() throws IOException {
    int at = load(position.offset(), Frames.SEAL_SIZE);
    if (at < 0 || !Frames.isSealOf(position, header, window, at)) {
      return false;
    }
    position = position.seal();
    return true;
  }

  private boolean nextFrame() throws IOException, DamagedException {
    int at = load(position.offset(), Frames.PREFIX_SIZE);
    if (at < 0) {
      return false;
    }
    int length = ByteReader.intAt(window, at + 4);
    if (length <= 0 || length > Frames.MAX_LENGTH) {
      return false;
    }
    int size = Frames.PREFIX_SIZE + length;
    at = load(position.offset(), size);
    if (at < 0) {
      return false;
    }
    int checksum = Frames.checksum(crc, position.chain(), window, at, length);
    if (checksum != ByteReader.intAt(window, at)) {
      return false;
    }
    try {
      Frames.apply(window, at + Frames.PREFIX_SIZE, at + size, entries);
    } catch (DamagedException e) {
      throw new DamagedException(String.valueOf(e.getMessage()), position.offset());
    }
    position = position.frame(size, checksum);
    return true;
  }

  private boolean sealFollows(long from) throws IOException {
    long start = from;
    while (end - start >= Frames.SEAL_SIZE) {
      int size = (int) Math.min(WINDOW, end - start);
      int at = load(start, size);
      for (int i = 0; i <= size - Frames.SEAL_SIZE; i++) {
        if (Frames.isSealFrom(from, header, window, at + i)) {
          return true;
        }
      }
      start += size - Frames.SEAL_SIZE + 1;
    }
    return false;
  }

  /**
   * Sees to it that {@code size} bytes from {@code offset} are in the window.
   *
   * @return where they are; -1 when the file ends before
   */
  private int load(long offset, int size) throws IOException {
    if (size > end - offset) {
      return -1;
    }
    boolean inside = offset >= windowStart && offset + size <= windowStart + windowSize;
    if (!inside) {
      fill(offset, size);
    }
    return (int) (offset - windowStart);
  }

  private void fill(long offset, int size) throws IOException {
    int wanted = (int) Math.min(end - offset, Math.max(size, WINDOW));
    if (window.length < wanted) {
      window = new byte[wanted];
    }
    file.seek(offset);
    file.readFully(window, 0, wanted);
    windowStart = offset;
    windowSize = wanted;
  }
}

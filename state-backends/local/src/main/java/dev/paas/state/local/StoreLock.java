package dev.paas.state.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.paas.spi.state.StateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock that a writer holds for the short time of a batch: the system's lock on the first byte
 * of a file. It excludes other processes, and other handles in this one (the JVM refuses a lock
 * that overlaps one of its own). It falls with the process.
 *
 * <p>The second byte is a turnstile which one must hold to ask for the first: whoever waits is
 * next, and a handle with a full queue cannot starve the others.
 *
 * <p>On POSIX a process loses all its locks on a file when it closes any descriptor of it. So the
 * file is opened once and closed only while this handle has the lock, when no other one of this
 * process can have it. Used by one thread only.
 */
final class StoreLock {
  private static final long FIRST_WAIT_NANOS = 50_000;
  private static final long LONGEST_WAIT_NANOS = 2_000_000;

  private static final int LOCKED_BYTES = 2;
  private static final byte[] SIGNATURE = signature();

  private final Path path;
  private final Duration patience;
  private @Nullable FileChannel channel;
  private @Nullable Object fileKey;
  private @Nullable FileLock held;

  /**
   * @param patience how long to wait for other writers until something must be wrong with them
   */
  StoreLock(Path path, Duration patience) {
    this.path = path;
    this.patience = patience;
  }

  /** Waits for the lock and takes it. */
  void lock() throws IOException, StateException {
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      FileChannel open = open();
      FileLock turnstile = lock(open, 1, deadline);
      try {
        held = lock(open, 0, deadline);
      } finally {
        turnstile.release();
      }
      sign(open);
    } while (!isCurrent());
  }

  void unlock() throws IOException {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  /** Frees the file, at a moment when no other handle of this process has the lock. */
  void close() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      return;
    }
    channel = null;
    try (open) {
      lock(open, 0, System.nanoTime() + patience.toNanos());
    } catch (StateException e) {
      // Another process has it for that long: then no handle of this one does.
    }
  }

  private FileChannel open() throws IOException {
    if (channel == null) {
      channel = StoreLayout.openFile(path, StandardOpenOption.CREATE, StandardOpenOption.READ);
      fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
    return channel;
  }

  /** Whether the locked file still is the one that others see; otherwise lets go of it. */
  private boolean isCurrent() throws IOException {
    boolean current = false;
    try {
      Object now = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      current = now == null || now.equals(fileKey);
    } catch (NoSuchFileException e) {
      // Somebody deleted the store's folder; it is made again.
    } finally {
      if (!current) {
        letGo();
      }
    }
    return current;
  }

  private void letGo() throws IOException {
    held = null;
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private FileLock lock(FileChannel open, long position, long deadline)
      throws IOException, StateException {
    long wait = FIRST_WAIT_NANOS;
    while (true) {
      FileLock lock = tryLock(open, position);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - deadline > 0) {
        throw Failures.busy(path, holder(open), patience);
      }
      LockSupport.parkNanos(wait);
      wait = Math.min(LONGEST_WAIT_NANOS, wait * 2);
    }
  }

  /** Leaves the process's id in the file, for the message of those who wait in vain. */
  private static void sign(FileChannel open) {
    try {
      open.write(ByteBuffer.wrap(SIGNATURE), 0);
    } catch (IOException e) {
      // The disk is full, maybe; the message will do without.
    }
  }

  /** The id of the process that had the lock last; empty when it cannot be told. */
  private static String holder(FileChannel open) {
    ByteBuffer signature = ByteBuffer.allocate(SIGNATURE.length);
    try {
      // Not the locked bytes themselves, which some systems let nobody read.
      open.read(signature, LOCKED_BYTES);
    } catch (IOException e) {
      return "";
    }
    return new String(signature.array(), 0, signature.position(), US_ASCII).trim();
  }

  private static byte[] signature() {
    StringBuilder text = new StringBuilder("  ").append(ProcessHandle.current().pid());
    while (text.length() < 24) {
      text.append(' ');
    }
    return text.append('\n').toString().getBytes(US_ASCII);
  }

  private static @Nullable FileLock tryLock(FileChannel open, long position) throws IOException {
    try {
      return open.tryLock(position, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}

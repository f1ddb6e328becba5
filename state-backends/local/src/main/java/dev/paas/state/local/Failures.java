package dev.paas.state.local;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What can go wrong with a store's files, told for people. */
final class Failures {
  /** Less free space than this beside what was to be written counts as none. */
  private static final long SPARE_BYTES = 64 * 1024;

  private Failures() {}

  static StateException damaged(Path file, DamagedException cause) {
    return new StateException(
        Kind.CORRUPT,
        file + " is damaged at byte " + cause.offset(),
        "What stands there is not what was written: " + cause.getMessage() + ".",
        "Put the file back from a backup. Keep a copy of the damaged one: what stands before that"
            + " place is whole.",
        cause);
  }

  static StateException newer(Path file, int version, int known) {
    return new StateException(
        Kind.NEWER_VERSION,
        "the state was written by a newer version of paas",
        file + " has format " + version + "; this version reads " + known + ".",
        "Upgrade paas.");
  }

  static StateException ofAnotherPlatform(
      Path file, PlatformIdentity found, PlatformIdentity wanted) {
    return new StateException(
        Kind.INVALID_SETTINGS,
        "the state in this folder belongs to " + nameOf(found) + ", not to " + nameOf(wanted),
        file + " was made for it.",
        "Did the name in platform.yaml change? Set it back, or give the other platform a state of"
            + " its own with `state: { path: … }`.");
  }

  private static String nameOf(PlatformIdentity platform) {
    String name = "platform \"" + platform.name() + "\"";
    return platform.environment().isEmpty()
        ? name
        : name + ", environment \"" + platform.environment() + "\"";
  }

  static StateException replaced(Path file) {
    return new StateException(
        Kind.IO,
        "the state was deleted or replaced while it was in use",
        file + " is not the file any more, or not a later version of it, that was read before.",
        "Run the command again: it starts from what is there now.");
  }

  static StateException closed() {
    return new StateException(
        Kind.IO, "the state store is closed", "It was used after it had been closed.", null);
  }

  static StateException watchClosed() {
    return new StateException(
        Kind.IO, "the watch of the state is closed", "It was used after it had been closed.", null);
  }

  /** Something that is our own fault. */
  static StateException defect(Throwable cause) {
    return new StateException(
        Kind.IO,
        "writing the state failed",
        cause + ". This is a defect of paas.",
        "Report it, please.",
        cause);
  }

  static StateException unreadable(Path file, IOException cause) {
    return new StateException(
        Kind.UNAVAILABLE,
        "the state cannot be read",
        "Opening " + file + " failed: " + textOf(cause) + ".",
        "See to it that the user who runs paas may read the file and enter its folders.",
        cause);
  }

  static StateException ofReading(Path file, IOException cause) {
    return new StateException(
        Kind.IO,
        "reading the state failed",
        "Reading " + file + ": " + textOf(cause) + ".",
        "Look into the system's log for trouble with the disk.",
        cause);
  }

  /**
   * @param holder the id of the process that has the lock, as far as is known
   */
  static StateException busy(Path lock, String holder, Duration waited) {
    return new StateException(
        Kind.UNAVAILABLE,
        (holder.isEmpty() ? "another process" : "process " + holder)
            + " does not finish writing the state",
        "It has held the lock on "
            + lock
            + ", which is needed for milliseconds, for at least "
            + waited.toSeconds()
            + " seconds.",
        "Look whether that process is stopped or hangs, and continue or end it.");
  }

  /**
   * A failed write. The kind is found out by looking at the file system, not at the message, which
   * is in the user's language.
   *
   * @param bytes how much was to be written
   */
  static StateException ofWriting(Path file, IOException cause, long bytes) {
    FileStore store = fileStoreOf(file);
    if (isReadOnly(store, cause)) {
      return new StateException(
          Kind.READ_ONLY,
          "the state may not be written",
          "Writing " + file + ": " + textOf(cause) + ".",
          "See to it that the user who runs paas may write the file and its folder.",
          cause);
    }
    if (isFull(store, bytes)) {
      return new StateException(
          Kind.FULL,
          "no space is left for the state",
          "Writing " + bytes + " bytes to " + file + ": " + textOf(cause) + ".",
          "Free some space on that disk and run the command again.",
          cause);
    }
    return new StateException(
        Kind.IO,
        "writing the state failed",
        "Writing " + file + ": " + textOf(cause) + ".",
        "Look into the system's log for trouble with the disk. A file system without file locks"
            + " cannot hold the state: choose another one with `state: { path: … }`.",
        cause);
  }

  private static boolean isReadOnly(@Nullable FileStore store, IOException cause) {
    return cause instanceof AccessDeniedException || (store != null && store.isReadOnly());
  }

  private static boolean isFull(@Nullable FileStore store, long bytes) {
    try {
      return store != null && store.getUsableSpace() < bytes + SPARE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /** The file system of {@code file}, or of the folder where it would be. */
  private static @Nullable FileStore fileStoreOf(Path file) {
    for (Path path = file; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        try {
          return Files.getFileStore(path);
        } catch (IOException e) {
          return null;
        }
      }
    }
    return null;
  }

  static StateException locked(List<LeaseInfo> blockers, SortedSet<String> wanted) {
    LeaseInfo first = blockers.get(0);
    return new StateException(
        Kind.LOCKED,
        namesOf(first, wanted) + " is locked by " + first.holder(),
        detailOf(blockers, wanted),
        "Wait for it to finish, or let --lock-timeout 5m wait. If it never will finish, end that"
            + " process: what it holds is free then.");
  }

  private static String detailOf(List<LeaseInfo> blockers, SortedSet<String> wanted) {
    StringBuilder detail = new StringBuilder();
    for (LeaseInfo lease : blockers) {
      detail.append(detail.isEmpty() ? "" : " ");
      detail.append(lease.holder()).append(" has held ").append(namesOf(lease, wanted));
      detail.append(" since ").append(lease.since().truncatedTo(ChronoUnit.SECONDS));
      detail.append(" (lease ").append(lease.id()).append(").");
    }
    return detail.toString();
  }

  /** The first of the wanted names that {@code lease} holds, and how many others. */
  private static String namesOf(LeaseInfo lease, SortedSet<String> wanted) {
    String first = "";
    int others = -1;
    for (String name : wanted) {
      if (lease.names().contains(name)) {
        first = others < 0 ? name : first;
        others++;
      }
    }
    return others > 0 ? first + " (and " + others + " more)" : first;
  }

  private static String textOf(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}

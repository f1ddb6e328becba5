package dev.paas.state.local;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a store, two files for each: {@code ID.lease} tells who holds what, and {@code
 * ID.lock} is locked by its holder for as long as it lives. The system frees that lock when the
 * process dies, however it dies, and keeps it while the process is merely stopped: no clock decides
 * about anything.
 *
 * <p>A lease exists as long as its record does; removing the record ends it. Records are not in the
 * journal, and not synced, because no lease outlives a crash of the machine.
 *
 * <p>Whoever takes or breaks a lease must hold the store's lock; looking needs none and writes
 * nothing.
 */
final class LeaseFiles {
  private static final String RECORD = ".lease";
  private static final String LOCK = ".lock";
  private static final String DRAFT = ".draft";
  private static final long PROBE_WAIT_NANOS = 20_000;
  private static final int PROBES = 10_000;

  private final Path folder;
  private final Map<String, LeaseInfo> known = new ConcurrentHashMap<>();

  LeaseFiles(Path folder) {
    this.folder = folder;
  }

  /** What came of trying to take a lease: it, or who is in the way. */
  record Attempt(@Nullable HeldLease lease, List<LeaseInfo> blockers) {}

  /** A lease of this handle, with the lock that proves that it lives. */
  record HeldLease(LeaseInfo info, FileChannel lock) {}

  /** Whether the lease was not given up or broken; its holder may be dead. */
  boolean exists(String id) {
    return Files.exists(record(id));
  }

  /** Whether the lease is held by a process that lives. */
  boolean isHeld(String id) throws IOException {
    return exists(id) && isAlive(id);
  }

  /** The leases that are held, sorted by their age. */
  List<LeaseInfo> list() throws IOException, StateException {
    List<LeaseInfo> held = new ArrayList<>();
    for (String id : ids()) {
      LeaseInfo lease = isAlive(id) ? load(id) : null;
      if (lease != null) {
        held.add(lease);
      }
    }
    held.sort((a, b) -> a.since().compareTo(b.since()));
    return held;
  }

  /** Takes a lease unless another one is in the way; clears away the leases of the dead. */
  Attempt tryAcquire(LeaseRequest request) throws IOException, StateException {
    List<LeaseInfo> blockers = new ArrayList<>();
    SortedSet<String> ids = ids();
    known.keySet().retainAll(ids);
    for (String id : ids) {
      if (!isAlive(id)) {
        remove(id);
        continue;
      }
      LeaseInfo lease = load(id);
      if (lease != null && overlap(lease.names(), request.names())) {
        blockers.add(lease);
      }
    }
    return blockers.isEmpty()
        ? new Attempt(create(request), List.of())
        : new Attempt(null, blockers);
  }

  /** Gives a lease up. */
  void release(HeldLease lease) throws IOException {
    String id = lease.info().id();
    try {
      Files.deleteIfExists(record(id));
    } finally {
      lease.lock().close();
      Files.deleteIfExists(lock(id));
    }
  }

  /** Ends a lease of whomever. */
  boolean breakLease(String id) throws IOException {
    if (!ids().contains(id) || !exists(id)) {
      return false;
    }
    if (!isAlive(id)) {
      remove(id);
      return false;
    }
    return Files.deleteIfExists(record(id));
  }

  private HeldLease create(LeaseRequest request) throws IOException, StateException {
    String id = LeaseIds.next();
    FileChannel channel = openLock(id);
    while (channel == null) {
      id = LeaseIds.next();
      channel = openLock(id);
    }
    LeaseInfo lease =
        new LeaseInfo(
            id,
            request.holder(),
            Instant.ofEpochMilli(System.currentTimeMillis()),
            Collections.unmodifiableSortedSet(new TreeSet<>(request.names())));
    try {
      if (channel.tryLock() == null) {
        throw new IOException("the new file " + lock(id) + " is locked already");
      }
      write(lease);
    } catch (IOException e) {
      // Looked into before it is cleared away: that makes space.
      StateException failure = Failures.ofWriting(lock(id), e, 0);
      channel.close();
      remove(id);
      throw failure;
    }
    known.put(id, lease);
    return new HeldLease(lease, channel);
  }

  private @Nullable FileChannel openLock(String id) throws IOException {
    try {
      return StoreLayout.openFile(lock(id), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      return null;
    }
  }

  private void write(LeaseInfo lease) throws IOException {
    Path draft = folder.resolve(lease.id() + DRAFT);
    try (FileChannel out = StoreLayout.openFile(draft, StandardOpenOption.CREATE)) {
      LeaseRecord.encode(lease).writeTo(out, 0);
    }
    Files.move(draft, record(lease.id()), StandardCopyOption.ATOMIC_MOVE);
  }

  private void remove(String id) throws IOException {
    Files.deleteIfExists(record(id));
    Files.deleteIfExists(folder.resolve(id + DRAFT));
    Files.deleteIfExists(lock(id));
  }

  /** Whether the process that made the lease lives. */
  private boolean isAlive(String id) throws IOException {
    if (LeaseIds.isOwn(id)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(lock(id), StandardOpenOption.READ)) {
      for (int attempt = 0; attempt < PROBES; attempt++) {
        try {
          return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException e) {
          // Another thread of this process is looking, too.
          LockSupport.parkNanos(PROBE_WAIT_NANOS);
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** What the lease is; {@code null} when it was given up, or broken while its holder lives. */
  private @Nullable LeaseInfo load(String id) throws IOException, StateException {
    if (!exists(id)) {
      return null;
    }
    LeaseInfo lease = known.get(id);
    if (lease != null) {
      return lease;
    }
    try (InputStream in = new FileInputStream(record(id).toFile())) {
      lease = LeaseRecord.decode(record(id), id, in.readAllBytes());
    } catch (FileNotFoundException e) {
      if (exists(id)) {
        throw e;
      }
      return null;
    }
    known.put(id, lease);
    return lease;
  }

  /** The ids of all leases that there are files of. */
  private SortedSet<String> ids() throws IOException {
    SortedSet<String> ids = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
          ids.add(name.substring(0, dot));
        }
      }
    } catch (NoSuchFileException e) {
      // No lease was ever taken.
    }
    return ids;
  }

  private static boolean overlap(SortedSet<String> some, SortedSet<String> others) {
    boolean fewer = some.size() < others.size();
    SortedSet<String> large = fewer ? others : some;
    for (String name : fewer ? some : others) {
      if (large.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private Path record(String id) {
    return folder.resolve(id + RECORD);
  }

  private Path lock(String id) {
    return folder.resolve(id + LOCK);
  }
}

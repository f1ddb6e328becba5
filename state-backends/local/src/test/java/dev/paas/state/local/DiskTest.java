package dev.paas.state.local;

import static dev.paas.state.local.Stores.failureOf;
import static dev.paas.state.local.Stores.get;
import static dev.paas.state.local.Stores.lease;
import static dev.paas.state.local.Stores.put;
import static dev.paas.state.local.Stores.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, or may not be written. */
class DiskTest {
  private final Path disk;
  private final LocalPlace place;
  private boolean mounted;

  DiskTest(@TempDir Path directory) throws IOException {
    disk = Files.createDirectory(directory.resolve("disk"));
    place = new LocalPlace(disk);
  }

  @AfterEach
  void tearDown() throws Exception {
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private boolean isRoot() throws IOException {
    return Files.getOwner(disk).getName().equals("root");
  }

  /** A file system of its own, so small that it is soon full. */
  private void mountSmallDisk() throws Exception {
    assumeTrue(isRoot(), "needs to be root, to mount a small file system");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
    assumeTrue(mounted, "needs a system that lets root mount a tmpfs");
  }

  @Test
  void aFullDiskFailsTheCommitAndAllLaterOnes() throws Exception {
    mountSmallDisk();
    int written = 0;
    try (StateStore store = place.open()) {
      StateException failure = null;
      while (failure == null) {
        CompletableFuture<Long> commit = store.commit(putting("key" + written, "x".repeat(20_000)));
        try {
          commit.join();
          written++;
        } catch (CompletionException e) {
          failure = failureOf(commit);
        }
      }
      assertEquals(Kind.FULL, failure.kind(), failure.reason() + failure.detail());
      assertNotNull(failure.hint());
      assertEquals(Kind.FULL, failureOf(store.commit(putting("small", "x"))).kind());
      assertEquals(written, store.read("").entries().size(), "reading goes on");
    }
    try (StateStore store = place.open()) {
      assertEquals(written, store.read("").entries().size());
      assertEquals(written, store.read("").revision());
    }
  }

  @Test
  void theStoreGoesOnWhenThereIsSpaceAgain() throws Exception {
    mountSmallDisk();
    Path filler = disk.resolve("filler");
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      Files.write(filler, new byte[980_000]);
      for (int i = 0; i < 20; i++) {
        commits.add(store.commit(putting("key" + i, "x".repeat(10_000))));
      }
      int done = 0;
      for (CompletableFuture<Long> commit : commits) {
        try {
          commit.join();
          done++;
        } catch (CompletionException e) {
          assertEquals(Kind.FULL, failureOf(commit).kind());
        }
      }
      assertTrue(done < 20, "the disk must have been full");
      assertEquals(done, store.read("key").entries().size());
      Files.delete(filler);
      assertEquals(Kind.FULL, failureOf(store.commit(putting("b", "1"))).kind(), "it stays failed");
      try (StateStore again = place.open()) {
        put(again, "b", "1");
        assertEquals(done, again.read("key").entries().size());
      }
    }
  }

  @Test
  void withoutSpaceThereIsNoLeaseAndNoRest() throws Exception {
    mountSmallDisk();
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      String[] names = new String[60_000];
      for (int i = 0; i < names.length; i++) {
        names[i] = "services.web[" + i + "].with-a-long-name";
      }
      StateException failure = assertThrows(StateException.class, () -> lease(store, names));
      assertEquals(Kind.FULL, failure.kind(), failure.reason() + failure.detail());
      lease(store, "a").close();
      put(store, "a", "2");
      try (var files = Files.list(place.folder().resolve("leases"))) {
        assertEquals(0, files.count());
      }
    }
  }

  @Test
  void aReadOnlyDiskIsRead() throws Exception {
    mountSmallDisk();
    try (StateStore store = place.open()) {
      put(store, "a", "1");
    }
    assumeTrue(run("mount", "-o", "remount,ro", disk.toString()) == 0, "needs to mount read-only");
    assertReadOnly();
  }

  @Test
  void withoutPermissionToWriteItIsRead() throws Exception {
    assumeTrue(!isRoot(), "does not apply: root may write everything");
    try (StateStore store = place.open()) {
      put(store, "a", "1");
    }
    setPermissions("r-xr-xr-x", "r--r--r--");
    try {
      assertReadOnly();
    } finally {
      setPermissions("rwxr-xr-x", "rw-r--r--");
    }
  }

  private void setPermissions(String ofFolders, String ofFiles) throws IOException {
    List<Path> all;
    try (var walk = Files.walk(disk)) {
      all = walk.toList();
    }
    for (Path path : all) {
      String permissions = Files.isDirectory(path) ? ofFolders : ofFiles;
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private void assertReadOnly() throws Exception {
    try (StateStore store = place.open()) {
      assertEquals("1", get(store, "a"));
      assertEquals(List.of(), store.leases());
      StateException refusal = assertThrows(StateException.class, () -> lease(store, "x"));
      assertEquals(Kind.READ_ONLY, refusal.kind(), refusal.reason());
      StateException failure = failureOf(store.commit(putting("a", "2")));
      assertEquals(Kind.READ_ONLY, failure.kind(), failure.reason() + failure.detail());
      assertNotNull(failure.hint());
      assertEquals("1", get(store, "a"));
    }
  }

  /** Nothing is there yet, and nothing can be made. */
  @Test
  void aStoreThatCannotBeMadeIsEmpty() throws Exception {
    mountSmallDisk();
    assumeTrue(run("mount", "-o", "remount,ro", disk.toString()) == 0, "needs to mount read-only");
    try (StateStore store = place.open()) {
      assertEquals(0, store.read("").revision());
      assertEquals(Kind.READ_ONLY, failureOf(store.commit(putting("a", "1"))).kind());
    }
  }
}

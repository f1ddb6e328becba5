package dev.paas.state.local;

import static dev.paas.state.local.Stores.failureOf;
import static dev.paas.state.local.Stores.get;
import static dev.paas.state.local.Stores.lease;
import static dev.paas.state.local.Stores.put;
import static dev.paas.state.local.Stores.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateStore;
import dev.paas.state.tck.StoreProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lock that writers take in turn. */
class StoreLockTest {
  private final LocalPlace place;

  StoreLockTest() throws IOException {
    place = new LocalPlace();
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  private StateStore impatient() throws StateException {
    return LocalStateBackend.open(
        LocalPlace.settings(place.directory(), LocalPlace.SHOP), Duration.ofMillis(100));
  }

  @Test
  void aWriterThatHangsIsTold() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
    }
    try (StateStore store = impatient();
        FileChannel channel =
            FileChannel.open(place.folder().resolve("lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock(0, 1, false)) {
      assertTrue(lock.isValid());
      StateException refusal = assertThrows(StateException.class, () -> lease(store, "x"));
      assertEquals(Kind.UNAVAILABLE, refusal.kind());
      StateException failure = failureOf(store.commit(putting("a", "2")));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertTrue(String.valueOf(failure.detail()).contains("lock"), failure.detail());
      String holder = "process " + ProcessHandle.current().pid() + " ";
      assertTrue(failure.reason().startsWith(holder), failure.reason());
      assertEquals("1", get(store, "a"), "reading needs no lock");
    }
    try (StateStore store = impatient()) {
      put(store, "a", "3");
    }
  }

  /** Two files of one name would be two locks. */
  @Test
  void aLockFileThatWasDeletedIsNotUsedOn() throws Exception {
    try (StateStore one = place.open();
        StateStore other = place.open()) {
      put(one, "a", "1");
      put(other, "a", "2");
      Files.delete(place.folder().resolve("lock"));
      for (int i = 0; i < 20; i++) {
        put(one, "a", "one" + i);
        assertEquals("one" + i, get(other, "a"));
        put(other, "a", "other" + i);
        assertEquals("other" + i, get(one, "a"));
      }
    }
  }

  /**
   * On POSIX a process loses its locks on a file with the first descriptor of it that it closes.
   */
  @Test
  void aHandleIsNotClosedWhileAnotherOneHasTheLock() throws Exception {
    StateStore store = place.open();
    put(store, "a", "1");
    try (StoreProcess process = place.startProcess()) {
      CompletableFuture<Long> writing;
      CompletableFuture<Void> closing;
      try (FileChannel channel =
              FileChannel.open(place.folder().resolve("lock"), StandardOpenOption.WRITE);
          FileLock lock = channel.lock(0, 1, false)) {
        assertTrue(lock.isValid());
        closing = CompletableFuture.runAsync(() -> closeNow(store));
        writing = CompletableFuture.supplyAsync(() -> putElsewhere(process));
        assertThrows(TimeoutException.class, () -> closing.get(200, TimeUnit.MILLISECONDS));
        assertFalse(writing.isDone(), "the other process must wait for this one");
      }
      closing.join();
      assertEquals(2, writing.join());
    }
  }

  private static void closeNow(StateStore store) {
    try {
      store.close();
    } catch (StateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long putElsewhere(StoreProcess process) {
    try {
      return process.put("a", "2", false);
    } catch (StateException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingOneHandleDoesNotUnlockTheOther() throws Exception {
    try (StateStore one = place.open()) {
      for (int i = 0; i < 50; i++) {
        var commit = one.commit(putting("a", String.valueOf(i)));
        try (StateStore other = place.open()) {
          put(other, "b", String.valueOf(i));
        }
        commit.join();
      }
      assertEquals("49", get(one, "a"));
      assertEquals("49", get(one, "b"));
      assertEquals(100, one.read("").revision());
    }
  }
}

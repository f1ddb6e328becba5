package dev.paas.state.local;

import static dev.paas.state.local.Stores.put;
import static dev.paas.state.local.Stores.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is queued while the store is busy is written and synced together. */
class GroupCommitTest {
  private final LocalPlace place;

  GroupCommitTest() throws IOException {
    place = new LocalPlace();
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  @Test
  void queuedCommitsShareAFrame() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "first", "1");
      int before = seals();
      List<CompletableFuture<Long>> commits = new ArrayList<>();
      try (FileChannel channel =
              FileChannel.open(place.folder().resolve("lock"), StandardOpenOption.WRITE);
          FileLock lock = channel.lock(0, 1, false)) {
        assertTrue(lock.isValid());
        for (int i = 0; i < 1000; i++) {
          commits.add(store.commit(putting("key" + i, "x")));
        }
        CompletableFuture<Long> conflict =
            store.commit(StateCommit.builder().expect("key7", 0).delete("key8").build());
        commits.add(store.commit(putting("last", "x")));
        assertFalse(commits.get(0).isDone());
        assertEquals(1, store.read("").entries().size(), "nobody sees what is not durable");
        lock.release();
        assertEquals(Kind.CONFLICT, Stores.failureOf(conflict).kind());
      }
      for (int i = 0; i < commits.size(); i++) {
        assertEquals(2 + i, commits.get(i).join());
      }
      assertTrue(seals() - before <= 3, "1001 commits in " + (seals() - before) + " frames");
    }
  }

  private int seals() throws IOException {
    byte[] journal = Files.readAllBytes(place.journal());
    int seals = 0;
    for (int at = 0; at + 4 <= journal.length; at++) {
      seals += ByteReader.intAt(journal, at) == Frames.SEAL_MAGIC ? 1 : 0;
    }
    return seals;
  }

  @Test
  void largeCommitsAreWrittenInSeveralFrames() throws Exception {
    try (StateStore store = place.open()) {
      List<CompletableFuture<Long>> commits = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        commits.add(
            store.commit(StateCommit.builder().put("key" + i, new byte[3_000_000]).build()));
      }
      commits.forEach(CompletableFuture::join);
      try (StateStore other = place.open()) {
        assertEquals(12, other.read("").entries().size());
        assertEquals(3_000_000, other.read("key11").entries().get(0).value().length);
      }
    }
  }

  @Test
  void whatCannotBeWrittenDownIsRefusedAtOnce() throws Exception {
    try (StateStore store = place.open()) {
      assertThrows(IllegalArgumentException.class, () -> put(store, "half \ud83d", "x"));
      put(store, "whole \ud83d\ude00", "x");
      StateCommit.Builder large = StateCommit.builder();
      byte[] value = new byte[100 << 20];
      large.put("a", value).put("b", value).put("c", value);
      assertThrows(IllegalArgumentException.class, () -> store.commit(large.build()).join());
      put(store, "small", "x");
      assertEquals(2, store.read("").entries().size());
    }
  }
}

package dev.paas.state.local;

import static dev.paas.state.local.Stores.get;
import static dev.paas.state.local.Stores.put;
import static dev.paas.state.local.Stores.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The journal does not grow without bounds, and nobody notices when it shrinks. */
class CompactionTest {
  private final LocalPlace place;

  CompactionTest() throws IOException {
    place = new LocalPlace();
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  @Test
  void theFileStaysInProportionToWhatIsAlive() throws Exception {
    Random random = new Random(5);
    try (StateStore store = place.open()) {
      long live = 0;
      for (int round = 0; round < 40; round++) {
        writeMany(store, random, 500);
        live = 0;
        for (var entry : store.read("").entries()) {
          live += entry.key().length() + entry.value().length;
        }
        long size = Files.size(place.journal());
        assertTrue(size <= 2 * live + 2 * Compaction.LEAST_GARBAGE, size + " for " + live);
      }
      String before = JournalFile.describe(store.read(""));
      try (StateStore again = place.open()) {
        assertEquals(before, JournalFile.describe(again.read("")));
      }
      assertTrue(live > 50_000, "it must have had something to keep");
    }
  }

  private static void writeMany(StateStore store, Random random, int count) {
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = "record/" + random.nextInt(300);
      StateCommit.Builder commit = StateCommit.builder();
      if (random.nextInt(4) == 0) {
        commit.delete(key);
      } else {
        commit.put(key, new byte[200 + random.nextInt(400)]);
      }
      commits.add(store.commit(commit.build()));
    }
    commits.forEach(CompletableFuture::join);
  }

  @Test
  void revisionsAndConditionsOutliveIt() throws Exception {
    try (StateStore store = place.open()) {
      long kept = put(store, "kept", "1");
      put(store, "gone", "1");
      store.commit(StateCommit.builder().delete("gone").build()).join();
      long last = compact(store);
      StateSnapshot snapshot = store.read("");
      assertEquals(last, snapshot.revision());
      try (StateStore again = place.open()) {
        assertEquals(last, again.read("").revision());
        long next =
            again
                .commit(
                    StateCommit.builder()
                        .expect("kept", kept)
                        .expect("gone", 0)
                        .put("kept", new byte[1])
                        .build())
                .join();
        assertEquals(last + 1, next);
      }
    }
  }

  @Test
  void aStoreWithoutEntriesKeepsItsRevision() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      long deletion;
      long size;
      do {
        size = Files.size(place.journal());
        put(store, "a", "x".repeat(30_000));
        deletion = store.commit(StateCommit.builder().delete("a").build()).join();
        settle(store);
      } while (Files.size(place.journal()) >= size);
      try (StateStore again = place.open()) {
        assertEquals(deletion, again.read("").revision());
        assertEquals(deletion + 1, put(again, "a", "1"));
      }
    }
  }

  @Test
  void otherHandlesGoOn() throws Exception {
    try (StateStore one = place.open();
        StateStore other = place.open()) {
      put(one, "a", "1");
      assertEquals("1", get(other, "a"));
      for (int round = 0; round < 3; round++) {
        compact(one);
        put(one, "a", "one" + round);
        assertEquals("one" + round, get(other, "a"));
        compact(other);
        put(other, "a", "other" + round);
        assertEquals("other" + round, get(one, "a"));
      }
    }
  }

  @Test
  void readersSeeWholeStatesWhileItHappens() throws Exception {
    try (StateStore writer = place.open();
        StateStore reader = place.open()) {
      put(writer, "n", "0");
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Integer> reading =
          CompletableFuture.supplyAsync(() -> readUntil(reader, done));
      long generations = 0;
      long size = 0;
      for (int i = 1; i <= 400; i++) {
        StateCommit commit =
            StateCommit.builder()
                .put("n", String.valueOf(i).getBytes(StandardCharsets.UTF_8))
                .put("filler", new byte[10_000])
                .build();
        writer.commit(commit).join();
        generations += Files.size(place.journal()) < size ? 1 : 0;
        size = Files.size(place.journal());
      }
      done.set(true);
      assertTrue(reading.join() > 0);
      assertTrue(generations > 3, "it must have been compacted: " + generations);
    }
  }

  private static int readUntil(StateStore reader, AtomicBoolean done) {
    int reads = 0;
    int last = 0;
    try {
      while (!done.get()) {
        int number = Integer.parseInt(String.valueOf(get(reader, "n")));
        assertTrue(number >= last, number + " after " + last);
        last = number;
        reads++;
      }
    } catch (StateException e) {
      throw new IllegalStateException(e);
    }
    return reads;
  }

  /** A process that died in the middle leaves a part of the new journal behind. */
  @Test
  void whatACrashLeftBehindIsRemoved() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
    }
    Files.write(place.folder().resolve("journal.next"), new byte[100_000]);
    try (StateStore store = place.open()) {
      assertEquals("1", get(store, "a"));
      put(store, "a", "2");
      assertFalse(Files.exists(place.folder().resolve("journal.next")));
      compact(store);
      assertEquals("2", get(store, "a"));
    }
  }

  @Test
  void commitsGoOnWhenItIsNotPossible() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      Files.createDirectories(place.folder().resolve("journal.next/in-the-way"));
      for (int i = 0; i < 100; i++) {
        put(store, "filler", "x".repeat(10_000));
      }
      assertTrue(Files.size(place.journal()) > 1_000_000);
      assertEquals("1", get(store, "a"));
    }
  }

  /** Writes until the journal was compacted, and returns the last revision. */
  private long compact(StateStore store) throws Exception {
    long size;
    long revision;
    do {
      size = Files.size(place.journal());
      revision = store.commit(putting("filler", "x".repeat(20_000))).join();
      settle(store);
    } while (Files.size(place.journal()) >= size);
    return revision;
  }

  /** Waits until the store's thread has done what it does behind a commit. */
  private static void settle(StateStore store) throws Exception {
    Stores.lease(store, "settled").close();
  }
}

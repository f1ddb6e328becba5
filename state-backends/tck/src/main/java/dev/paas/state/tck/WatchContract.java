package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.bytes;
import static dev.paas.state.tck.StoreCalls.commit;
import static dev.paas.state.tck.StoreCalls.delete;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateChanges;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Watches: whoever follows one has what is in the store, and has seen no half of a commit. */
interface WatchContract extends StoreUnderTest {

  /** How long a change may take until it is told. */
  static Duration longWatch() {
    return Duration.ofMillis(Long.getLong("paas.tck.watch", 20_000));
  }

  Duration SHORT_WATCH = Duration.ofMillis(200);

  @Test
  default void aWatchTellsWhatIsCommitted() throws Exception {
    StateStore writer = open();
    put(writer, "a", "1");
    put(writer, "b", "1");
    for (StateStore watcher : List.of(writer, open())) {
      try (Replica replica = Replica.of(watcher, "")) {
        replica.catchUpWith(put(writer, "a", "2"));
        replica.catchUpWith(put(writer, "c", "1"));
        replica.catchUpWith(delete(writer, "b"));
        assertEquals(Map.of("a", "2", "c", "1"), replica.texts());
        assertEquals(StoreCalls.revisionAt(writer, "c"), replica.revisionOf("c"));
      }
      delete(writer, "c");
      put(writer, "b", "1");
      put(writer, "a", "1");
    }
  }

  @Test
  default void aWatchOfAFreshStoreTellsTheFirstCommit() throws Exception {
    StateStore watcher = open();
    try (Replica replica = Replica.of(watcher, "")) {
      replica.catchUpWith(put(open(), "a", "1"));
      assertEquals(Map.of("a", "1"), replica.texts());
    }
  }

  @Test
  default void aWatchBeginsRightAfterItsRevision() throws Exception {
    StateStore store = open();
    put(store, "before", "1");
    long after = put(store, "a", "1");
    long next = put(open(), "b", "1");
    put(open(), "b", "2");
    delete(open(), "a");
    try (StateWatch watch = store.watch("", after)) {
      Map<String, String> told = new java.util.TreeMap<>();
      StateChanges changes = watch.poll(longWatch());
      while (!changes.gap() && !changes.changes().isEmpty()) {
        changes.changes().forEach(change -> told.put(change.key(), text(change)));
        changes = watch.poll(SHORT_WATCH);
      }
      if (!changes.gap()) {
        assertEquals(Map.of("a", "deleted", "b", "2"), told);
      }
    }
    try (Replica replica = Replica.of(store, "")) {
      assertTrue(replica.revision() > next);
      assertTrue(replica.poll(SHORT_WATCH).changes().isEmpty(), "what was read is not told again");
    }
  }

  private static String text(dev.paas.spi.state.StateChange change) {
    return change.entry() == null ? "deleted" : StoreCalls.text(change.entry());
  }

  @Test
  default void aWatchIsOfItsPrefixOnly() throws Exception {
    StateStore store = open();
    try (Replica replica = Replica.of(store, "a/")) {
      put(store, "a", "1");
      put(store, "b", "1");
      put(store, "a0", "1");
      assertTrue(replica.poll(SHORT_WATCH).changes().isEmpty());
      commit(store, StateCommit.builder().put("a", bytes("2")).put("a0", bytes("2")).delete("b"));
      replica.catchUpWith(put(store, "a/b", "1"));
      assertEquals(Map.of("a/b", "1"), replica.texts());
    }
  }

  @Test
  default void whatDoesNotHoldIsNotTold() throws Exception {
    StateStore store = open();
    put(store, "a", "1");
    try (Replica replica = Replica.of(open(), "")) {
      assertThrows(
          StateException.class,
          () -> commit(store, StateCommit.builder().expect("a", 0).put("a", bytes("2"))));
      assertTrue(replica.poll(SHORT_WATCH).changes().isEmpty());
      replica.catchUpWith(put(store, "b", "1"));
      assertEquals(Map.of("a", "1", "b", "1"), replica.texts());
    }
  }

  @Test
  default void aWatchWaitsAsLongAsItMay() throws Exception {
    StateStore store = open();
    put(store, "a", "1");
    try (Replica replica = Replica.of(store, "")) {
      long start = System.nanoTime();
      StateChanges nothing = replica.poll(SHORT_WATCH);
      assertTrue(System.nanoTime() - start >= SHORT_WATCH.toNanos(), "it gave up too early");
      assertTrue(nothing.changes().isEmpty() && !nothing.gap());
      CompletableFuture<Long> later =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return put(store, "b", "1");
                } catch (StateException e) {
                  throw new IllegalStateException(e);
                }
              },
              CompletableFuture.delayedExecutor(SHORT_WATCH.toMillis(), TimeUnit.MILLISECONDS));
      assertFalse(replica.poll(longWatch()).changes().isEmpty(), "it must end when there is news");
      later.join();
      assertTrue(
          System.nanoTime() - start < longWatch().toNanos(), "it must not wait out its patience");
    }
  }

  /** Two keys are always written together; nobody may be told of one without the other. */
  @Test
  default void aWatchTellsWholeCommits() throws Exception {
    StateStore writer = open();
    AtomicLong last = new AtomicLong();
    try (Replica replica = Replica.of(open(), "")) {
      CompletableFuture<Void> writing = runAsync(() -> last.set(writePairs(writer, 150)));
      while (!writing.isDone() || replica.revision() < last.get()) {
        replica.poll(SHORT_WATCH);
        Map<String, String> texts = replica.texts();
        assertEquals(texts.get("a"), texts.get("z"), "half a commit was told");
        assertEquals(replica.revisionOf("a"), replica.revisionOf("z"));
      }
      writing.join();
      assertEquals(Map.of("a", "149", "z", "149"), replica.texts());
    }
  }

  private static long writePairs(StateStore store, int count) throws Exception {
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = bytes(String.valueOf(i));
      StateCommit pair = StateCommit.builder().put("a", value).put("z", value).build();
      commits.add(store.commit(pair));
    }
    long last = 0;
    for (CompletableFuture<Long> commit : commits) {
      last = StoreCalls.revisionOf(commit);
    }
    return last;
  }

  /** Writers that come and go; each key counts, and some are deleted in between. */
  @Test
  default void aWatchLeavesNothingOut() throws Exception {
    List<StateStore> writers = List.of(open(), open());
    List<CompletableFuture<Void>> running = new ArrayList<>();
    try (Replica replica = Replica.of(open(), "w")) {
      for (int i = 0; i < writers.size(); i++) {
        StateStore writer = writers.get(i);
        String prefix = "w" + i + "/";
        running.add(runAsync(() -> comeAndGo(writer, prefix)));
      }
      for (CompletableFuture<Void> each : running) {
        while (!each.isDone()) {
          replica.poll(SHORT_WATCH);
        }
        each.join();
      }
      replica.catchUpWith(Math.max(put(writers.get(0), "w", "end"), 0));
      assertEquals(texts(open(), "w"), replica.texts());
    }
  }

  private static void comeAndGo(StateStore store, String prefix) throws Exception {
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StateCommit.Builder commit = StateCommit.builder();
      commit.put(prefix + i % 7, bytes(String.valueOf(i))).put(prefix + "x" + i, bytes("x"));
      if (i % 3 == 0) {
        commit.delete(prefix + "x" + (i - 1));
      }
      commits.add(store.commit(commit.build()));
    }
    for (CompletableFuture<Long> commit : commits) {
      StoreCalls.revisionOf(commit);
    }
  }

  @Test
  default void whatIsForgottenIsAGap() throws Exception {
    StateStore store = open();
    long old = put(store, "a", "1");
    put(store, "b", "1");
    delete(store, "a");
    put(store, "c", "1");
    bench().place().forgetHistory(store);
    put(store, "d", "1");
    try (StateWatch watch = open().watch("", old)) {
      StateChanges changes = watch.poll(longWatch());
      if (changes.gap()) {
        assertTrue(changes.changes().isEmpty());
        assertTrue(watch.poll(SHORT_WATCH).gap(), "the watch has ended");
      } else {
        assertEquals(4, changes.changes().size() + pollRest(watch), "neither told nor a gap");
      }
    }
    try (Replica replica = Replica.of(open(), "")) {
      replica.catchUpWith(put(store, "e", "1"));
      assertEquals(Map.of("b", "1", "c", "1", "d", "1", "e", "1"), replica.texts());
    }
  }

  private static int pollRest(StateWatch watch) throws StateException, InterruptedException {
    int told = 0;
    StateChanges changes = watch.poll(SHORT_WATCH);
    while (!changes.changes().isEmpty()) {
      told += changes.changes().size();
      changes = watch.poll(SHORT_WATCH);
    }
    return told;
  }

  @Test
  default void aWatchTellsWhatAnotherProcessCommits() throws Exception {
    StateStore here = open();
    OtherProcess there = bench().startProcess();
    try (Replica replica = Replica.of(here, "")) {
      replica.catchUpWith(there.put("a", "1", false));
      there.increment("n", 5);
      replica.catchUpWith(there.put("a", "2", false));
      assertEquals(Map.of("a", "2", "n", "5"), replica.texts());
    }
  }

  @Test
  default void closingEndsTheWait() throws Exception {
    StateStore store = open();
    StateWatch watch = store.watch("", store.read("").revision());
    CompletableFuture<Void> waiting = runAsync(() -> watch.poll(Duration.ofMinutes(1)));
    watch.close();
    ExecutionException failure =
        assertThrows(
            ExecutionException.class, () -> waiting.get(longWatch().toSeconds(), TimeUnit.SECONDS));
    assertInstanceOf(StateException.class, rootOf(failure));
    assertThrows(StateException.class, () -> watch.poll(Duration.ZERO));
    watch.close();
    put(store, "a", "1");
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof StateException)) {
      root = root.getCause();
    }
    return root;
  }

  /** Something that runs beside the test. */
  interface Task {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> runAsync(Task task) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}

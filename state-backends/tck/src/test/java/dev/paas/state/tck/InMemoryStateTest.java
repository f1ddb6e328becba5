package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.assertFails;
import static dev.paas.state.tck.StoreCalls.bytes;
import static dev.paas.state.tck.StoreCalls.lease;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.revisionOf;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The faults that can be ordered from the store in memory. */
class InMemoryStateTest {
  private final InMemoryState state = new InMemoryState();

  @Test
  void aCrashBeforeACommitLosesIt() throws Exception {
    InMemoryStateStore store = state.open();
    put(store, "a", "1");
    StateLease lease = lease(store, "x");
    state.onCommit(
        (number, commit) -> number == 2 ? CommitFate.CRASH_BEFORE : CommitFate.CARRY_OUT);
    assertFails(Kind.IO, store.commit(putting("a", "2")));
    assertTrue(store.isDead());
    assertFails(Kind.IO, store.commit(putting("a", "3")));
    assertFails(Kind.IO, () -> store.read(""));
    assertFalse(lease.isHeld());
    assertEquals(Map.of("a", "1"), texts(state.snapshot()));

    StateStore next = state.open();
    assertEquals(Map.of("a", "1"), texts(next, ""));
    lease(next, "x").close();
  }

  @Test
  void aCrashAfterACommitKeepsIt() throws Exception {
    InMemoryStateStore store = state.open();
    state.onCommit((number, commit) -> CommitFate.CRASH_AFTER);
    assertFails(Kind.IO, store.commit(putting("a", "1")));
    assertEquals(Map.of("a", "1"), texts(state.open(), ""));
    assertEquals(1, state.commits());
  }

  @Test
  void aCrashAfterACommitThatDoesNotHoldKeepsNothing() throws Exception {
    InMemoryStateStore store = state.open();
    state.onCommit((number, commit) -> CommitFate.CRASH_AFTER);
    assertFails(
        Kind.IO, store.commit(StateCommit.builder().expect("a", 7).put("a", bytes("1")).build()));
    assertEquals(Map.of(), texts(state.open(), ""));
  }

  @Test
  void aFullStoreRefusesAllLaterCommitsAndLives() throws Exception {
    InMemoryStateStore store = state.open();
    state.onCommit((number, commit) -> number == 2 ? CommitFate.FAIL : CommitFate.CARRY_OUT);
    put(store, "a", "1");
    assertFails(Kind.FULL, store.commit(putting("a", "2")));
    assertFails(Kind.FULL, store.commit(putting("a", "3")));
    assertFalse(store.isDead());
    assertEquals(Map.of("a", "1"), texts(store, ""));
    put(state.open(), "a", "4");
  }

  @Test
  void commitsThatAreHeldBackAreSeenByNobody() throws Exception {
    InMemoryStateStore store = state.open();
    state.pauseCommits();
    CompletableFuture<Long> one = store.commit(putting("a", "1"));
    CompletableFuture<Long> two = store.commit(putting("a", "2"));
    assertFalse(one.isDone() || two.isDone());
    assertEquals(2, state.pendingCommits());
    assertEquals(Map.of(), texts(store, ""));
    state.resumeCommits();
    assertTrue(revisionOf(one) < revisionOf(two));
    assertEquals(Map.of("a", "2"), texts(store, ""));
  }

  @Test
  void aCrashFailsTheCommitsThatAreHeldBack() throws Exception {
    InMemoryStateStore store = state.open();
    InMemoryStateStore other = state.open();
    state.pauseCommits();
    CompletableFuture<Long> lost = store.commit(putting("a", "1"));
    CompletableFuture<Long> kept = other.commit(putting("b", "1"));
    store.crash();
    assertFails(Kind.IO, lost);
    state.resumeCommits();
    revisionOf(kept);
    assertEquals(Map.of("b", "1"), texts(state.snapshot()));
  }

  private static StateCommit putting(String key, String value) {
    return StateCommit.builder().put(key, bytes(value)).build();
  }
}

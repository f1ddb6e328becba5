package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.assertFails;
import static dev.paas.state.tck.StoreCalls.bytes;
import static dev.paas.state.tck.StoreCalls.commit;
import static dev.paas.state.tck.StoreCalls.delete;
import static dev.paas.state.tck.StoreCalls.get;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.revisionAt;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commits one at a time: atomic, conditional, with rising revisions. */
interface CommitContract extends StoreUnderTest {

  @Test
  default void revisionsRiseWithEachCommit() throws Exception {
    StateStore one = open();
    StateStore other = open();
    long last = 0;
    for (int i = 0; i < 10; i++) {
      for (StateStore store : List.of(one, other)) {
        long revision = put(store, "key" + i % 3, "value" + i);
        assertTrue(revision > last, revision + " after " + last);
        last = revision;
      }
    }
    long deleted = delete(one, "key0");
    assertTrue(deleted > last, "a deletion is a commit, too");
  }

  @Test
  default void revisionsRiseAfterReopening() throws Exception {
    StateStore store = open();
    put(store, "a", "1");
    long deletion = delete(store, "a");
    bench().close(store);
    StateStore again = open();
    assertTrue(put(again, "a", "2") > deletion, "what was deleted had revisions, too");
  }

  @Test
  default void aCommitIsOneRevisionForAllItsKeys() throws Exception {
    StateStore store = open();
    put(store, "gone", "1");
    long revision =
        commit(
            store,
            StateCommit.builder()
                .put("a", bytes("1"))
                .delete("gone")
                .put("b", bytes("2"))
                .delete("never"));
    for (StateStore reader : List.of(store, open())) {
      assertEquals(Map.of("a", "1", "b", "2"), texts(reader, ""));
      assertEquals(revision, revisionAt(reader, "a"));
      assertEquals(revision, revisionAt(reader, "b"));
    }
  }

  @Test
  default void deletingWhatIsNotThereIsFine() throws Exception {
    StateStore store = open();
    delete(store, "never");
    delete(store, "never");
    assertEquals(Map.of(), texts(store, ""));
  }

  @Test
  default void theLastWriteOfAKeyCounts() throws Exception {
    StateStore store = open();
    commit(store, StateCommit.builder().put("a", bytes("1")).delete("a").put("a", bytes("2")));
    commit(store, StateCommit.builder().put("b", bytes("1")).delete("b"));
    assertEquals(Map.of("a", "2"), texts(store, ""));
  }

  @Test
  default void aConditionThatHoldsLetsTheCommitPass() throws Exception {
    StateStore store = open();
    long first = commit(store, StateCommit.builder().expect("a", 0).put("a", bytes("1")));
    long second = commit(store, StateCommit.builder().expect("a", first).put("a", bytes("2")));
    put(store, "other", "1");
    commit(open(), StateCommit.builder().expect("a", second).delete("a"));
    assertEquals(Map.of("other", "1"), texts(store, ""));
  }

  @Test
  default void aKeyThatHasMovedIsAConflict() throws Exception {
    StateStore store = open();
    long old = put(store, "a", "1");
    long current = put(open(), "a", "2");
    assertConflict(store, StateCommit.builder().expect("a", old).put("a", bytes("3")));
    assertConflict(store, StateCommit.builder().expect("a", 0).put("a", bytes("3")));
    assertConflict(store, StateCommit.builder().expect("a", current + 1).put("a", bytes("3")));
    assertEquals("2", get(store, "a"));
    commit(store, StateCommit.builder().expect("a", current).put("a", bytes("3")));
    assertEquals("3", get(open(), "a"));
  }

  @Test
  default void whatDoesNotExistHasRevisionZeroOnly() throws Exception {
    StateStore store = open();
    assertConflict(store, StateCommit.builder().expect("a", 1).put("a", bytes("1")));
    long first = put(store, "a", "1");
    delete(store, "a");
    assertConflict(store, StateCommit.builder().expect("a", first).put("a", bytes("2")));
    commit(store, StateCommit.builder().expect("a", 0).put("a", bytes("3")));
    assertConflict(store, StateCommit.builder().expect("a", first).put("a", bytes("4")));
    assertEquals("3", get(store, "a"));
  }

  @Test
  default void theConditionIsAboutTheKeyNotTheStore() throws Exception {
    StateStore store = open();
    long written = put(store, "a", "1");
    put(store, "b", "1");
    put(open(), "c", "1");
    commit(store, StateCommit.builder().expect("a", written).put("a", bytes("2")));
    assertEquals("2", get(store, "a"));
  }

  @Test
  default void aConflictWritesNothing() throws Exception {
    StateStore store = open();
    long a = put(store, "a", "1");
    long b = put(store, "b", "1");
    put(store, "b", "2");
    assertConflict(
        store,
        StateCommit.builder()
            .expect("a", a)
            .expect("b", b)
            .put("a", bytes("9"))
            .put("b", bytes("9"))
            .put("c", bytes("9"))
            .delete("d"));
    for (StateStore reader : List.of(store, open())) {
      assertEquals(Map.of("a", "1", "b", "2"), texts(reader, ""));
      assertEquals(a, revisionAt(reader, "a"));
    }
  }

  @Test
  default void aConditionMayBeAboutAKeyThatIsNotWritten() throws Exception {
    StateStore store = open();
    long read = put(store, "read", "1");
    commit(store, StateCommit.builder().expect("read", read).put("a", bytes("1")));
    put(store, "read", "2");
    assertConflict(store, StateCommit.builder().expect("read", read).put("a", bytes("2")));
    assertConflict(store, StateCommit.builder().expect("read", read).delete("a"));
    assertEquals("1", get(store, "a"));
  }

  @Test
  default void aCommitThatWritesNothingIsJudgedAllTheSame() throws Exception {
    StateStore store = open();
    long a = put(store, "a", "1");
    assertTrue(commit(store, StateCommit.builder().expect("a", a)) >= a);
    assertConflict(store, StateCommit.builder().expect("a", a + 1));
    assertTrue(commit(store, StateCommit.builder()) >= a);
    assertEquals(Map.of("a", "1"), texts(store, ""));
  }

  @Test
  default void aConflictHarmsNoLaterCommit() throws Exception {
    StateStore store = open();
    put(store, "a", "1");
    for (int i = 0; i < 5; i++) {
      assertConflict(store, StateCommit.builder().expect("a", 0).put("a", bytes("9")));
      put(store, "b", String.valueOf(i));
    }
    assertEquals(Map.of("a", "1", "b", "4"), texts(open(), ""));
  }

  @Test
  default void aConflictNamesTheKey() throws Exception {
    StateStore store = open();
    put(store, "record/services.web", "1");
    StateException failure =
        assertConflict(
            store, StateCommit.builder().expect("record/services.web", 0).put("a", bytes("1")));
    assertTrue(
        (failure.reason() + failure.detail()).contains("record/services.web"), failure.reason());
  }

  private static StateException assertConflict(StateStore store, StateCommit.Builder commit) {
    return assertFails(Kind.CONFLICT, store.commit(commit.build()));
  }
}

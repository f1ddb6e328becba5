package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.assertFails;
import static dev.paas.state.tck.StoreCalls.bytes;
import static dev.paas.state.tck.StoreCalls.get;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.revisionOf;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many commits that are under way at once: they take effect in the order of the calls. */
interface OrderContract extends StoreUnderTest {

  @Test
  default void commitsTakeEffectInTheOrderOfTheCalls() throws Exception {
    StateStore store = open();
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      commits.add(store.commit(putting("a", i).put("key" + i, bytes("x")).build()));
    }
    long last = 0;
    for (CompletableFuture<Long> commit : commits) {
      long revision = revisionOf(commit);
      assertTrue(revision > last, "a later call must have a higher revision");
      last = revision;
    }
    assertEquals("299", get(store, "a"));
    assertEquals("299", get(open(), "a"));
    assertEquals(300, store.read("key").entries().size());
  }

  @Test
  default void aDurableCommitMeansThatThoseBeforeItAreDecided() throws Exception {
    StateStore store = open();
    for (int round = 0; round < 10; round++) {
      List<CompletableFuture<Long>> commits = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        commits.add(store.commit(putting("key" + round + "-" + i, i).build()));
      }
      revisionOf(commits.get(19));
      assertEquals(20, open().read("key" + round + "-").entries().size());
    }
  }

  @Test
  default void eachCommitIsJudgedAfterThoseBeforeIt() throws Exception {
    StateStore store = open();
    long old = put(store, "a", "0");
    CompletableFuture<Long> moves = store.commit(putting("a", 1).expect("a", old).build());
    CompletableFuture<Long> late = store.commit(putting("a", 2).expect("a", old).build());
    CompletableFuture<Long> deletes =
        store.commit(StateCommit.builder().delete("a").put("b", bytes("3")).build());
    CompletableFuture<Long> makes = store.commit(putting("a", 4).expect("a", 0).build());
    CompletableFuture<Long> twice = store.commit(putting("a", 5).expect("a", 0).build());
    CompletableFuture<Long> goesOn = store.commit(putting("c", 6).build());
    revisionOf(moves);
    assertFails(Kind.CONFLICT, late);
    revisionOf(deletes);
    revisionOf(makes);
    assertFails(Kind.CONFLICT, twice);
    revisionOf(goesOn);
    assertEquals(Map.of("a", "4", "b", "3", "c", "6"), texts(open(), ""));
  }

  @Test
  default void closingWaitsForWhatIsUnderWay() throws Exception {
    StateStore store = open();
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      commits.add(store.commit(putting("key" + i, i).build()));
    }
    bench().close(store);
    for (CompletableFuture<Long> commit : commits) {
      assertTrue(commit.isDone(), "close must wait");
      revisionOf(commit);
    }
    assertEquals(100, open().read("key").entries().size());
  }

  /** Giving a lease up must not fail the commits that were made under it. */
  @Test
  default void aLeaseCoversTheCommitsThatWereMadeBeforeItIsClosed() throws Exception {
    StateStore store = open();
    StateLease lease = StoreCalls.lease(store, "services.web");
    List<CompletableFuture<Long>> commits = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      commits.add(store.commit(putting("a", i).under(lease).build()));
    }
    lease.close();
    for (CompletableFuture<Long> commit : commits) {
      revisionOf(commit);
    }
    assertEquals("49", get(store, "a"));
  }

  private static StateCommit.Builder putting(String key, int number) {
    return StateCommit.builder().put(key, bytes(String.valueOf(number)));
  }
}

package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.assertFails;
import static dev.paas.state.tck.StoreCalls.bytes;
import static dev.paas.state.tck.StoreCalls.get;
import static dev.paas.state.tck.StoreCalls.lease;
import static dev.paas.state.tck.StoreCalls.names;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.request;
import static dev.paas.state.tck.StoreCalls.revisionOf;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Leases: exclusive, all or nothing, and checked by every commit that is made under them. */
interface LeaseContract extends StoreUnderTest {
  Duration LONG = Duration.ofSeconds(20);
  Duration SHORT = Duration.ofMillis(200);

  /** How soon somebody who waits must notice that he need not any more. */
  Duration PROMPTLY = Duration.ofSeconds(2);

  @Test
  default void aLeaseIsHeldUntilItIsClosed() throws Exception {
    StateStore store = open();
    StateLease lease = lease(store, "services.web");
    assertTrue(lease.isHeld());
    assertFalse(lease.id().isBlank());
    lease.close();
    assertFalse(lease.isHeld());
    lease.close();
    assertFalse(lease.isHeld());
    assertEquals(List.of(), store.leases());
  }

  @Test
  default void aNameIsLeasedOnlyOnce() throws Exception {
    StateStore one = open();
    StateStore other = open();
    StateLease lease = lease(one, "services.web");
    assertFails(Kind.LOCKED, () -> lease(other, "services.web"));
    assertFails(Kind.LOCKED, () -> lease(one, "services.web"));
    lease.close();
    lease(other, "services.web").close();
    lease(one, "services.web").close();
  }

  @Test
  default void namesAreComparedWhole() throws Exception {
    StateStore store = open();
    try (StateLease web = lease(store, "services.web");
        StateLease longer = lease(open(), "services.web2");
        StateLease shorter = lease(open(), "services");
        StateLease indexed = lease(open(), "services.web[0]");
        StateLease upper = lease(open(), "services.Web")) {
      for (StateLease lease : List.of(web, longer, shorter, indexed, upper)) {
        assertTrue(lease.isHeld());
      }
      assertEquals(5, store.leases().size());
    }
  }

  @Test
  default void allNamesAreLeasedOrNone() throws Exception {
    StateStore one = open();
    StateStore other = open();
    try (StateLease b = lease(one, "b")) {
      assertFails(Kind.LOCKED, () -> lease(other, "a", "b", "c"));
      try (StateLease rest = lease(one, "a", "c")) {
        assertTrue(b.isHeld() && rest.isHeld());
        assertFails(Kind.LOCKED, () -> lease(other, "c"));
      }
    }
    lease(other, "a", "b", "c").close();
  }

  @Test
  default void aRefusalNamesWhoHoldsWhatSinceWhen() throws Exception {
    StateStore store = open();
    try (StateLease lease = lease(store, "services.db", "services.web")) {
      StateException refusal = assertFails(Kind.LOCKED, () -> lease(open(), "services.web"));
      String told = refusal.reason() + "\n" + refusal.detail() + "\n" + refusal.hint();
      LeaseInfo info = store.leases().get(0);
      assertEquals(lease.id(), info.id());
      String since = info.since().truncatedTo(ChronoUnit.SECONDS).toString();
      for (String part :
          List.of(info.holder(), "services.web", since.substring(0, since.length() - 1))) {
        assertTrue(told.contains(part), "it must tell \"" + part + "\":\n" + told);
      }
      assertFalse(told.contains("services.db"), "that one is not in the way:\n" + told);
    }
  }

  @Test
  default void theLeasesAreListed() throws Exception {
    StateStore store = open();
    Instant before = Instant.now().minusSeconds(60);
    try (StateLease one = lease(store, "a", "b");
        StateLease other = lease(open(), "c")) {
      assertNotEquals(one.id(), other.id());
      for (StateStore reader : List.of(store, open())) {
        assertEquals(2, reader.leases().size());
        LeaseInfo info = find(reader, one);
        assertEquals(names("a", "b"), info.names());
        assertEquals(request(SHORT).holder(), info.holder());
        assertTrue(info.since().isAfter(before) && info.since().isBefore(before.plusSeconds(120)));
        assertEquals(names("c"), find(reader, other).names());
      }
    }
    assertEquals(List.of(), store.leases());
  }

  private static LeaseInfo find(StateStore store, StateLease lease) throws StateException {
    for (LeaseInfo info : store.leases()) {
      if (info.id().equals(lease.id())) {
        return info;
      }
    }
    return fail("it must be listed: " + lease.id());
  }

  @Test
  default void withPatienceItIsWaitedForTheHolder() throws Exception {
    StateStore one = open();
    StateStore other = open();
    StateLease held = lease(one, "a", "b");
    CompletableFuture<StateLease> waiting = acquireElsewhere(other, LONG, "b", "c");
    assertThrows(
        TimeoutException.class,
        () -> waiting.get(SHORT.toMillis(), TimeUnit.MILLISECONDS),
        "it must wait");
    lease(one, "c").close();
    held.close();
    StateLease lease = waiting.get(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS);
    assertTrue(lease.isHeld());
    lease.close();
  }

  @Test
  default void patienceEnds() throws Exception {
    StateStore store = open();
    try (StateLease held = lease(store, "a")) {
      long start = System.nanoTime();
      assertFails(Kind.LOCKED, () -> open().acquire(request(SHORT, "a")));
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(waited.compareTo(SHORT) >= 0, "it gave up after " + waited);
      assertTrue(waited.compareTo(SHORT.plus(PROMPTLY)) < 0, "it gave up after " + waited);
      assertTrue(held.isHeld());
    }
  }

  @Test
  default void whoIsInterruptedGetsNoLease() throws Exception {
    StateStore store = open();
    StateLease held = lease(store, "a");
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              begun.countDown();
              try {
                store.acquire(request(LONG, "a", "b")).close();
                outcome.complete(null);
              } catch (StateException | InterruptedException e) {
                outcome.completeExceptionally(e);
              }
            });
    waiting.start();
    begun.await();
    waiting.interrupt();
    ExecutionException failure =
        assertThrows(
            ExecutionException.class,
            () -> outcome.get(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS));
    assertInstanceOf(InterruptedException.class, failure.getCause());
    held.close();
    lease(open(), "a", "b").close();
    assertEquals("x", textAfterCommit(store), "the store must still work");
  }

  private static String textAfterCommit(StateStore store) throws StateException {
    put(store, "key", "x");
    return String.valueOf(get(store, "key"));
  }

  @Test
  default void commitsUnderALeasePassWhileItIsHeld() throws Exception {
    StateStore store = open();
    try (StateLease lease = lease(store, "a")) {
      for (int i = 0; i < 5; i++) {
        revisionOf(store.commit(under(lease, "key", String.valueOf(i))));
      }
      put(open(), "other", "nobody needs a lease to write");
    }
    assertEquals("4", get(store, "key"));
  }

  @Test
  default void nothingIsWrittenUnderALeaseThatIsClosed() throws Exception {
    StateStore store = open();
    put(store, "key", "1");
    StateLease lease = lease(store, "a");
    lease.close();
    assertFails(Kind.LEASE_LOST, store.commit(under(lease, "key", "2")));
    try (StateLease next = lease(open(), "a")) {
      assertFails(Kind.LEASE_LOST, store.commit(under(lease, "key", "2")));
      assertTrue(next.isHeld());
    }
    for (StateStore reader : List.of(store, open())) {
      assertEquals(Map.of("key", "1"), texts(reader, ""));
    }
    put(store, "key", "3");
    assertEquals("3", get(open(), "key"), "only that commit fails");
  }

  @Test
  default void aBrokenLeaseIsLost() throws Exception {
    StateStore one = open();
    StateStore other = open();
    put(one, "key", "1");
    StateLease broken = lease(one, "a", "b");
    assertTrue(other.breakLease(broken.id()));
    assertFalse(other.breakLease(broken.id()), "it is gone");
    assertEquals(List.of(), one.leases());
    assertFails(Kind.LEASE_LOST, one.commit(under(broken, "key", "2")));
    awaitLost(broken);
    try (StateLease next = lease(other, "a")) {
      assertFails(Kind.LEASE_LOST, one.commit(under(broken, "key", "2")));
      revisionOf(other.commit(under(next, "key", "3")));
      broken.close();
      assertTrue(next.isHeld(), "the old holder must not end the new lease");
      assertFails(Kind.LOCKED, () -> lease(one, "a"));
    }
    assertEquals("3", get(one, "key"));
  }

  private void awaitLost(StateLease lease) throws InterruptedException {
    Duration longest = bench().place().leaseExpiry().plus(PROMPTLY);
    long deadline = System.nanoTime() + longest.toNanos();
    while (lease.isHeld() && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertFalse(lease.isHeld(), "its holder must notice");
  }

  @Test
  default void breakingFreesWhoWaits() throws Exception {
    StateStore store = open();
    StateLease held = lease(store, "a");
    CompletableFuture<StateLease> waiting = acquireElsewhere(open(), LONG, "a");
    assertTrue(open().breakLease(held.id()));
    waiting.get(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS).close();
  }

  @Test
  default void breakingAnUnknownLeaseDoesNothing() throws Exception {
    StateStore store = open();
    try (StateLease lease = lease(store, "a")) {
      for (String id : List.of("", "no-such", lease.id() + "x", "../lock", "a/b", "\u0000")) {
        assertFalse(store.breakLease(id), id);
      }
      assertTrue(lease.isHeld());
      assertEquals(1, store.leases().size());
    }
  }

  @Test
  default void readingNeedsNoLease() throws Exception {
    StateStore store = open();
    put(store, "key", "1");
    try (StateLease lease = lease(store, "key")) {
      assertEquals("1", get(open(), "key"));
      assertTrue(lease.isHeld());
    }
  }

  @Test
  default void aLeaseOutlivesOtherHandles() throws Exception {
    StateStore store = open();
    try (StateLease lease = lease(store, "a")) {
      for (int i = 0; i < 3; i++) {
        StateStore other = open();
        assertEquals(1, other.leases().size());
        assertFails(Kind.LOCKED, () -> lease(other, "a"));
        bench().close(other);
      }
      assertTrue(lease.isHeld());
      revisionOf(store.commit(under(lease, "key", "1")));
    }
  }

  @Test
  default void manyNamesAreLeasedTogether() throws Exception {
    StateStore store = open();
    String[] names = new String[2000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "services.web[" + i + "]";
    }
    try (StateLease lease = lease(store, names)) {
      assertTrue(lease.isHeld());
      assertEquals(names(names), open().leases().get(0).names());
      assertFails(Kind.LOCKED, () -> lease(open(), "services.web[1999]"));
      lease(open(), "services.web[2000]").close();
    }
  }

  private static StateCommit under(StateLease lease, String key, String value) {
    return StateCommit.builder().under(lease).put(key, bytes(value)).build();
  }

  private static CompletableFuture<StateLease> acquireElsewhere(
      StateStore store, Duration patience, String... names) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return store.acquire(request(patience, names));
          } catch (StateException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}

package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.assertFails;
import static dev.paas.state.tck.StoreCalls.get;
import static dev.paas.state.tck.StoreCalls.increment;
import static dev.paas.state.tck.StoreCalls.lease;
import static dev.paas.state.tck.StoreCalls.names;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.request;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several processes, some of which die. */
interface ProcessContract extends StoreUnderTest {

  @Test
  default void processesSeeEachOthersCommits() throws Exception {
    StateStore here = open();
    OtherProcess there = bench().startProcess();
    long first = put(here, "a", "here");
    long second = there.put("b", "there", false);
    assertTrue(second > first);
    assertEquals("there", get(here, "b"));
    assertTrue(put(here, "a", "again") > second);
    there.increment("n", 3);
    assertEquals("3", get(here, "n"));
  }

  @Test
  default void noUpdateIsLostBetweenProcesses() throws Exception {
    StateStore here = open();
    List<OtherProcess> others = List.of(bench().startProcess(), bench().startProcess());
    List<CompletableFuture<Void>> running =
        others.stream().map(other -> CompletableFuture.runAsync(() -> add(other))).toList();
    for (int i = 0; i < 50; i++) {
      increment(here, "counter");
    }
    running.forEach(CompletableFuture::join);
    assertEquals("150", get(here, "counter"));
  }

  private static void add(OtherProcess process) {
    try {
      process.increment("counter", 50);
    } catch (StateException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  default void whatAKilledProcessWasToldIsThere() throws Exception {
    StateStore here = open();
    put(here, "mine", "1");
    OtherProcess process = bench().startProcess();
    process.startStream("stream/");
    process.awaitAcknowledged(50);
    process.kill();
    int acknowledged = process.acknowledged();
    for (StateStore reader : List.of(here, open())) {
      SortedMap<String, String> found = texts(reader, "stream/");
      assertTrue(found.size() >= acknowledged, found.size() + " of " + acknowledged);
      for (int i = 0; i < found.size(); i++) {
        assertEquals(String.valueOf(i), found.get("stream/" + i), "a commit was left out");
      }
    }
    put(here, "mine", "2");
    assertEquals("2", get(open(), "mine"));
  }

  @Test
  default void theLeaseOfAKilledProcessIsFree() throws Exception {
    StateStore here = open();
    OtherProcess process = bench().startProcess();
    String id = process.acquire(names("services.db", "services.web"), "bob@server");
    LeaseInfo info = here.leases().get(0);
    assertEquals(id, info.id());
    assertEquals("bob@server", info.holder());
    StateException refusal = assertFails(Kind.LOCKED, () -> lease(here, "services.web"));
    assertTrue((refusal.reason() + refusal.detail()).contains("bob@server"), refusal.reason());
    process.put("a", "1", true);
    process.kill();
    Duration expiry = bench().place().leaseExpiry();
    try (StateLease lease = here.acquire(request(expiry, "services.db", "services.web"))) {
      assertTrue(lease.isHeld());
      assertEquals(1, here.leases().size());
    }
    assertEquals("1", get(here, "a"));
  }

  @Test
  default void aProcessWaitsForTheDeathOfAnother() throws Exception {
    StateStore here = open();
    OtherProcess process = bench().startProcess();
    process.acquire(names("a"), "bob@server");
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                here.acquire(request(Duration.ofMinutes(1), "a")).close();
              } catch (StateException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    process.kill();
    waiting.join();
  }

  @Test
  default void aProcessCannotWriteUnderALeaseThatWasBroken() throws Exception {
    StateStore here = open();
    OtherProcess process = bench().startProcess();
    String id = process.acquire(names("a"), "bob@server");
    process.put("key", "1", true);
    assertTrue(here.breakLease(id));
    assertFails(Kind.LEASE_LOST, () -> process.put("key", "2", true));
    try (StateLease lease = lease(here, "a")) {
      assertFails(Kind.LEASE_LOST, () -> process.put("key", "2", true));
      assertTrue(lease.isHeld());
      assertFails(Kind.LOCKED, () -> process.acquire(names("a"), "bob@server"));
    }
    assertEquals("1", get(here, "key"));
    process.put("key", "3", false);
    assertEquals("3", get(here, "key"));
    assertFalse(here.breakLease(id));
  }
}

package dev.paas.state.local;

import static dev.paas.state.local.Stores.get;
import static dev.paas.state.local.Stores.lease;
import static dev.paas.state.local.Stores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateBackendPlugin;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import dev.paas.state.tck.StoreProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several handles in one process, some by way of another class loader. On POSIX a process loses its
 * locks on a file with the first descriptor of it that it closes; only another process can tell.
 */
class SharedProcessTest {
  private final LocalPlace place;
  private final StateBackendPlugin otherLoaders;

  SharedProcessTest() throws IOException, ReflectiveOperationException {
    place = new LocalPlace();
    otherLoaders = SeparateLoader.newBackend();
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  private StateStore openByOtherLoader() throws StateException {
    return otherLoaders.open(LocalPlace.settings(place.directory(), LocalPlace.SHOP));
  }

  @Test
  void theLoaderIsAnother() throws Exception {
    assertNotEquals(LocalStateBackend.class, otherLoaders.getClass());
    assertSame(
        StateBackendPlugin.class,
        otherLoaders.getClass().getInterfaces()[0],
        "the SPI must be shared");
  }

  @Test
  void lookingAtALeaseDoesNotEndIt() throws Exception {
    try (StateStore store = place.open();
        StoreProcess process = place.startProcess();
        StateLease lease = lease(store, "a")) {
      try (StateStore same = place.open();
          StateStore other = openByOtherLoader()) {
        for (StateStore each : List.of(same, other)) {
          assertEquals(1, each.leases().size());
          assertThrows(StateException.class, () -> lease(each, "a"));
          lease(each, "b").close();
          put(each, "key", "value");
        }
      }
      StateException refusal =
          assertThrows(
              StateException.class, () -> process.acquire(new TreeSet<>(List.of("a")), "bob"));
      assertEquals(Kind.LOCKED, refusal.kind());
      assertTrue(lease.isHeld());
    }
  }

  @Test
  void leasesOfTwoLoadersDoNotMix() throws Exception {
    try (StateStore one = place.open();
        StateStore other = openByOtherLoader();
        StateLease first = lease(one, "a");
        StateLease second = lease(other, "b")) {
      assertNotEquals(first.id(), second.id());
      assertEquals(2, one.leases().size());
      assertTrue(one.breakLease(second.id()));
      assertTrue(first.isHeld());
    }
  }

  @Test
  void writersOfTwoLoadersAndAnotherProcessExcludeEachOther() throws Exception {
    try (StateStore one = place.open();
        StateStore other = openByOtherLoader();
        StoreProcess process = place.startProcess()) {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      running.add(CompletableFuture.runAsync(() -> increment(one, 60)));
      running.add(CompletableFuture.runAsync(() -> increment(other, 60)));
      for (int i = 0; i < 20; i++) {
        try (StateStore brief = openByOtherLoader()) {
          put(brief, "brief", String.valueOf(i));
        }
        process.increment("counter", 3);
      }
      running.forEach(CompletableFuture::join);
      assertEquals("180", get(one, "counter"));
    }
    try (StateStore store = place.open()) {
      assertEquals("180", get(store, "counter"));
    }
  }

  private static void increment(StateStore store, int times) {
    for (int done = 0; done < times; ) {
      try {
        List<StateEntry> found = store.read("counter").entries();
        long revision = found.isEmpty() ? 0 : found.get(0).revision();
        int number = found.isEmpty() ? 0 : Integer.parseInt(get(store, "counter"));
        byte[] next = String.valueOf(number + 1).getBytes(StandardCharsets.UTF_8);
        store
            .commit(StateCommit.builder().expect("counter", revision).put("counter", next).build())
            .join();
        done++;
      } catch (CompletionException e) {
        assertTrue(e.getCause() instanceof StateException, e::toString);
      } catch (StateException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

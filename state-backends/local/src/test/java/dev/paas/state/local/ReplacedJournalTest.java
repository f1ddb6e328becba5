package dev.paas.state.local;

import static dev.paas.state.local.Stores.failureOf;
import static dev.paas.state.local.Stores.get;
import static dev.paas.state.local.Stores.lease;
import static dev.paas.state.local.Stores.put;
import static dev.paas.state.local.Stores.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody deletes the state, or copies a backup over it, while it is in use. */
class ReplacedJournalTest {
  private final LocalPlace place;

  ReplacedJournalTest() throws IOException {
    place = new LocalPlace();
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  @Test
  void aDeletedStoreIsNotBegunAnew() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      StateLease lease = lease(store, "x");
      new LocalPlace(place.directory().resolve(".paas")).close();
      assertEquals(Kind.IO, assertThrows(StateException.class, () -> store.read("")).kind());
      assertFalse(lease.isHeld());
      assertEquals(Kind.IO, failureOf(store.commit(putting("a", "2"))).kind());
      assertEquals(Kind.IO, failureOf(store.commit(putting("a", "3"))).kind());
    }
    try (StateStore next = place.open()) {
      assertEquals(0, next.read("").revision());
      put(next, "a", "4");
    }
  }

  @Test
  void anotherStoreInItsPlaceIsNotTakenForIt() throws Exception {
    try (StateStore store = place.open();
        LocalPlace other = new LocalPlace()) {
      put(store, "a", "1");
      try (StateStore stranger = other.open()) {
        put(stranger, "a", "other");
      }
      Files.delete(place.journal());
      Files.copy(other.journal(), place.journal());
      assertRefused(store);
    }
  }

  @Test
  void anOlderCopyIsNotTakenForIt() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      byte[] backup = Files.readAllBytes(place.journal());
      put(store, "a", "2");
      Files.write(place.journal(), backup);
      assertRefused(store);
    }
    try (StateStore store = place.open()) {
      assertEquals("1", get(store, "a"));
      put(store, "a", "3");
    }
  }

  @Test
  void aCopyFromBeforeACompactionIsNotTakenForIt() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      byte[] backup;
      do {
        backup = Files.readAllBytes(place.journal());
        put(store, "a", "x".repeat(20_000));
        lease(store, "settled").close();
      } while (Files.size(place.journal()) >= backup.length);
      Files.write(place.journal(), backup);
      assertRefused(store);
    }
  }

  private static void assertRefused(StateStore store) {
    assertEquals(Kind.IO, assertThrows(StateException.class, () -> store.read("")).kind());
    assertEquals(Kind.IO, failureOf(store.commit(putting("a", "9"))).kind());
  }
}

package dev.paas.state.local;

import static dev.paas.state.local.Stores.lease;
import static dev.paas.state.local.Stores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The files of leases, whatever state they are in. */
class LeaseFilesTest {
  private final LocalPlace place;
  private final Path folder;

  LeaseFilesTest() throws IOException {
    place = new LocalPlace();
    folder = place.folder().resolve("leases");
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** At any point of taking or giving up a lease the process may have died. */
  @Test
  void partsOfALeaseThatNobodyHoldsAreClearedAway() throws Exception {
    try (StateStore store = place.open()) {
      put(store, "a", "1");
      for (String left :
          List.of(
              "dead1-1.lock", "dead2-1.draft", "dead3-1.lease", "dead4-1.lock", "dead4-1.lease")) {
        Files.writeString(folder.resolve(left), "half");
      }
      assertEquals(List.of(), store.leases());
      assertEquals(5, files().size(), "looking writes nothing");
      try (StateLease lease = lease(store, "a")) {
        assertTrue(lease.isHeld());
        assertEquals(
            List.of(folder.resolve(lease.id() + ".lease"), folder.resolve(lease.id() + ".lock")),
            files());
      }
      assertEquals(List.of(), files());
    }
  }

  @Test
  void aDamagedRecordOfALivingLeaseIsNotIgnored() throws Exception {
    try (StateStore store = place.open();
        StateLease lease = lease(store, "a")) {
      Path record = folder.resolve(lease.id() + ".lease");
      byte[] bytes = Files.readAllBytes(record);
      for (int at = 0; at < bytes.length; at++) {
        byte[] wrong = bytes.clone();
        wrong[at] ^= 1;
        Files.write(record, wrong);
        try (StateStore other = place.open()) {
          StateException failure = assertThrows(StateException.class, () -> lease(other, "b"));
          assertEquals(Kind.CORRUPT, failure.kind());
          assertTrue(failure.reason().contains(record.toString()), failure.reason());
          assertThrows(StateException.class, other::leases);
        }
      }
    }
  }

  @Test
  void manyLeasesAreHeldAtOnce() throws Exception {
    try (StateStore store = place.open();
        StateStore other = place.open()) {
      List<StateLease> leases = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        leases.add(lease(store, "services.web[" + i + "]"));
      }
      assertEquals(100, other.leases().size());
      assertThrows(StateException.class, () -> lease(other, "services.web[99]"));
      for (StateLease lease : leases) {
        lease.close();
      }
      assertEquals(List.of(), files());
    }
  }

  /** What {@code close} finds still open is given up, too. */
  @Test
  void closingTheStoreGivesItsLeasesUp() throws Exception {
    StateLease lease;
    try (StateStore store = place.open()) {
      lease = lease(store, "a");
    }
    assertEquals(false, lease.isHeld());
    lease.close();
    assertEquals(List.of(), files());
  }
}

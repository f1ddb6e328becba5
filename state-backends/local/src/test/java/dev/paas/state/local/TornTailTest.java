package dev.paas.state.local;

import static dev.paas.state.local.Stores.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A crash in the middle of an append leaves any part of it behind. No commit that is on the disk
 * may be lost, none that is not may make an error, and the store goes on.
 */
class TornTailTest {
  private static final int COMMITS = 4;

  private LocalPlace place;
  private JournalFile file;

  TornTailTest() throws Exception {
    place = new LocalPlace();
    file = JournalFile.write(place, COMMITS, 1);
  }

  @BeforeEach
  void setUp() throws Exception {
    Files.write(place.journal(), file.bytes());
  }

  @AfterEach
  void tearDown() throws IOException {
    place.close();
  }

  @Test
  void whereverTheFileEndsThereIsACleanState() throws Exception {
    for (int size = file.headerSize(); size <= file.size(); size++) {
      byte[] torn = Arrays.copyOf(file.bytes(), size);
      String expected = file.state(wholeFrames(size));
      assertEquals(expected, JournalFile.readWith(place, torn), "cut off at " + size);
      assertArrayEquals(torn, Files.readAllBytes(place.journal()), "reading must not repair");
    }
  }

  @Test
  void whereverTheFileEndsTheStoreGoesOn() throws Exception {
    for (int size = file.headerSize(); size <= file.size(); size++) {
      Files.write(place.journal(), Arrays.copyOf(file.bytes(), size));
      int whole = wholeFrames(size);
      String grown;
      try (StateStore store = place.open()) {
        long revision = put(store, "new", "after the crash");
        assertEquals(whole + 2, revision, "cut off at " + size);
        put(store, "newer", "and on");
        grown = JournalFile.describe(store.read(""));
        assertTrue(grown.contains("after the crash") && grown.contains("and on"));
      }
      try (StateStore store = place.open()) {
        assertEquals(grown, JournalFile.describe(store.read("")), "cut off at " + size);
      }
    }
  }

  /** The last frame whose every byte is there. */
  private int wholeFrames(int size) {
    int last = -1;
    while (last + 1 < file.commits() && file.endOfFrame(last + 1) <= size) {
      last++;
    }
    return last;
  }

  @Test
  void aFrameThatWasNeverSealedMayHoldAnything() throws Exception {
    int last = COMMITS - 1;
    byte[] unsealed = Arrays.copyOf(file.bytes(), file.endOfFrame(last));
    for (int at = file.start(last); at < unsealed.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] wrong = unsealed.clone();
        wrong[at] ^= (byte) (1 << bit);
        assertEquals(
            file.state(last - 1), JournalFile.readWith(place, wrong), "bit " + bit + " of " + at);
      }
    }
  }

  /** A sealed frame was acknowledged: it is there, or its damage is told. */
  @Test
  void aSealedFrameIsNeverLostSilently() throws Exception {
    int last = COMMITS - 1;
    for (int at = file.start(last); at < file.size(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] wrong = file.bytes();
        wrong[at] ^= (byte) (1 << bit);
        String where = "bit " + bit + " of " + at;
        if (at < file.endOfFrame(last)) {
          assertDamaged(wrong, file.start(last), where);
        } else {
          assertEquals(file.state(last), JournalFile.readWith(place, wrong), where);
        }
      }
    }
  }

  private void assertDamaged(byte[] journal, int at, String where) throws IOException {
    try {
      JournalFile.readWith(place, journal);
    } catch (StateException e) {
      assertEquals(Kind.CORRUPT, e.kind(), where);
      assertTrue(e.reason().contains("byte " + at), () -> where + ": " + e.reason());
      return;
    }
    throw new AssertionError("it must be noticed: " + where);
  }

  /** The disk may have written any of the sectors of an append, in any order, when power fails. */
  @Test
  void anyPartOfAnAppendMayBeMissing() throws Exception {
    byte[] whole = withLargeLastCommit();
    int start = file.size();
    Random random = new Random(42);
    int sectors = (whole.length - start) / 512 + 1;
    for (int round = 0; round < 300; round++) {
      byte[] torn = Arrays.copyOf(whole, whole.length - Frames.SEAL_SIZE);
      for (int sector = 0; sector < sectors; sector++) {
        if (random.nextInt(sectors) < 2) {
          int from = start + sector * 512;
          Arrays.fill(
              torn, Math.min(from, torn.length), Math.min(from + 512, torn.length), (byte) 0);
        }
      }
      if (random.nextInt(4) == 0) {
        torn = Arrays.copyOf(torn, start + random.nextInt(torn.length - start));
      }
      boolean complete = Arrays.equals(torn, Arrays.copyOf(whole, whole.length - Frames.SEAL_SIZE));
      String found = JournalFile.readWith(place, torn);
      assertEquals(!complete, found.equals(file.state(COMMITS - 1)), "round " + round);
    }
  }

  private byte[] withLargeLastCommit() throws Exception {
    byte[] value = new byte[20_000];
    new Random(7).nextBytes(value);
    try (StateStore store = place.open()) {
      store.commit(StateCommit.builder().put("large", value).build()).join();
    }
    return Files.readAllBytes(place.journal());
  }

  /** Zeros at the end: the file had grown, and what belongs there was not written. */
  @Test
  void aTailOfZerosIsTorn() throws Exception {
    for (int zeros = 1; zeros < 3 * Frames.SEAL_SIZE; zeros++) {
      byte[] longer = Arrays.copyOf(file.bytes(), file.size() + zeros);
      assertEquals(file.state(COMMITS - 1), JournalFile.readWith(place, longer));
    }
  }
}

package dev.paas.state.local;

import static dev.paas.state.local.Stores.failureOf;
import static dev.paas.state.local.Stores.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateStore;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Damage to what was written is always told, with the place. */
class DamageTest {
  private static final int COMMITS = 6;

  private final LocalPlace place;
  private final JournalFile file;

  DamageTest() throws Exception {
    place = new LocalPlace();
    file = JournalFile.write(place, COMMITS, 2);
  }

  @AfterEach
  void tearDown() throws Exception {
    place.close();
  }

  @Test
  void everyWrongByteInTheMiddleIsNoticed() throws Exception {
    Random random = new Random(3);
    for (int at = 0; at < file.start(COMMITS - 1); at++) {
      byte[] wrong = file.bytes();
      wrong[at] ^= (byte) (1 + random.nextInt(255));
      StateException failure = failureWith(wrong);
      assertEquals(Kind.CORRUPT, failure.kind(), "byte " + at + ": " + failure.reason());
      assertTrue(
          failure.reason().contains(place.journal() + " is damaged at byte " + partAt(at)),
          () -> failure.reason());
      assertNotNull(failure.hint());
    }
  }

  /** Where the part that holds byte {@code at} begins: header, frame or seal. */
  private int partAt(int at) {
    int start = 0;
    for (int commit = 0; commit < COMMITS; commit++) {
      start = at >= file.start(commit) ? file.start(commit) : start;
      start = at >= file.endOfFrame(commit) ? file.endOfFrame(commit) : start;
    }
    return start;
  }

  @Test
  void missingAndDoubledPartsAreNoticed() throws Exception {
    byte[] all = file.bytes();
    for (int commit = 0; commit < COMMITS - 1; commit++) {
      int start = file.start(commit);
      int end = file.end(commit);
      assertEquals(Kind.CORRUPT, failureWith(splice(all, start, end, 0)).kind(), "left out");
      assertEquals(Kind.CORRUPT, failureWith(splice(all, start, end, 2)).kind(), "twice");
      assertEquals(Kind.CORRUPT, failureWith(splice(all, end - 20, end, 0)).kind(), "no seal");
      byte[] zeros = all.clone();
      Arrays.fill(zeros, start, end, (byte) 0);
      assertEquals(Kind.CORRUPT, failureWith(zeros).kind(), "zeros");
    }
  }

  /** {@code all} with the bytes from {@code start} to {@code end} so many times. */
  private static byte[] splice(byte[] all, int start, int end, int times) {
    int part = end - start;
    byte[] spliced = new byte[all.length + (times - 1) * part];
    System.arraycopy(all, 0, spliced, 0, start);
    for (int i = 0; i < times; i++) {
      System.arraycopy(all, start, spliced, start + i * part, part);
    }
    System.arraycopy(all, end, spliced, start + times * part, all.length - end);
    return spliced;
  }

  @Test
  void aFileThatIsNoJournalIsNotTakenForAnEmptyOne() throws Exception {
    for (int size = 0; size < file.headerSize(); size++) {
      assertEquals(Kind.CORRUPT, failureWith(Arrays.copyOf(file.bytes(), size)).kind());
    }
    assertEquals(Kind.CORRUPT, failureWith(new byte[10_000]).kind());
  }

  /** Transferred as text, with other line ends. */
  @Test
  void aJournalThatWentThroughATextTransferIsNoticed() throws Exception {
    byte[] all = file.bytes();
    byte[] spoiled = splice(all, 5, 6, 0);
    assertEquals('\r', all[5]);
    assertEquals(Kind.CORRUPT, failureWith(spoiled).kind());
  }

  @Test
  void anotherStoresFramesAreNotTakenOver() throws Exception {
    try (LocalPlace other = new LocalPlace()) {
      JournalFile foreign = JournalFile.write(other, COMMITS, 2);
      byte[] mixed = file.bytes();
      System.arraycopy(
          foreign.bytes(), file.start(2), mixed, file.start(2), file.end(2) - file.start(2));
      assertEquals(Kind.CORRUPT, failureWith(mixed).kind());
    }
  }

  /** A value may hold the bytes of a journal, even of this one. */
  @Test
  void aJournalInsideAValueConfusesNobody() throws Exception {
    byte[] inner = file.bytes();
    Files.write(place.journal(), inner);
    try (StateStore store = place.open()) {
      store.commit(StateCommit.builder().put("backup", inner).build()).join();
    }
    byte[] all = Files.readAllBytes(place.journal());
    byte[] torn = Arrays.copyOf(all, all.length - Frames.SEAL_SIZE - 1);
    assertEquals(file.state(COMMITS - 1), JournalFile.readWith(place, torn));
  }

  @Test
  void aNewerFormatIsToldFromDamage() throws Exception {
    byte[] newer = file.bytes();
    ByteWriter header = new ByteWriter(newer.length);
    header.putBytes(newer);
    header.setInt(12, JournalHeader.VERSION + 1);
    StateException damaged = failureWith(Arrays.copyOf(header.array(), header.size()));
    assertEquals(Kind.CORRUPT, damaged.kind(), "the checksum says that nobody wrote this");

    CRC32C crc = new CRC32C();
    crc.update(header.array(), 12, file.headerSize() - 12);
    header.setInt(8, (int) crc.getValue());
    StateException failure = failureWith(Arrays.copyOf(header.array(), header.size()));
    assertEquals(Kind.NEWER_VERSION, failure.kind());
    assertNotNull(failure.hint());
  }

  /** An open handle must not go on behind the back of a newer version. */
  @Test
  void anUpgradeWhileItIsOpenIsNoticed() throws Exception {
    try (StateStore store = place.open()) {
      aNewerFormatIsToldFromDamage();
      assertEquals(Kind.NEWER_VERSION, failureOf(store.commit(putting("a", "1"))).kind());
      assertThrows(StateException.class, () -> store.read(""));
    }
  }

  private StateException failureWith(byte[] journal) {
    return assertThrows(StateException.class, () -> JournalFile.readWith(place, journal));
  }
}

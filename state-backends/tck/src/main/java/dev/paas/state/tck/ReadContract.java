package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.bytes;
import static dev.paas.state.tck.StoreCalls.commit;
import static dev.paas.state.tck.StoreCalls.delete;
import static dev.paas.state.tck.StoreCalls.entry;
import static dev.paas.state.tck.StoreCalls.get;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.revisionAt;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stored, and how it is read back. */
interface ReadContract extends StoreUnderTest {

  /** Keys that are easily mixed up: by wildcards, separators, case, and the end of a range. */
  List<String> KEYS =
      List.of(
          "a",
          "A",
          "a/",
          "a/b",
          "a/b/c",
          "a0",
          "ab",
          "a%",
          "a_",
          "a.*",
          "a b",
          "a[0]",
          "a[\"eu\"]",
          "a\u00e9",
          "a\u4e2d",
          "a\uffff",
          "a\uffffz",
          "a\ud83d\ude00",
          "b",
          "b/a",
          "\uffff",
          "\ud83d\ude00",
          "record/modules.cache.volumes.data[\"a/b\"]");

  @Test
  default void aFreshStoreIsEmptyAndAtRevisionZero() throws Exception {
    StateSnapshot snapshot = open().read("");
    assertEquals(0, snapshot.revision());
    assertEquals(List.of(), snapshot.entries());
    assertEquals(List.of(), open().leases());
  }

  @Test
  default void openingAndReadingWriteNothing() throws Exception {
    String before = bench().place().contents();
    StateStore fresh = open();
    fresh.read("");
    fresh.leases();
    assertFalse(fresh.breakLease("no-such-lease"));
    bench().close(fresh);
    assertEquals(before, bench().place().contents(), "of a store that does not exist");

    StateStore writer = open();
    put(writer, "a", "1");
    bench().close(writer);
    String written = bench().place().contents();
    StateStore reader = open();
    reader.read("");
    reader.leases();
    bench().close(reader);
    assertEquals(written, bench().place().contents(), "of a store that exists");
  }

  @Test
  default void theLocationSaysSomething() throws Exception {
    assertFalse(open().location().isBlank());
  }

  @Test
  default void bytesComeBackAsTheyWere() throws Exception {
    StateStore store = open();
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    byte[] large = new byte[256 * 1024];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + i / 256);
    }
    commit(
        store, StateCommit.builder().put("all", all).put("empty", new byte[0]).put("large", large));
    for (StateStore reader : List.of(store, open())) {
      assertArrayEquals(all, valueOf(reader, "all"));
      assertArrayEquals(new byte[0], valueOf(reader, "empty"));
      assertArrayEquals(large, valueOf(reader, "large"));
    }
  }

  private static byte[] valueOf(StateStore store, String key) throws StateException {
    StateEntry entry = entry(store, key);
    assertNotNull(entry, "it must exist: " + key);
    return entry.value();
  }

  @Test
  default void aPrefixSelectsByTheBeginningOfTheKey() throws Exception {
    StateStore store = open();
    putAllKeys(store);
    List<String> prefixes = new ArrayList<>(KEYS);
    prefixes.addAll(List.of("", "a/b/", "c", "a/b/cd", "record/", "record"));
    for (StateStore reader : List.of(store, open())) {
      for (String prefix : prefixes) {
        List<String> wanted = KEYS.stream().filter(key -> key.startsWith(prefix)).sorted().toList();
        assertEquals(wanted, keysOf(reader.read(prefix)), "below \"" + prefix + "\"");
      }
    }
  }

  @Test
  default void aPrefixIsLeftOut() throws Exception {
    StateStore store = open();
    assertEquals(List.of(), keysOf(store.readWithout("a")));
    putAllKeys(store);
    for (String prefix : List.of("a", "a/", "b", "record/", "c", "\uffff")) {
      List<String> wanted = KEYS.stream().filter(key -> !key.startsWith(prefix)).sorted().toList();
      StateSnapshot rest = store.readWithout(prefix);
      assertEquals(wanted, keysOf(rest), "without \"" + prefix + "\"");
      assertEquals(store.read("").revision(), rest.revision());
    }
  }

  @Test
  default void entriesAreSortedByKey() throws Exception {
    StateStore store = open();
    putAllKeys(store);
    assertEquals(KEYS.stream().sorted().toList(), keysOf(store.read("")));
    assertEquals(KEYS.stream().sorted().toList(), keysOf(open().read("")));
  }

  private static void putAllKeys(StateStore store) throws StateException {
    StateCommit.Builder commit = StateCommit.builder();
    for (String key : KEYS) {
      commit.put(key, bytes(key));
    }
    commit(store, commit);
  }

  private static List<String> keysOf(StateSnapshot snapshot) {
    return snapshot.entries().stream().map(StateEntry::key).toList();
  }

  @Test
  default void anEntryTellsTheRevisionThatLastWroteIt() throws Exception {
    StateStore store = open();
    long first = put(store, "a", "1");
    long second = put(store, "b", "1");
    long third = put(store, "a", "2");
    delete(store, "c");
    for (StateStore reader : List.of(store, open())) {
      assertEquals(third, revisionAt(reader, "a"));
      assertEquals(second, revisionAt(reader, "b"));
    }
    assertTrue(first < second && second < third, "revisions must rise");
  }

  @Test
  default void theSnapshotIsAtTheRevisionOfTheLastCommit() throws Exception {
    StateStore store = open();
    long first = put(store, "a", "1");
    long second = put(store, "b", "1");
    assertTrue(first > 0, "0 is for a store that never was written");
    StateSnapshot snapshot = store.read("a");
    assertTrue(snapshot.revision() >= second, "the revision is the store's, not the prefix's");
    assertTrue(open().read("").revision() >= second);
  }

  @Test
  default void aDeletedKeyIsGone() throws Exception {
    StateStore store = open();
    put(store, "a", "1");
    put(store, "b", "1");
    delete(store, "a");
    assertEquals(Map.of("b", "1"), texts(store, ""));
    assertEquals(Map.of("b", "1"), texts(open(), ""));
    put(store, "a", "2");
    assertEquals(Map.of("a", "2", "b", "1"), texts(open(), ""));
  }

  @Test
  default void everythingIsThereAfterReopening() throws Exception {
    StateStore store = open();
    for (int i = 0; i < 20; i++) {
      put(store, "key" + i, "value" + i);
    }
    for (int i = 0; i < 20; i += 2) {
      delete(store, "key" + i);
    }
    put(store, "key1", "again");
    StateSnapshot before = store.read("");
    bench().close(store);
    StateSnapshot after = open().read("");
    assertEquals(texts(before), texts(after));
    assertTrue(after.revision() >= before.revision());
    for (int i = 0; i < before.entries().size(); i++) {
      assertEquals(before.entries().get(i).revision(), after.entries().get(i).revision());
    }
  }

  @Test
  default void aSnapshotStaysAsItIs() throws Exception {
    StateStore store = open();
    put(store, "a", "1");
    StateSnapshot snapshot = store.read("");
    put(store, "a", "2");
    put(store, "b", "1");
    assertEquals(Map.of("a", "1"), texts(snapshot));
  }

  @Test
  default void theNextReadSeesWhatAnotherHandleCommitted() throws Exception {
    StateStore one = open();
    StateStore other = open();
    assertNull(get(other, "a"));
    for (int i = 0; i < 10; i++) {
      put(one, "a", "one" + i);
      assertEquals("one" + i, get(other, "a"));
      put(other, "a", "other" + i);
      assertEquals("other" + i, get(one, "a"));
    }
    delete(one, "a");
    assertNull(get(other, "a"));
  }

  @Test
  default void environmentsDoNotSeeEachOther() throws Exception {
    StateStore standard = open();
    StateStore production = bench().open(new PlatformIdentity("shop", "prod"));
    put(standard, "a", "standard");
    assertEquals(Map.of(), texts(production, ""));
    put(production, "a", "production");
    put(production, "b", "production");
    assertEquals(Map.of("a", "standard"), texts(standard, ""));
    try (var lease = StoreCalls.lease(standard, "services.web");
        var same = StoreCalls.lease(production, "services.web")) {
      assertTrue(lease.isHeld() && same.isHeld());
      assertEquals(1, standard.leases().size());
    }
  }

  /** Either they are apart, or a place is for one platform only and says so. */
  @Test
  default void platformsDoNotSeeEachOther() throws Exception {
    put(open(), "a", "shop");
    try {
      StateStore other = bench().open(new PlatformIdentity("shop-prod", ""));
      assertNotEquals(Map.of("a", "shop"), texts(other, ""));
      put(other, "a", "other");
    } catch (StateException e) {
      assertEquals(Kind.INVALID_SETTINGS, e.kind(), e::reason);
    }
    assertEquals(Map.of("a", "shop"), texts(open(), ""));
  }

  @Test
  default void aClosedStoreRefuses() throws Exception {
    StateStore store = open();
    put(store, "a", "1");
    bench().close(store);
    assertThrows(StateException.class, () -> store.read(""));
    assertThrows(StateException.class, () -> put(store, "a", "2"));
    assertEquals("1", get(open(), "a"));
  }
}

package dev.paas.state.local;

import static dev.paas.state.local.Stores.failureOf;
import static dev.paas.state.local.Stores.get;
import static dev.paas.state.local.Stores.lease;
import static dev.paas.state.local.Stores.put;
import static dev.paas.state.local.Stores.putting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the files are, and what opening a store says about settings that cannot work. */
class LocalLayoutTest {
  private final Path directory;

  LocalLayoutTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private StateStore open(PlatformIdentity platform, String path) throws StateException {
    MapValue configuration =
        path.isEmpty() ? MapValue.empty() : MapValue.builder().put("path", path).build();
    return new LocalStateBackend()
        .open(new StateSettings(configuration, platform, directory, Map.of()));
  }

  private StateStore open(String environment) throws StateException {
    return open(new PlatformIdentity("shop", environment), "");
  }

  @Test
  void eachEnvironmentHasAFolder() throws Exception {
    try (StateStore standard = open("");
        StateStore production = open("prod")) {
      put(standard, "a", "standard");
      put(production, "a", "production");
      assertEquals(directory.resolve(".paas/state/default").toString(), standard.location());
      assertEquals(directory.resolve(".paas/state/prod").toString(), production.location());
    }
    assertTrue(Files.isRegularFile(directory.resolve(".paas/state/default/journal")));
    assertTrue(Files.isRegularFile(directory.resolve(".paas/state/prod/journal")));
    assertEquals("*\n", Files.readString(directory.resolve(".paas/.gitignore")));
  }

  @Test
  void onlyTheOwnerMayLook() throws Exception {
    assumeTrue(
        Files.getFileStore(directory).supportsFileAttributeView("posix"),
        "needs a file system with POSIX permissions");
    try (StateStore store = open("");
        StateLease lease = lease(store, "services.web")) {
      put(store, "a", "1");
      assertTrue(lease.isHeld());
      List<Path> all = files(directory.resolve(".paas"));
      assertTrue(all.size() >= 9, all.toString());
      for (Path path : all) {
        String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
        assertEquals(
            expected,
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            () -> "" + path);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
    }
  }

  @Test
  void thePathTakesThePlaceOfTheFolder() throws Exception {
    Path elsewhere = directory.resolve("x/y");
    for (String path : List.of("x/y", elsewhere.toString(), "x/../x/y")) {
      try (StateStore store = open(new PlatformIdentity("shop", ""), path)) {
        assertEquals(elsewhere.resolve("state/default").toString(), store.location());
        put(store, "a", path);
        assertEquals(path, get(store, "a"));
      }
    }
    assertFalse(Files.exists(directory.resolve(".paas")));
    assertEquals("*\n", Files.readString(elsewhere.resolve(".gitignore")));
  }

  /** The user's own folder must not vanish from git. */
  @Test
  void aFolderThatWasThereBeforeGetsNoGitignore() throws Exception {
    try (StateStore store = open(new PlatformIdentity("shop", ""), ".")) {
      put(store, "a", "1");
    }
    assertTrue(Files.isRegularFile(directory.resolve("state/default/journal")));
    assertFalse(Files.exists(directory.resolve(".gitignore")));
  }

  @Test
  void nothingIsLeftBehindByALease() throws Exception {
    try (StateStore store = open("")) {
      lease(store, "a").close();
      StateLease broken = lease(store, "a");
      store.breakLease(broken.id());
      broken.close();
    }
    assertEquals(
        List.of(),
        files(directory.resolve(".paas/state/default/leases")).stream().skip(1).toList());
    assertFalse(Files.exists(directory.resolve(".paas/state/default/journal")));
  }

  @Test
  void aFileInTheWayIsNamed() throws Exception {
    Files.writeString(directory.resolve(".paas"), "not a folder");
    StateException failure = assertThrows(StateException.class, () -> open(""));
    assertEquals(Kind.INVALID_SETTINGS, failure.kind());
    assertTrue(String.valueOf(failure.detail()).contains(directory.resolve(".paas").toString()));
  }

  @Test
  void anEnvironmentMustBeAFolderName() {
    for (String name : List.of("a/b", "..", ".hidden", "a\\b", "c:", "a\nb", "x".repeat(300))) {
      StateException failure = assertThrows(StateException.class, () -> open(name), name);
      assertEquals(Kind.INVALID_SETTINGS, failure.kind());
    }
    StateException failure =
        assertThrows(
            StateException.class, () -> open(new PlatformIdentity("shop", ""), "a\u0000b"));
    assertEquals(Kind.INVALID_SETTINGS, failure.kind());
  }

  @Test
  void theStateOfAnotherPlatformIsRefused() throws Exception {
    try (StateStore store = open("")) {
      put(store, "a", "1");
    }
    StateException failure =
        assertThrows(StateException.class, () -> open(new PlatformIdentity("blog", ""), ""));
    assertEquals(Kind.INVALID_SETTINGS, failure.kind());
    assertTrue(failure.reason().contains("\"shop\"") && failure.reason().contains("\"blog\""));
    assertEquals(
        Kind.INVALID_SETTINGS, assertThrows(StateException.class, () -> open("default")).kind());
  }

  /** Both were open before either of them wrote. */
  @Test
  void twoPlatformsInOneFolderCannotMixLaterEither() throws Exception {
    try (StateStore shop = open("");
        StateStore blog = open(new PlatformIdentity("blog", ""), "")) {
      put(shop, "a", "1");
      assertEquals(Kind.INVALID_SETTINGS, failureOf(blog.commit(putting("a", "2"))).kind());
      assertThrows(StateException.class, () -> blog.read(""));
      assertEquals("1", get(shop, "a"));
    }
  }

  /** The engine interrupts threads; that must not close files under the feet of others. */
  @Test
  void anInterruptedThreadReadsAndCommits() throws Exception {
    try (StateStore store = open("");
        StateStore other = open("")) {
      put(other, "a", "1");
      lease(other, "x");
      Thread.currentThread().interrupt();
      assertEquals("1", get(store, "a"));
      assertEquals(1, store.leases().size());
      var commit = store.commit(putting("a", "2"));
      assertTrue(Thread.interrupted());
      commit.join();
      assertEquals("2", get(other, "a"));
      StateLease lease = lease(store, "y");
      Thread.currentThread().interrupt();
      lease.close();
      assertTrue(Thread.interrupted());
      assertEquals(1, store.leases().size());
    }
  }
}

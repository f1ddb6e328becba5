package dev.paas.provider.builtin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHandlerTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private FileCalls calls;

  @BeforeEach
  void open() {
    calls = new FileCalls(directory);
  }

  private static MapValue file(String path, String content) {
    return MapValue.builder().put("path", path).put("content", content).build();
  }

  private Path at(String path) {
    return directory.resolve(path);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  @Test
  void aForeignFileIsRefusedAndLeftAlone() throws Exception {
    Files.writeString(at("motd"), "of somebody else");
    MapValue planned = calls.plan(file("motd", "ours"), null);
    for (ProviderException refusal :
        List.of(
            assertThrows(ProviderException.class, () -> calls.preflight(null, planned)),
            assertThrows(ProviderException.class, () -> calls.create("k1", planned)))) {
      assertEquals("there is a file motd already", refusal.reason());
      assertEquals("Move it away, or say overwrite: true.", refusal.hint());
      assertEquals(ValuePath.of("path"), refusal.path());
    }
    assertEquals("of somebody else", Files.readString(at("motd")));
    assertEquals(List.of("motd"), names());
    assertTrue(calls.find("k1", planned).isEmpty(), "it is not taken over after all");
  }

  @Test
  void aForeignLinkIsReplacedAndNotFollowed() throws Exception {
    Files.writeString(at("target"), "of somebody else");
    Files.createSymbolicLink(at("motd"), at("target"));
    MapValue wanted = file("motd", "of somebody else");
    assertThrows(ProviderException.class, () -> calls.make("k1", wanted), "a link is no such file");
    calls.make("k2", file("motd", "ours").with("overwrite", Value.of(true)));
    assertEquals("of somebody else", Files.readString(at("target")));
    assertEquals("ours", Files.readString(at("motd")));
    assertFalse(Files.isSymbolicLink(at("motd")));
  }

  @Test
  void overwritingIsForThoseWhoSaySo() throws Exception {
    Files.writeString(at("motd"), "of somebody else");
    calls.make("k1", file("motd", "ours").with("overwrite", Value.of(true)));
    assertEquals("ours", Files.readString(at("motd")));
  }

  @Test
  void aFileThatIsExactlyAsWantedIsTakenOver() throws Exception {
    Files.writeString(at("motd"), "the same");
    ObservedResource taken = calls.make("k1", file("motd", "the same"));
    assertEquals("motd", taken.id());
    calls.delete(taken.attributes());
    assertEquals(List.of(), names());
  }

  @Test
  void aFailedUpdateLeavesTheOldContentAndNothingBeside() throws Exception {
    Files.writeString(at("source"), "first");
    MapValue copy = MapValue.builder().put("path", "copy").put("source", "source").build();
    ObservedResource made = calls.make("k1", copy);
    Files.writeString(at("source"), "second");
    MapValue planned = calls.plan(copy, made.attributes());
    Files.writeString(at("source"), "third");
    ProviderException failure =
        assertThrows(ProviderException.class, () -> calls.update("k2", made.attributes(), planned));
    assertEquals("the source changed after the plan was made", failure.reason());
    assertEquals("first", Files.readString(at("copy")));
    assertEquals(List.of("copy", "source"), names());
  }

  @Test
  void aFailedCreationTakesItsFoldersAlong() throws Exception {
    MapValue wanted = file("a/b/motd", "ours").with("owner", Value.of("nobody has this name"));
    assertThrows(ProviderException.class, () -> calls.make("k1", wanted));
    assertEquals(List.of(), names());
  }

  @Test
  void whatACrashBeganIsFoundAndCompleted() throws Exception {
    for (String content : List.of("", "ours")) {
      String key = "k" + content;
      MapValue wanted = file("motd", content);
      MapValue planned = calls.plan(wanted, null);
      new Replacement(at("motd"), key).begin();
      assertTrue(calls.find("another", planned).isEmpty(), "it is of another key");
      ObservedResource found = calls.find(key, planned).orElseThrow();
      MapValue again = calls.plan(wanted, found.attributes());
      assertFalse(again.equals(found.attributes()), "there is something left to do");
      ObservedResource completed = calls.update("u" + content, found.attributes(), again);
      assertEquals(content, Files.readString(at("motd")));
      assertEquals(List.of("motd"), names(), "what the crash left is gone");
      calls.delete(completed.attributes());
    }
  }

  @Test
  void foldersThatACrashLeftAreFoundAndRemoved() throws Exception {
    MapValue planned = calls.plan(file("a/b/motd", "ours"), null);
    Files.createDirectories(at("a"));
    ObservedResource found = calls.find("k1", planned).orElseThrow();
    calls.delete(found.attributes());
    assertEquals(List.of(), names());
  }

  @Test
  void aFolderWithAnotherFileInItIsNoSignOfACrash() throws Exception {
    MapValue crashed = calls.plan(file("a/b/crashed", "ours"), null);
    ObservedResource sibling = calls.make("k1", file("a/b/sibling", "ours too"));
    assertTrue(calls.find("k2", crashed).isEmpty());
    calls.delete(sibling.attributes());
    assertEquals(List.of(), names());
  }

  @Test
  void whatACrashCompletedIsFoundAlsoWhenItsHashWasNotPlanned() throws Exception {
    MapValue copy = MapValue.builder().put("path", "copy").put("source", "source").build();
    MapValue planned = calls.plan(copy, null);
    assertTrue(planned.getOrNull("sha256").isUnknown(), "nobody knows the source yet");
    Files.writeString(at("source"), "made by another resource");
    ObservedResource made = calls.create("k1", planned);
    assertEquals(made.attributes(), calls.find("k1", planned).orElseThrow().attributes());
  }

  @Test
  void deletingRemovesLeftOversToo() throws Exception {
    ObservedResource made = calls.make("k1", file("motd", "ours"));
    new Replacement(at("motd"), "crashed").begin();
    new Replacement(at("other"), "under-way").begin();
    calls.delete(made.attributes());
    assertEquals(
        List.of(String.valueOf(new Replacement(at("other"), "under-way").beside().getFileName())),
        names());
  }

  @Test
  void anotherKindOfFileIsDrift() throws Exception {
    ObservedResource made = calls.make("k1", file("motd", "ours"));
    Files.delete(at("motd"));
    Files.createDirectory(at("motd"));
    MapValue seen = calls.read(made.attributes()).orElseThrow().attributes();
    assertEquals("another kind of file is in its place", seen.getString("content"));
    ProviderException refusal =
        assertThrows(ProviderException.class, () -> calls.delete(made.attributes()));
    assertEquals("motd is a folder now", refusal.reason());
    assertTrue(Files.isDirectory(at("motd")), "it is not ours");
  }

  @Test
  void secretsAreForTheOwnerOnly() throws Exception {
    assertEquals("0644", calls.plan(file("motd", "open"), null).getString("mode"));
    MapValue secret = file("motd", "").with("content", Value.of("hidden").asSensitive());
    assertEquals("0600", calls.plan(secret, null).getString("mode"));
    MapValue later = secret.with("content", new UnknownValue(ValueKind.STRING));
    assertTrue(calls.plan(later, null).getOrNull("mode").isUnknown(), "nobody can tell yet");
    MapValue turnedOut = calls.plan(later, null).with("content", Value.of("hidden").asSensitive());
    calls.create("k1", turnedOut.with("sha256", new UnknownValue(ValueKind.STRING)));
    assertEquals(0600, (int) Files.getAttribute(at("motd"), "unix:mode") & 07777);
  }

  @Test
  void ownFoldersGoWithTheLastFileInThem() throws Exception {
    Files.createDirectory(at("theirs"));
    MapValue first = calls.plan(file("theirs/a/b/first", "1"), null);
    MapValue second = calls.plan(file("theirs/a/second", "2"), null);
    ObservedResource one = calls.create("k1", first);
    ObservedResource two = calls.create("k2", second);
    calls.delete(one.attributes());
    assertFalse(Files.exists(at("theirs/a/b")));
    assertEquals("2", Files.readString(at("theirs/a/second")));
    calls.delete(two.attributes());
    assertFalse(Files.exists(at("theirs/a")));
    assertTrue(Files.isDirectory(at("theirs")), "it was there before");
  }

  @Test
  void aReplacementTakesThePlaceAndTheFoldersOfItsOwn() throws Exception {
    MapValue old = calls.make("k1", file("a/b/old", "ours")).attributes();
    calls.plan(file("a/new", "ours"), old);
    MapValue moved = calls.plan(file("a/new", "ours"), null);
    MapValue same = calls.plan(file("a/b/old", "changed"), null);
    calls.preflight(null, same);
    calls.preflight(null, moved);
    calls.delete(old);
    ObservedResource replaced = calls.create("k2", moved);
    calls.delete(replaced.attributes());
    assertEquals(List.of(), names());
    Files.writeString(Files.createDirectories(at("a/b")).resolve("old"), "of somebody else");
    assertThrows(ProviderException.class, () -> calls.preflight(null, same), "not ours any more");
  }

  @Test
  void whatTookAFoldersPlaceIsLeftAlone() throws Exception {
    MapValue made = calls.make("k1", file("a/motd", "ours")).attributes();
    Files.delete(at("a/motd"));
    Files.delete(at("a"));
    Files.writeString(at("a"), "of somebody else");
    calls.delete(made);
    assertEquals("of somebody else", Files.readString(at("a")));
    Files.delete(at("a"));
    Files.createSymbolicLink(at("a"), at("nowhere"));
    calls.delete(made);
    assertTrue(Files.exists(at("a"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void missingFoldersAreMadeOnlyWhenThatIsWanted() throws Exception {
    MapValue wanted = file("a/motd", "ours").with("createParents", Value.of(false));
    ProviderException refusal =
        assertThrows(ProviderException.class, () -> calls.make("k1", wanted));
    assertEquals("there is no folder for a/motd to be in", refusal.reason());
    assertEquals(List.of(), names());
  }

  @Test
  void theOwnFileIsNotForeign() throws Exception {
    MapValue made = calls.make("k1", file("motd", "ours")).attributes();
    calls.preflight(made, calls.plan(file("motd", "changed"), made));
    Files.writeString(at("other"), "of somebody else");
    MapValue moved = calls.plan(file("other", "ours"), made);
    assertThrows(ProviderException.class, () -> calls.preflight(made, moved));
  }
}

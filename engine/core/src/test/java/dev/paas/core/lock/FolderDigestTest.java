package dev.paas.core.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the digest of a folder depends on, and what not. */
final class FolderDigestTest {
  private final Path temporary;

  FolderDigestTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private Path folder(String name, String... filesAndTexts) throws IOException {
    Path folder = temporary.resolve(name);
    for (int i = 0; i < filesAndTexts.length; i += 2) {
      Path file = folder.resolve(filesAndTexts[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, filesAndTexts[i + 1]);
    }
    return folder;
  }

  /** {@code (cd one && sha256sum a.jar lib/b.jar | sha256sum)}. */
  @Test
  void isWhatShaSumSays() throws IOException {
    Path one = folder("one", "lib/b.jar", "two\n", "a.jar", "one\n");
    assertEquals(
        "sha256:45ab0061fe67dd8bff8d5e56558c2605ef95a6aeaf5dd76f8fe51a819d833fa0",
        FolderDigest.of(one));
  }

  @Test
  void doesNotDependOnTimesAndOrder() throws IOException {
    Path one = folder("one", "a", "1", "b", "2", "c/d", "3");
    Path two = folder("two", "c/d", "3", "b", "2", "a", "1");
    Files.setLastModifiedTime(two.resolve("a"), FileTime.fromMillis(0));
    assertEquals(FolderDigest.of(one), FolderDigest.of(two));
  }

  @Test
  void dependsOnNamesAndContents() throws IOException {
    String before = FolderDigest.of(folder("one", "a", "1", "b", "2"));
    assertNotEquals(before, FolderDigest.of(folder("two", "a", "2", "b", "1")));
    assertNotEquals(before, FolderDigest.of(folder("three", "a", "1", "c", "2")));
    assertNotEquals(before, FolderDigest.of(folder("four", "a", "1", "b", "2", "c", "")));
    assertNotEquals(before, FolderDigest.of(folder("five", "a", "1", "x/b", "2")));
  }
}

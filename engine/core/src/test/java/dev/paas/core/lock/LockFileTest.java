package dev.paas.core.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers of different keys leave each other's alone. */
final class LockFileTest {
  private static final String TWO =
      """
      # A remark of ours.
      modules:
        cache:   # how it is indented is not ours
            commit: abc
      plugins:
        docker: { version: "1" }
      other: 3
      """;

  private final Path folder;

  LockFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private LockFile file(String text) throws IOException {
    Files.writeString(folder.resolve(LockFile.NAME), text);
    return LockFile.read(folder, "platform.yaml");
  }

  @Test
  void replacesOneKeyAndKeepsTheRestToTheByte() throws IOException {
    LockFile changed = file(TWO).with("plugins", "  docker: { version: \"2\" }\n");
    assertEquals(TWO.replace("\"1\"", "\"2\""), changed.text());
  }

  @Test
  void addsAKeyAtTheEnd() throws IOException {
    assertEquals(TWO + "new:\n  a: 1\n", file(TWO).with("new", "  a: 1\n").text());
    assertEquals("a: 1\nnew:\n  a: 1\n", file("a: 1").with("new", "  a: 1\n").text());
  }

  @Test
  void removesAKey() throws IOException {
    String without = TWO.replace("plugins:\n  docker: { version: \"1\" }\n", "");
    assertEquals(without, file(TWO).with("plugins", "").text());
  }

  @Test
  void beginsANewFileWithARemark() {
    LockFile none = LockFile.read(folder, "platform.yaml");
    assertFalse(none.exists());
    LockFile first = none.with("plugins", "  a: 1\n");
    assertTrue(first.text().matches("# [^\n]*\nplugins:\n  a: 1\n"), first.text());
    first.write();
    LockFile again = LockFile.read(folder, "platform.yaml");
    assertNotNull(again.get("plugins"));
    assertEquals(first.text(), again.text());
  }
}

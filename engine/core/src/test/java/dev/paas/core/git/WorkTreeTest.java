package dev.paas.core.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkTreeTest {
  private final Path folder;

  WorkTreeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void git(String... arguments) throws Git.GitException {
    Git.run(folder, arguments);
  }

  private void commit(String message) throws Git.GitException {
    git("add", "-A");
    git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", message);
  }

  private WorkTree look(Path where) {
    WorkTree found = WorkTree.of(where);
    if (found == null) {
      throw new AssertionError(where + " is in no work tree");
    }
    return found;
  }

  @Test
  void outsideOfAWorkTreeThereIsNone() {
    assertNull(WorkTree.of(folder));
  }

  @Test
  void beforeTheFirstCommitThereIsABranchOnly() throws Exception {
    git("init", "-q", "-b", "trunk");
    assertEquals(new WorkTree("", "trunk", false), look(folder));
  }

  @Test
  void theCommitIsToldWithTheBranchAndWithoutOne() throws Exception {
    git("init", "-q", "-b", "trunk");
    Files.writeString(folder.resolve("a"), "1");
    commit("one");
    String commit = Git.run(folder, "rev-parse", "HEAD").strip();
    assertEquals(new WorkTree(commit, "trunk", false), look(folder));
    assertEquals(commit.substring(0, 12), look(folder).shortCommit());
    git("checkout", "-q", "--detach");
    assertEquals(new WorkTree(commit, "", false), look(folder));
  }

  @Test
  void theFolderCountsAndNothingBesideIt() throws Exception {
    Path part = Files.createDirectories(folder.resolve("part"));
    git("init", "-q", "-b", "trunk");
    Files.writeString(part.resolve("a"), "1");
    Files.writeString(folder.resolve(".gitignore"), "*.log\n");
    commit("one");
    Files.writeString(folder.resolve("beside"), "1");
    assertFalse(look(part).dirty());
    assertTrue(look(folder).dirty());
    Files.writeString(part.resolve("a.log"), "ignored");
    Files.createDirectories(part.resolve(".paas"));
    Files.writeString(part.resolve(".paas/state"), "the state");
    assertFalse(look(part).dirty());
    Files.writeString(part.resolve("a"), "2");
    assertTrue(look(part).dirty());
  }

  @Test
  void whatIsAddedOrDeletedIsNotWhatTheCommitHas() throws Exception {
    git("init", "-q", "-b", "trunk");
    Files.writeString(folder.resolve("a"), "1");
    commit("one");
    deleteAndLook();
    git("checkout", "-q", "--", "a");
    assertFalse(look(folder).dirty());
    Files.writeString(folder.resolve("new"), "1");
    assertTrue(look(folder).dirty());
    git("add", "new");
    assertTrue(look(folder).dirty());
  }

  private void deleteAndLook() throws IOException {
    Files.delete(folder.resolve("a"));
    assertTrue(look(folder).dirty());
  }
}

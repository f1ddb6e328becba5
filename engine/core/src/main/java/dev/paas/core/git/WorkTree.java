package dev.paas.core.git;

import dev.paas.core.git.Git.GitException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a folder in a work tree of git stands.
 *
 * @param commit the commit that is checked out, in full; empty before the first one
 * @param branch the branch; empty when none is checked out
 * @param dirty whether the folder has something else than the commit has: changed, added, deleted
 *     or untracked files. What git ignores and the state in {@code .paas} do not count
 */
public record WorkTree(String commit, String branch, boolean dirty) {
  private static final String COMMIT = "# branch.oid ";
  private static final String BRANCH = "# branch.head ";
  private static final int SHORT = 12;

  /**
   * Asks git. Nothing is written, not even git's own index.
   *
   * @return {@code null} outside of a work tree, or where git is not installed
   */
  public static @Nullable WorkTree of(Path folder) {
    try {
      return parse(
          Git.run(
              folder,
              "--no-optional-locks",
              "-c",
              "core.fsmonitor=false",
              "status",
              "--porcelain=v2",
              "--branch",
              "--untracked-files=normal",
              "--",
              ".",
              ":(exclude).paas"));
    } catch (GitException notThere) {
      return null;
    }
  }

  private static WorkTree parse(String status) {
    String commit = "";
    String branch = "";
    boolean dirty = false;
    for (String line : status.lines().toList()) {
      if (line.startsWith(COMMIT)) {
        commit = named(line.substring(COMMIT.length()));
      } else if (line.startsWith(BRANCH)) {
        branch = named(line.substring(BRANCH.length()));
      } else if (!line.startsWith("#")) {
        dirty = true;
      }
    }
    return new WorkTree(commit, branch, dirty);
  }

  /** Git writes {@code (initial)} and {@code (detached)} for what there is not. */
  private static String named(String text) {
    return text.startsWith("(") ? "" : text;
  }

  /** The commit's first digits, for people; empty before the first commit. */
  public String shortCommit() {
    return commit.substring(0, Math.min(SHORT, commit.length()));
  }
}

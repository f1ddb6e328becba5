package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.git.WorkTree;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the folders of platforms stand in work trees of git. */
final class WorkTrees {
  private WorkTrees() {}

  /**
   * Where a platform's file stands; {@code null} outside of a work tree. Most often asks nobody.
   */
  static @Nullable WorkTree of(Path platformFile) {
    Path folder = platformFile.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return null;
    }
    for (Path each = folder; each != null; each = each.getParent()) {
      if (Files.exists(each.resolve(".git"))) {
        return WorkTree.of(folder);
      }
    }
    return null;
  }

  /**
   * Checks that what a platform's folder has is what a commit has.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException otherwise
   */
  static void requireClean(Path platformFile, String name) {
    WorkTree workTree = of(platformFile);
    if (workTree == null) {
      throw Diagnostic.error(Problem.GIT_NOT_CLEAN, name + " is in no work tree of git")
          .detail("--require-clean wants it to be as a commit has it.")
          .toException();
    }
    if (workTree.dirty() || workTree.commit().isEmpty()) {
      throw Diagnostic.error(
              Problem.GIT_NOT_CLEAN, "the folder of " + name + " is not as its commit has it")
          .detail("--require-clean wants it to be. Nothing was changed.")
          .hint("git status shows the difference; commit it, or stash it.")
          .toException();
    }
  }

  /**
   * Checks that a saved plan was made from what a commit has.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException otherwise
   */
  static void requireCommitted(@Nullable WorkTree ofPlan, String plan) {
    if (ofPlan == null || ofPlan.dirty() || ofPlan.commit().isEmpty()) {
      throw Diagnostic.error(
              Problem.GIT_NOT_CLEAN, "the plan " + plan + " was not made from a commit")
          .detail(
              ofPlan == null
                  ? "It was made outside of a work tree of git."
                  : "The folder had changes that were not committed.")
          .hint("Commit the files, and plan again.")
          .toException();
    }
  }
}

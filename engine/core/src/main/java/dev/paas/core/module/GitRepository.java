package dev.paas.core.module;

import dev.paas.core.git.Git;
import dev.paas.core.git.Git.GitException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A repository somewhere else. */
final class GitRepository {
  private final String url;

  GitRepository(String url) {
    this.url = url;
  }

  /**
   * The commit that a tag, a branch, or without either the default branch stands for now.
   *
   * @param ref empty for the default branch
   * @param folder any folder that exists
   * @return {@code null} when there is no such tag or branch
   */
  @Nullable String resolve(String ref, Path folder) throws GitException {
    if (GitSource.isCommit(ref)) {
      return ref;
    }
    Map<String, String> commits = new HashMap<>();
    String listed =
        ref.isEmpty()
            ? Git.run(folder, "ls-remote", "--", url, "HEAD")
            : Git.run(
                folder,
                "ls-remote",
                "--",
                url,
                "refs/tags/" + ref,
                "refs/tags/" + ref + "^{}",
                "refs/heads/" + ref);
    for (String line : listed.lines().toList()) {
      String[] parts = line.split("\t", 2);
      if (parts.length == 2 && GitSource.isCommit(parts[0])) {
        commits.put(parts[1], parts[0]);
      }
    }
    if (ref.isEmpty()) {
      return commits.get("HEAD");
    }
    String tag = commits.getOrDefault("refs/tags/" + ref + "^{}", commits.get("refs/tags/" + ref));
    return tag != null ? tag : commits.get("refs/heads/" + ref);
  }

  /**
   * Brings the files of a commit here, as a whole or not at all.
   *
   * @param target the folder that is to hold them; nothing happens when it is there
   */
  void fetch(String commit, Path target) throws GitException, IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
    Path work = Files.createTempDirectory(parent, ".fetching-");
    try {
      Git.run(work, "init", "-q");
      fetchInto(work, commit);
      Git.run(work, "checkout", "-q", "--detach", commit);
      delete(work.resolve(".git"));
      Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException meanwhile) {
      // Somebody else has brought the same.
      delete(work);
    } finally {
      delete(work);
    }
  }

  /** Just the commit, where the server lets one ask for it; otherwise all that has a name. */
  private void fetchInto(Path work, String commit) throws GitException {
    try {
      Git.run(work, "fetch", "-q", "--depth", "1", "--no-tags", "--", url, commit);
    } catch (GitException refused) {
      Git.run(work, "fetch", "-q", "--tags", "--", url, "+refs/heads/*:refs/remotes/origin/*");
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

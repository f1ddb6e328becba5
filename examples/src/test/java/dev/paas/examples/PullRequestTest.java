package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code examples/pull-request}: a branch is planned and commented on, merged into a bare
 * repository, and the plan is applied there. Stand-ins for {@code gh} and {@code curl} keep the
 * comments in a folder.
 */
final class PullRequestTest {
  private static final String GH =
      """
      #!/bin/sh
      # gh api [--paginate] [--method METHOD] PATH [-F body=@FILE] [--jq FILTER] [--silent]
      for word; do
        case "$word" in body=@*) body=${word#body=@} ;; PATCH|POST) method=$word ;; esac
      done
      case "${method:-GET}" in
        GET) if [ -f "$COMMENTS/1" ]; then echo 1; fi ;;
        *) cp "$body" "$COMMENTS/1"; echo "$method" >> "$COMMENTS/calls" ;;
      esac
      """;
  private static final String CURL =
      """
      #!/bin/sh
      # curl … [--request METHOD] [--data-urlencode body@FILE] URL
      for word; do
        case "$word" in body@*) body=${word#body@} ;; PUT|POST) method=$word ;; esac
      done
      case "${method:-GET}" in
        GET) if [ -f "$COMMENTS/1" ]; then jq --raw-input --slurp '[{id: 1, body: .}]' "$COMMENTS/1"
             else echo '[]'; fi ;;
        *) cp "$body" "$COMMENTS/1"; echo "$method" >> "$COMMENTS/calls" ;;
      esac
      """;

  private final Path bare;
  private final Path work;
  private final Path artifacts;
  private final Path comments;
  private final Path bin;

  PullRequestTest(@TempDir Path folder) throws IOException {
    this.bare = folder.resolve("bare");
    this.work = folder.resolve("work");
    this.artifacts = Files.createDirectories(folder.resolve("artifacts"));
    this.comments = Files.createDirectories(folder.resolve("comments"));
    this.bin = Files.createDirectories(folder.resolve("bin"));
  }

  @BeforeEach
  void repository() throws IOException, InterruptedException {
    program("gh", GH);
    program("curl", CURL);
    ExampleFolder.copy("pull-request", work);
    run("git", "init", "-q", "--bare", "-b", "main", bare.toString());
    run("git", "init", "-q", "-b", "main", ".");
    run("git", "remote", "add", "origin", bare.toString());
    commit("first");
    run("git", "push", "-q", "origin", "main");
    run("git", "checkout", "-q", "-b", "change");
  }

  private void program(String name, String text) throws IOException {
    Path program = Files.writeString(bin.resolve(name), text);
    assertTrue(program.toFile().setExecutable(true));
  }

  private void commit(String message) throws IOException, InterruptedException {
    run("git", "add", "-A");
    run("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", message);
  }

  private String run(String... command) throws IOException, InterruptedException {
    return run(0, command);
  }

  private String run(int code, String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(work.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", bin + ":" + Paas.binaries() + ":" + System.getenv("PATH"));
    environment.put("COMMENTS", comments.toString());
    environment.put("GITHUB_REPOSITORY", "shop/platform");
    environment.put("CI_API_V4_URL", "https://gitlab.example.com/api/v4");
    environment.put("CI_PROJECT_ID", "7");
    environment.put("GITLAB_TOKEN", "t");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, process.waitFor(), () -> words + ":\n" + said);
    return said;
  }

  private String comment() throws IOException {
    return Files.readString(comments.resolve("1"));
  }

  private void edit(String from, String to) throws IOException {
    Path file = work.resolve("platform.yaml");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  private void plan(String host) throws IOException, InterruptedException {
    run("ci/plan", artifacts.toString());
    run("ci/comment-" + host, "12", artifacts.resolve("comment.md").toString());
  }

  private void merge() throws IOException, InterruptedException {
    run("git", "push", "-q", "origin", "change");
    run("git", "checkout", "-q", "main");
    run("git", "-c", "user.name=T", "-c", "user.email=t@e.org", "merge", "-q", "--no-ff", "change");
    run("git", "push", "-q", "origin", "main");
  }

  @Test
  void whatWasReviewedIsApplied() throws IOException, InterruptedException {
    edit("default: Welcome", "default: Hello");
    commit("hello");
    plan("github");
    assertTrue(comment().startsWith("<!-- paas plan: reviewed -->\n"), comment());
    assertTrue(comment().contains("1 to create"), comment());
    assertTrue(comment().contains("`change`"), comment());
    String first = comment();
    plan("github");
    assertEquals(first, comment(), "the same plan gives the same comment");
    assertEquals("POST\nPATCH\n", Files.readString(comments.resolve("calls")));
    merge();
    run("ci/apply", artifacts.toString());
    assertEquals("Hello\n", Files.readString(work.resolve("generated/motd")));
    assertEquals("", run("git", "status", "--porcelain"));
  }

  @Test
  void whatWasNotReviewedIsNot() throws IOException, InterruptedException {
    assumeTrue(new ProcessBuilder("which", "jq").start().waitFor() == 0, "jq is not installed");
    edit("default: Welcome", "default: Hello");
    commit("hello");
    plan("gitlab");
    plan("gitlab");
    assertEquals("POST\nPUT\n", Files.readString(comments.resolve("calls")));
    edit("default: Hello", "default: Goodbye");
    commit("something else");
    merge();
    String refused = run(1, "ci/apply", artifacts.toString());
    assertTrue(refused.contains("the configuration has changed since it was made"), refused);
    assertFalse(Files.exists(work.resolve("generated/motd")));
  }

  /** The commands that are run are those in the workflows. */
  @Test
  void theWorkflowsRunTheseCommands() throws IOException {
    String github = Files.readString(work.resolve(".github/workflows/paas.yml"));
    String gitlab = Files.readString(work.resolve(".gitlab-ci.yml"));
    for (String workflow : List.of(github, gitlab)) {
      assertTrue(workflow.contains("ci/plan \"$"), workflow);
      assertTrue(workflow.contains("ci/apply \"$"), workflow);
    }
    assertTrue(github.contains("run: ci/comment-github \"${{"), github);
    assertTrue(gitlab.contains("- ci/comment-gitlab \"$CI_MERGE_REQUEST_IID\""), gitlab);
  }
}

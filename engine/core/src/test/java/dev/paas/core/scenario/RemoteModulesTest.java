package dev.paas.core.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.core.address.Address;
import dev.paas.core.engine.ModuleFetching;
import dev.paas.core.module.RemoteModules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules from a repository of git: a bare one that the test makes. */
final class RemoteModulesTest {
  private static final String MODULE =
      """
      variables: { n: { type: integer, default: 1 } }
      modules: { inner: { source: ../inner } }
      resources: { one: { type: fake.plain, value: "%s ${vars.n}" } }
      outputs: { out: { value: "${resources.one.out}" } }
      """;

  private final Path folder;
  private final Path work;
  private final Path bare;

  RemoteModulesTest(@TempDir Path folder) {
    this.folder = folder.resolve("platform");
    this.work = folder.resolve("work");
    this.bare = folder.resolve("repository.git");
  }

  @BeforeEach
  void repository() throws IOException, InterruptedException {
    assumeTrue(isGitThere(), "does not apply: git is not installed");
    Files.createDirectories(work.resolve("box"));
    Files.createDirectories(work.resolve("inner"));
    git(work, "init", "-q", "-b", "main");
    write("inner/module.yaml", "resources: { in: { type: fake.plain, value: inner } }\n");
    commit("first", "v1");
    git(work, "clone", "-q", "--bare", work.toString(), bare.toString());
    git(work, "remote", "add", "origin", bare.toString());
  }

  private static boolean isGitThere() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static String git(Path in, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t"));
    command.addAll(List.of("-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
    return said.strip();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(work.resolve(name), text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Commits the module with a text in it, and returns the commit. */
  private String commit(String text, String tag) throws IOException, InterruptedException {
    write("box/module.yaml", MODULE.formatted(text));
    git(work, "add", "-A");
    git(work, "commit", "-q", "-m", text);
    git(work, "tag", "-f", "-a", tag, "-m", tag);
    return git(work, "rev-parse", "HEAD");
  }

  private void push() throws IOException, InterruptedException {
    git(work, "push", "-q", "-f", "--tags", "origin", "main");
  }

  private Scene scene(String ref) {
    return Scene.in(folder)
        .file(
            """
            modules: { box: { source: "git::file://%s//box%s", inputs: { n: 2 } } }
            resources: { after: { type: fake.plain, value: "${modules.box.out}" } }
            """
                .formatted(bare, ref));
  }

  private ModuleFetching fetching() {
    return new ModuleFetching(
        folder.resolve("platform.yaml"),
        "platform.yaml",
        List.of(folder.resolve("plugins")),
        Map.of());
  }

  private static Object value(Scene scene) {
    Address one = Address.parse("modules.box.resources.one");
    return String.valueOf(
        Objects.requireNonNull(scene.recorded().record(one)).attributes().getString("value"));
  }

  @Test
  void whatWasNotFetchedIsAnError() {
    try (Scene scene = scene("?ref=v1")) {
      String refusal = Scene.refusal(scene::plan);
      assertTrue(
          refusal.startsWith("module.not-fetched: modules.box has not been fetched"), refusal);
      assertTrue(refusal.contains("Run paas modules get."), refusal);
    }
  }

  @Test
  void aTagIsPinnedByItsCommit() throws IOException, InterruptedException {
    String first = git(work, "rev-parse", "HEAD");
    try (Scene scene = scene("?ref=v1")) {
      String pin = "file://" + bare + "?ref=v1";
      assertEquals(List.of(new RemoteModules.Change(pin, null, first)), fetching().get());
      assertTrue(Files.readString(folder.resolve(".paas.lock.yaml")).contains(first));
      scene.applied();
      assertEquals("first 2", value(scene));
      scene.assertSettled();

      // The tag moves; what is pinned does not, also when it has to be fetched again.
      String second = commit("second", "v1");
      push();
      assertEquals(List.of(), fetching().get());
      delete(folder.resolve(".paas/modules"));
      assertTrue(Scene.refusal(scene::plan).startsWith("module.not-fetched"));
      assertEquals(List.of(), fetching().get());
      assertTrue(scene.plan().isEmpty());

      assertEquals(
          List.of(new RemoteModules.Change(pin, first, second)), fetching().update(List.of("box")));
      scene.applied();
      assertEquals("second 2", value(scene));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void aBranchACommitAndTheDefaultCanBeTaken() throws IOException, InterruptedException {
    String first = git(work, "rev-parse", "HEAD");
    String second = commit("second", "v2");
    push();
    for (String ref : List.of("", "?ref=main", "?ref=v2", "?ref=" + second)) {
      try (Scene scene = scene(ref)) {
        List<RemoteModules.Change> changes = fetching().update(List.of());
        assertTrue(
            changes.stream().anyMatch(change -> second.equals(change.after())), ref + changes);
        assertTrue(scene.plan().counts().size() > 0);
      }
    }
    try (Scene scene = scene("?ref=" + first)) {
      List<RemoteModules.Change> changes = fetching().update(List.of());
      assertTrue(changes.stream().anyMatch(change -> first.equals(change.after())));
      scene.applied();
      assertEquals("first 2", value(scene));
    }
  }

  @Test
  void whatCannotBeFetchedPinsNothing() {
    try (Scene scene = scene("?ref=none")) {
      String refusal = Scene.refusal(() -> fetching().get());
      assertTrue(refusal.contains("has no tag or branch none"), refusal);
      assertFalse(Files.exists(folder.resolve(".paas.lock.yaml")));
      assertTrue(Scene.refusal(scene::plan).startsWith("module.not-fetched"));
    }
  }

  @Test
  void aModuleCannotLeadOutOfItsRepository() throws IOException, InterruptedException {
    write("inner/module.yaml", "modules: { out: { source: ../../../.. } }\n");
    commit("out", "v3");
    push();
    try (Scene scene = scene("?ref=v3")) {
      String refusal = Scene.refusal(() -> fetching().get());
      assertTrue(refusal.contains("leads out of the repository"), refusal);
      assertTrue(refusal.contains("in modules.box.modules.inner (../inner), called here"), refusal);
      assertTrue(Scene.refusal(scene::plan).startsWith("module.not-fetched"));
    }
  }

  @Test
  void anOptionIsNoAddress() {
    for (String source :
        List.of(
            "git::--upload-pack=touch /tmp/x",
            "git::ext::sh -c touch",
            "git::ssh://-oProxyCommand=x/y",
            "git::https://h/r?ref=--upload-pack=x",
            "git::https://user:secret@h/r",
            "git::https://h/r//../x",
            "https://h/r")) {
      try (Scene scene =
          Scene.in(folder).file("modules: { box: { source: \"" + source + "\" } }\n")) {
        String refusal = Scene.refusal(scene::plan);
        assertTrue(refusal.startsWith("module.source: "), source + ": " + refusal);
        assertFalse(refusal.contains("secret"), refusal);
      }
    }
  }
}

package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./paas}, in a source tree of a few files with a Maven that only counts its runs. */
final class SourceTreeTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String JAVA_SH = "engine/dist/src/main/installation/lib/java.sh";
  private static final String SOURCE = "engine/core/src/main/java/Source.java";

  @TempDir Path folder = Path.of("");
  private Path tree = Path.of("");

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(folder.resolve("source tree"));
    Files.copy(ROOT.resolve("paas"), tree.resolve("paas"));
    Files.createDirectories(tree.resolve(JAVA_SH).getParent());
    Files.copy(ROOT.resolve(JAVA_SH), tree.resolve(JAVA_SH));
    for (String part : List.of("pom.xml", SOURCE, "engine/core/src/test/java/SourceTest.java")) {
      write(part, "");
    }
    for (String part : List.of("providers", "schema", "state-backends", "examples/quickstart")) {
      Files.createDirectories(tree.resolve(part));
    }
    maven(
        """
        mkdir -p engine/dist/target/paas/bin
        cat >engine/dist/target/paas/bin/paas <<'END'
        #!/bin/sh
        printf '<%s>' "$@"
        exit 7
        END
        chmod 755 engine/dist/target/paas/bin/paas
        touch engine/dist/target/built
        """);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(tree.resolve(file).getParent());
    Files.writeString(tree.resolve(file), text);
  }

  /** Makes a Maven of this script, which first writes down that it was run. */
  private void maven(String script) throws IOException {
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho run >>'" + folder + "/runs'\n" + script);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Command paas(String... arguments) {
    return paasAt(tree.resolve("paas"), arguments);
  }

  private Command paasAt(Path launcher, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = launcher.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new Command(folder, command)
        .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
  }

  private int builds() throws IOException {
    Path runs = folder.resolve("runs");
    return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
  }

  private void changeLater(String file) throws IOException {
    Files.setLastModifiedTime(tree.resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
  }

  @Test
  void buildsOnFirstUseOnly() throws Exception {
    Command.Result first = paas("plan", "a b").run();
    assertEquals("building paas (first use)…\n", first.err());
    assertEquals("<plan><a b>", first.out());
    assertEquals(7, first.exitCode());

    Command.Result second = paas("plan").run();
    assertEquals("", second.err());
    assertEquals(1, builds());
  }

  @Test
  void buildsAgainWhenASourceHasChanged() throws Exception {
    paas().run();
    changeLater("engine/core/src/test/java/SourceTest.java");
    assertEquals("", paas().run().err(), "tests are no part of it");

    changeLater(SOURCE);
    assertEquals("building paas (its sources have changed)…\n", paas().run().err());
    assertEquals(2, builds());
  }

  @Test
  void buildsAgainWhenASourceWasDeleted() throws Exception {
    paas().run();
    Files.delete(tree.resolve(SOURCE));
    Path parent = tree.resolve(SOURCE).getParent();
    Files.setLastModifiedTime(parent, FileTime.from(Instant.now().plusSeconds(5)));

    paas().run();

    assertEquals(2, builds());
  }

  @Test
  void runsThroughASymbolicLinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("source tree/paas"));

    assertEquals("<version>", paasAt(link, "version").run().out());
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    List<Command.Result> results = paas("version").runAtOnce(3);

    assertEquals(1, builds());
    results.forEach(result -> assertEquals("<version>", result.out(), result::toString));
    assertFalse(Files.exists(tree.resolve("target/build.lock")));
  }

  @Test
  void takesOverTheLockOfABuildThatWasKilled() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    write("target/build.lock", gone.pid() + "\n");

    assertEquals("<version>", paas("version").run().out());
  }

  @Test
  void showsWhatMavenSaysWhenTheBuildFails() throws Exception {
    maven("echo '[ERROR] Source.java:[3,7] cannot find symbol'\nexit 1\n");

    Command.Result result = paas("version").run();

    assertEquals(1, result.exitCode());
    assertEquals("", result.out());
    assertEquals(
        """
        building paas (first use)…
        [ERROR] Source.java:[3,7] cannot find symbol
        error: the build of paas has failed
          → What Maven said is above.
        """,
        result.err());
    assertFalse(Files.exists(tree.resolve("target/build.lock")));
  }

  @Test
  void tellsThatItNeedsMavenAndACompiler() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("find", "readlink", "mkdir", "cat", "rm")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin").resolve(tool));
    }
    Command.Result noMaven = paas("version").with("PATH", tools.toString()).run();
    assertEquals(1, noMaven.exitCode());
    assertTrue(noMaven.err().contains("building paas needs Maven"), noMaven::err);

    Path runtime = Files.createDirectories(folder.resolve("jre/bin")).resolve("java");
    Files.writeString(runtime, "#!/bin/sh\n");
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
    Command.Result noCompiler = paas("version").with("JAVA_HOME", folder + "/jre").run();
    assertEquals(1, noCompiler.exitCode());
    assertTrue(noCompiler.err().contains("building paas needs a JDK"), noCompiler::err);
  }
}

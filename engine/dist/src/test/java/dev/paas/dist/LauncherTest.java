package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LauncherTest {
  private static final String PLATFORM =
      """
      apiVersion: paas/v1
      name: launched
      resources:
        id: { type: random.id, bytes: 4 }
      outputs:
        length: { value: "${size(resources.id.hex)}" }
      """;

  @TempDir Path folder = Path.of("");

  private Command paas(String... arguments) {
    return paasOf(Installation.BUILT, arguments);
  }

  private Command paasOf(Path installation, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = Installation.launcher(installation);
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new Command(folder, command);
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void assertDone(Command.Result result) {
    assertAll(
        () -> assertEquals("", result.err()),
        () -> assertEquals(0, result.exitCode(), result::toString));
  }

  @Test
  void showsItsVersionAndHelp() throws Exception {
    Command.Result version = paas("version").run();
    assertDone(version);
    assertTrue(version.out().startsWith("paas 0."), version::out);

    Command.Result help = paas("--help").run();
    assertDone(help);
    assertTrue(help.out().contains("Usage: paas COMMAND"), help::out);
  }

  @Test
  void listsThePluginsOfTheInstallation() throws Exception {
    Command.Result result = paas("providers").run();

    assertDone(result);
    List<String> names =
        result
            .out()
            .lines()
            .filter(line -> line.matches("[a-z].*"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList();
    assertEquals(List.of("builtin", "docker", "etcd", "jclouds", "local"), names);
  }

  @Test
  void listsPluginsOfOtherFolders() throws Exception {
    Path installation = Installation.unpack(folder);
    Path plugins = Files.createDirectories(folder.resolve("my plugins"));
    Files.move(installation.resolve("plugins/docker"), plugins.resolve("docker"));
    Path none = folder.resolve("none");

    Command.Result without = paasOf(installation, "providers").run();
    Command.Result with =
        paasOf(installation, "providers").with("PAAS_PLUGINS", none + ":" + plugins).run();

    assertDone(without);
    assertFalse(without.out().contains("docker "), without::out);
    assertDone(with);
    assertTrue(with.out().contains("docker "), with::out);
  }

  @Test
  void passesExitCodesOn() throws Exception {
    Files.writeString(folder.resolve("platform.yaml"), PLATFORM);

    assertEquals(0, paas("validate").run().exitCode());
    assertEquals(2, paas("plan", "--detailed-exitcode").run().exitCode());
    assertEquals(1, paas("paln").run().exitCode());
  }

  @Test
  void passesArgumentsOnAsTheyAre() throws Exception {
    String odd = "a  b 'c' \"d\" $HOME * \\ é";
    Files.createDirectories(folder.resolve(odd));
    Files.writeString(folder.resolve(odd).resolve("platform.yaml"), PLATFORM);

    assertDone(paas("validate", "-f", odd).with("LC_ALL", "C.UTF-8").run());
  }

  @Test
  void runsThroughSymbolicLinks() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Files.createSymbolicLink(first, Path.of(Installation.launcher(Installation.BUILT)));
    Files.createSymbolicLink(second, Path.of("first"));

    assertDone(new Command(folder, second.toString(), "version").run());
    assertDone(
        new Command(folder, "sh", "-c", "second version")
            .with("PATH", folder + ":" + System.getenv("PATH"))
            .run());
  }

  @Test
  void startsWithTheArchiveOfTheBuild() throws Exception {
    Files.writeString(folder.resolve("platform.yaml"), PLATFORM);
    Path log = folder.resolve("classes.log");

    paas("plan").with("PAAS_JAVA_OPTIONS", "-Xlog:class+load:file=" + log).run();

    assertFromArchive(log);
    assertEquals(List.of(), Installation.archives(folder));
  }

  /** That nearly all classes of paas and its libraries were in the archive. */
  private static void assertFromArchive(Path log) throws IOException {
    List<String> classes =
        Files.readAllLines(log).stream()
            .filter(line -> line.matches(".* (dev\\.paas|picocli|tools\\.jackson|dev\\.cel)\\..*"))
            .toList();
    long archived = classes.stream().filter(line -> line.contains("shared objects file")).count();
    assertTrue(classes.size() > 500, () -> classes.size() + " classes");
    assertTrue(archived > 0.98 * classes.size(), () -> archived + " of " + classes.size());
  }

  @Test
  void unpackedElsewhereMakesAnArchiveForTheNextRun() throws Exception {
    Path installation = Installation.unpack(folder);
    for (Path shipped : Installation.archives(installation)) {
      Files.delete(shipped);
    }
    List<String> before = Installation.listing(installation);
    Files.writeString(folder.resolve("platform.yaml"), PLATFORM);
    Path cache = folder.resolve("ca che");

    for (Command.Result result :
        paasOf(installation, "version").with("XDG_CACHE_HOME", cache.toString()).runAtOnce(4)) {
      assertDone(result);
    }
    Installation.await("there is an archive and nothing else", () -> isMade(cache));
    Path log = folder.resolve("classes.log");
    Command.Result result =
        paasOf(installation, "apply", "--auto-approve")
            .with("XDG_CACHE_HOME", cache.toString())
            .with("PAAS_JAVA_OPTIONS", "-Xlog:class+load:file=" + log)
            .run();

    assertDone(result);
    assertTrue(result.out().contains("length = 8"), result::out);
    assertFromArchive(log);
    assertEquals(before, Installation.listing(installation), "the installation is only read");
  }

  @Test
  void runsInAFolderWithASpaceInItsName() throws Exception {
    // Java 17 takes no archive from such a folder; this is about the program only.
    Path installation = Installation.unpack(Files.createDirectories(folder.resolve("some where")));
    Files.writeString(folder.resolve("platform.yaml"), PLATFORM);

    assertDone(paasOf(installation, "apply", "--auto-approve").run());
    Command.Result result = paasOf(installation, "plan").run();

    assertDone(result);
    assertTrue(result.out().contains("No changes"), result::out);
  }

  private static boolean isMade(Path cache) {
    try {
      List<Path> archives = Installation.archives(cache);
      return archives.stream().anyMatch(file -> file.toString().matches(".*\\.(jsa|aot)"))
          && archives.stream()
              .allMatch(file -> file.toString().matches(".*\\.(jsa|jsa\\.home|aot)"));
    } catch (IOException | java.io.UncheckedIOException changing) {
      return false;
    }
  }

  @Test
  void runsWithoutAnArchiveWhereNoneCanBeKept() throws Exception {
    Path installation = Installation.unpack(folder);
    for (Path shipped : Installation.archives(installation)) {
      Files.delete(shipped);
    }
    Path noFolder = Files.createFile(folder.resolve("file"));

    assertDone(paasOf(installation, "version").with("XDG_CACHE_HOME", noFolder.toString()).run());
    assertDone(paasOf(installation, "version").without("HOME").run());
  }

  @Test
  void aDamagedArchiveDoesNoHarm() throws Exception {
    Path installation = Installation.unpack(folder);
    Path cache = folder.resolve("cache");
    paasOf(installation, "version").with("XDG_CACHE_HOME", cache.toString()).run();
    List<Path> places = Installation.archives(installation);
    if (places.isEmpty()) {
      Installation.await("there is an archive", () -> isMade(cache));
      places = Installation.archives(cache);
    }
    for (Path place : places) {
      if (!place.toString().endsWith(".home")) {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(place, "damaged");
      }
    }

    assertDone(paasOf(installation, "version").with("XDG_CACHE_HOME", cache.toString()).run());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signalsReachTheProgram(String signal, int exitCode) throws Exception {
    Path pipe = folder.resolve("vars.yaml");
    Files.writeString(folder.resolve("platform.yaml"), PLATFORM);
    assertDone(new Command(folder, "mkfifo", pipe.toString()).run());
    // Nobody writes into the pipe, so this waits; a caller in the background ignores SIGINT.
    Command.Running running =
        new Command(
                folder,
                "env",
                "--default-signal=INT,TERM",
                Installation.launcher(Installation.BUILT),
                "validate",
                "--vars",
                pipe.toString())
            .start();
    ProcessHandle process = running.process().toHandle();
    Installation.await(
        "the launcher has become Java",
        () -> process.info().command().orElse("").endsWith("/java"));
    // The JVM takes over its signals before it starts a thread of this name.
    Installation.await(
        "the JVM handles signals", () -> hasThread(process.pid(), "Signal Dispatch"));

    assertDone(new Command(folder, "kill", "-" + signal, Long.toString(process.pid())).run());

    assertEquals(exitCode, running.end().exitCode());
  }

  private static boolean hasThread(long pid, String name) {
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
          return true;
        }
      }
      return false;
    } catch (IOException ended) {
      return false;
    }
  }

  @Test
  void refusesAnOldJava() throws Exception {
    Path old = folder.resolve("old");
    write(old.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
    write(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\nJAVA_RUNTIME_VERSION=\"11.0.2+9\"\n");

    Command.Result result = paas("version").with("JAVA_HOME", old.toString()).run();

    assertEquals(1, result.exitCode());
    assertEquals(
        "error: paas needs Java 17 or newer, and "
            + old.resolve("bin/java")
            + " is 11.0.2\n  → Install a newer one, or set JAVA_HOME.\n",
        result.err());
  }

  @Test
  void tellsWhereItLookedForJava() throws Exception {
    Command.Result wrong = paas("version").with("JAVA_HOME", folder + "/none").run();
    assertEquals(1, wrong.exitCode());
    assertTrue(wrong.err().contains("no bin/java in JAVA_HOME, which is " + folder), wrong::err);

    Path tools = Files.createDirectories(folder.resolve("tools"));
    Command.Result none =
        new Command(folder, "/bin/sh", Installation.launcher(Installation.BUILT), "version")
            .without("JAVA_HOME")
            .with("PATH", tools.toString())
            .run();
    assertEquals(1, none.exitCode());
    assertTrue(none.err().contains("paas needs Java, and there is none"), none::err);
  }

  @Test
  void findsJavaOnThePath() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Files.createSymbolicLink(
        tools.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
    Command.Result result =
        paas("version")
            .without("JAVA_HOME")
            .with("PATH", tools + ":" + System.getenv("PATH"))
            .run();

    assertDone(result);
    assertTrue(result.out().contains(System.getProperty("java.runtime.version")), result::out);
    assertEquals(List.of(), Installation.archives(folder), "the archive of the build was found");
  }
}

package dev.paas.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that are told to stop. What they would otherwise wait for takes longer than this test
 * waits for them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancelTest {
  /** Tells its process, and ends when nobody here waits for it any more. */
  private static final String ENDLESS =
      "a: { type: command, create: [sh, -c, \"echo $$ > a.pid; exec sleep 3600\"] }\n";

  /** The same, deaf to being asked to end. */
  private static final String DEAF =
      "a: { type: command, create: [sh, -c, \"trap '' INT TERM; echo $$ > a.pid; sleep 3600\"] }\n";

  @TempDir Path folder = Path.of("");
  private final List<Command.Running> started = new ArrayList<>();

  @AfterEach
  void endAll() throws Exception {
    for (Command.Running each : started) {
      each.process().descendants().forEach(ProcessHandle::destroyForcibly);
      each.process().destroyForcibly().waitFor();
    }
    Path pid = folder.resolve("a.pid");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()))
          .ifPresent(
              left -> {
                left.descendants().forEach(ProcessHandle::destroyForcibly);
                left.destroyForcibly();
              });
    }
  }

  private void platform(String resources) throws IOException {
    Files.writeString(
        folder.resolve("platform.yaml"),
        "apiVersion: paas/v1\nname: cancelled\nresources:\n" + resources.indent(2));
  }

  private Command.Running apply(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                // A caller in the background ignores SIGINT, and so would what it starts.
                "env",
                "--default-signal=INT,TERM",
                Installation.launcher(Installation.BUILT),
                "apply",
                "--auto-approve"));
    command.addAll(List.of(more));
    Command.Running running = new Command(folder, command.toArray(new String[0])).start();
    started.add(running);
    return running;
  }

  private void awaitCommand() throws InterruptedException {
    Path pid = folder.resolve("a.pid");
    Installation.await("the command runs", () -> text(pid).endsWith("\n"));
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static void signal(Command.Running running, String name) throws Exception {
    String pid = String.valueOf(running.process().pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }

  private static void awaitTold(Command.Running running, String what) throws Exception {
    Installation.await("it says: " + what, () -> text(running.err()).contains(what));
  }

  @ParameterizedTest
  @ValueSource(strings = {ENDLESS, DEAF})
  void theSecondTimeItEndsWhateverIsUnderWay(String resource) throws Exception {
    platform(resource);
    Command.Running apply = apply();
    awaitCommand();
    signal(apply, "INT");
    awaitTold(apply, "Finishing what is under way");
    assertTrue(apply.process().isAlive());
    signal(apply, "TERM");
    Command.Result result = apply.end();
    assertEquals(130, result.exitCode(), result::toString);
    assertTrue(result.err().contains("Stopping at once"), result::toString);
  }

  /** It would wait for an hour, and has begun nothing. */
  @Test
  void whoWaitsForAnotherEndsTheFirstTime() throws Exception {
    platform(ENDLESS);
    apply();
    awaitCommand();
    platform("a: { type: command, create: [touch, second] }\n");
    Command.Running second = apply("--lock-timeout", "1h", "--refresh=false");
    Installation.await("it has planned", () -> text(second.out()).contains("a"));
    signal(second, "INT");
    Command.Result result = second.end();
    assertEquals(130, result.exitCode(), result::toString);
    assertTrue(!Files.exists(folder.resolve("second")), result::toString);
  }

  @Test
  void inTheMiddleOfManyWhatIsDoneIsRecorded() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      many.append("r" + i + ": { type: file, path: made/" + i + ", content: made }\n");
    }
    platform(many.toString());
    Path made = folder.resolve("made");
    Command.Running apply = apply();
    Installation.await("it has begun", () -> Files.exists(made));
    signal(apply, "TERM");
    Command.Result result = apply.end();
    assertEquals(130, result.exitCode(), result::toString);
    Command.Result list =
        new Command(folder, Installation.launcher(Installation.BUILT), "state", "list").run();
    try (var files = Files.list(made)) {
      assertEquals(files.count(), list.out().lines().filter(l -> l.contains("resources.")).count());
    }
  }
}

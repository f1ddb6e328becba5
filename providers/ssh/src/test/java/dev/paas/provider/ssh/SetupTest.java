package dev.paas.provider.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.ssh.testkit.SshServer;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps over SSH: what is done, what is not done again, and what is told. */
final class SetupTest {
  private Path folder;
  private SshServer server;
  private Vm vm;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    server = SshServer.in(folder).start();
    vm = new Vm(server, folder);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop();
  }

  @Test
  void stepsAreRunInOrderAndOnce() throws Exception {
    vm.setup(Vm.run("echo one >>log; echo hello; echo oh >&2"), Vm.run("echo two >>log\n"));
    Heard first = new Heard();
    MapValue made = vm.settle(first);
    assertEquals(List.of("one", "two"), Files.readAllLines(server.home("log")));
    assertTrue(first.output.containsAll(List.of("hello", "oh")), () -> first.output.toString());
    assertEquals(List.of(server.hostKey()), made.getList("hostKeys").texts());
    assertEquals(vm.plan(), made, "the plan afterwards changes nothing");

    Heard second = new Heard();
    vm.settle(second);
    assertEquals(2, Files.readAllLines(server.home("log")).size());
    assertTrue(second.progress.isEmpty(), () -> second.progress.toString());
  }

  @Test
  void onlyWhatIsNewOrChangedIsRun() throws Exception {
    vm.setup(Vm.run("echo a >>log"), Vm.run("echo b >>log"), Vm.run("echo a >>log")).settle();
    vm.setup(Vm.run("echo c >>log"), Vm.run("echo a >>log"), Vm.run("echo b >>log")).settle();
    assertEquals(List.of("a", "b", "a", "c"), Files.readAllLines(server.home("log")));
  }

  @Test
  void aProgramWithItsArgumentsIsNotReadByTheShell() throws Exception {
    Value words =
        Value.strings(List.of("sh", "-c", "printf '%s|' \"$@\" >log", "sh", "a b", "it's $HOME"));
    vm.setup(MapValue.builder().put("run", words).build()).settle();
    assertEquals("a b|it's $HOME|", Files.readString(server.home("log")));
  }

  @Test
  void theFirstFailureEndsItAndTheNextRunGoesOnThere() throws Exception {
    Value bad = Vm.run("echo second >>log; echo trouble ahead; test -e allowed; echo never >>log");
    vm.setup(Vm.run("echo first >>log"), bad, Vm.run("echo third >>log"));
    ProviderException failure = vm.fail();
    assertEquals("setup step 2 of 3 ended with exit code 1", failure.reason());
    assertEquals(List.of("trouble ahead"), failure.output());
    assertEquals("setup[1]", String.valueOf(failure.path()));
    assertEquals(1, vm.settled().size());

    Files.createFile(server.home("allowed"));
    vm.settle();
    assertEquals(
        List.of("first", "second", "second", "never", "third"),
        Files.readAllLines(server.home("log")));
    assertEquals(3, vm.settled().size());
  }

  @Test
  void filesArePutInTheirPlaces() throws Exception {
    byte[] binary = new byte[300_000];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) (i * 31 + i / 256);
    }
    Files.write(folder.resolve("source.bin"), binary);
    Path target = server.home("deep/er/it's.bin");
    vm.setup(
            file(
                MapValue.builder()
                    .put("path", target.toString())
                    .put("source", "source.bin")
                    .put("mode", "0640")
                    .put("owner", server.user())
                    .build()),
            file(
                MapValue.builder()
                    .put("path", server.home("text").toString())
                    .put("content", "grüße\n")
                    .build()))
        .settle();
    assertEquals(-1, Arrays.mismatch(binary, Files.readAllBytes(target)));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    assertEquals("grüße\n", Files.readString(server.home("text")));

    Files.writeString(folder.resolve("source.bin"), "other");
    vm.settle();
    assertEquals("other", Files.readString(target), "the source has changed");
  }

  @Test
  void aFileWithoutASourceIsToldInThePlan() {
    vm.setup(file(MapValue.builder().put("path", "/x").put("source", "missing").build()));
    ProviderException failure = assertThrows(ProviderException.class, vm::plan);
    assertEquals("cannot read missing", failure.reason());
    assertEquals("setup[0].file.source", String.valueOf(failure.path()));
  }

  private static MapValue file(MapValue file) {
    return MapValue.builder().put("file", file).build();
  }

  @Test
  void sensitiveVariablesAreMaskedInWhatIsPrinted() throws Exception {
    MapValue step =
        Vm.run("echo \"token $TOKEN, $PLAIN\"; false")
            .with(
                "env",
                MapValue.builder()
                    .put("TOKEN", Value.of("s3cr3t'\"x").asSensitive())
                    .put("PLAIN", "open")
                    .build());
    Heard heard = new Heard();
    ProviderException failure = vm.setup(step).fail(heard);
    assertEquals(List.of("token (sensitive), open"), heard.output);
    assertEquals(List.of("token (sensitive), open"), failure.output());
  }

  @Test
  void whatASensitiveScriptPrintsIsNotShown() throws Exception {
    Value script = Value.of("echo s3cr3t | tee log; exit 3").asSensitive();
    Heard heard = new Heard();
    ProviderException failure = vm.setup(MapValue.builder().put("run", script).build()).fail(heard);
    assertEquals("setup step 1 of 1 ended with exit code 3", failure.reason());
    assertEquals(List.of(), heard.output);
    assertEquals(List.of(), failure.output());
    assertEquals("s3cr3t", Files.readString(server.home("log")).strip());
  }

  @Test
  void theMarkOfSomethingSensitiveIsSensitive() throws Exception {
    Value script = Value.of("true").asSensitive();
    MapValue made = vm.setup(MapValue.builder().put("run", script).build(), Vm.run(":")).settle();
    List<Value> marks = made.getList("settled").values();
    assertTrue(marks.get(0).hasSensitive());
    assertFalse(marks.get(1).hasSensitive());
  }

  @Test
  void aStepThatTakesTooLongIsEnded() throws Exception {
    endsWhatTakesTooLong(false);
  }

  @Test
  void rootsStepThatTakesTooLongIsEnded() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")), "there is no sudo");
    endsWhatTakesTooLong(true);
  }

  private void endsWhatTakesTooLong(boolean sudo) throws Exception {
    MapValue step =
        Vm.run("echo $$ >log; sleep 60")
            .with("timeout", Value.of("3s"))
            .with("sudo", Value.of(sudo));
    ProviderException failure = vm.setup(step).fail();
    assertEquals("setup step 1 of 1 took longer than allowed", failure.reason());
    assertFalse(Files.exists(server.home(".paas/running")));
    if (Files.exists(server.home("log"))) { // On a very slow machine it has not even begun.
      long script = Long.parseLong(Files.readString(server.home("log")).strip());
      for (int i = 0; i < 500 && runs(script); i++) {
        Thread.sleep(20);
      }
      assertFalse(runs(script), "the step was not ended");
    }
  }

  /** Whether a process is there and not only waits for somebody to ask how it ended. */
  private static boolean runs(long process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
      return !stat.contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void rootMayDoIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")), "there is no sudo");
    Value sudo = Value.of(true);
    Path target = server.home("file");
    MapValue place =
        MapValue.builder().put("path", target.toString()).put("content", "text").build();
    MapValue who = Vm.run("echo $WHO is $SUDO_COMMAND >log").with("sudo", sudo);
    vm.setup(
            who.with("env", MapValue.builder().put("WHO", "it's").build()),
            file(place).with("sudo", sudo))
        .settle();
    String printed = Files.readString(server.home("log"));
    assertTrue(printed.startsWith("it's is /"), printed);
    assertEquals("text", Files.readString(target));
  }

  @Test
  void nothingIsLeftOfAScript() throws Exception {
    vm.setup(Vm.run("true")).settle();
    try (var left = Files.list(server.home(".paas"))) {
      assertEquals(List.of("done"), left.map(one -> one.getFileName().toString()).toList());
    }
  }
}

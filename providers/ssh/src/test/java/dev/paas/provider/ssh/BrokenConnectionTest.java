package dev.paas.provider.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.ssh.testkit.SshServer;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break, runs that end in the middle, and machines that are not who they were. */
final class BrokenConnectionTest {
  /** Counts how often it is run, and waits for leave the first time. */
  private static final Value COUNTED =
      Vm.run(
          """
          echo run >>log
          while [ $(wc -l <log) -eq 1 ] && [ ! -e leave ]; do sleep 0.1; done
          """);

  private Path folder;
  private final ExecutorService other = Executors.newSingleThreadExecutor();
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
    other.shutdownNow();
    server.stop();
  }

  private void awaitBegun() throws Exception {
    for (int i = 0; i < 500 && !Files.exists(server.home("log")); i++) {
      Thread.sleep(20);
    }
    assertTrue(Files.exists(server.home("log")), "the step has not begun");
  }

  private List<String> runs() throws IOException {
    return Files.readAllLines(server.home("log"));
  }

  @Test
  void aStepThatGoesOnWithoutItsConnectionIsWaitedForAndNotRepeated() throws Exception {
    Heard heard = new Heard();
    Future<MapValue> settling = other.submit(() -> vm.setup(COUNTED).settle(heard));
    awaitBegun();
    server.cut(true);
    for (int i = 0; i < 500 && heard.progress.stream().noneMatch(this::waits); i++) {
      Thread.sleep(20);
    }
    Files.createFile(server.home("leave"));
    settling.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("run"), runs());
    assertTrue(
        heard.output.contains("step 1 of 1: the machine says that it is done already"),
        () -> heard.output.toString());
  }

  private boolean waits(String progress) {
    return progress.endsWith("waiting for what an earlier run has begun");
  }

  @Test
  void aStepThatEndsWithItsConnectionIsRepeated() throws Exception {
    Heard heard = new Heard();
    Future<MapValue> settling = other.submit(() -> vm.setup(COUNTED).settle(heard));
    awaitBegun();
    server.cut(false);
    settling.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("run", "run"), runs());
    assertTrue(heard.output.get(0).endsWith("was lost; trying again"), heard.output.get(0));
  }

  @Test
  void aStepThatAlwaysLosesItsConnectionIsGivenUp() throws Exception {
    Future<ProviderException> settling =
        other.submit(() -> vm.setup(Vm.run("echo run >>log; sleep 60")).fail());
    awaitBegun();
    for (int run = 1; run <= 3; run++) {
      for (int i = 0; i < 500 && runs().size() < run; i++) {
        Thread.sleep(20);
      }
      assertEquals(run, runs().size());
      server.cut(false);
    }
    ProviderException failure = settling.get(60, TimeUnit.SECONDS);
    assertTrue(failure.reason().endsWith("was lost"), failure.reason());
    assertEquals(3, runs().size());
  }

  @Test
  void whatTheMachineSaysIsDoneIsNotRepeatedAfterACrash() throws Exception {
    vm.setup(Vm.run("echo run >>log"), Vm.run("echo more >>log")).settle();
    vm.forget();
    Heard heard = new Heard();
    MapValue made = vm.settle(heard);
    assertEquals(List.of("run", "more"), runs());
    assertEquals(2, heard.output.size(), () -> heard.output.toString());
    assertEquals(2, made.getList("settled").values().size());
  }

  @Test
  void anInterruptionEndsTheStepAndKeepsWhatWasDone() throws Exception {
    vm.setup(Vm.run("true"), COUNTED);
    Future<ProviderException> settling = other.submit(() -> vm.fail());
    awaitBegun();
    other.shutdownNow();
    ProviderException failure = settling.get(60, TimeUnit.SECONDS);
    assertEquals("it was interrupted while it was set up", failure.reason());
    assertEquals(1, vm.settled().size());
    assertTrue(Files.notExists(server.home(".paas/running")));
  }

  @Test
  void anotherHostKeyIsAnError() throws Exception {
    vm.setup(Vm.run("echo run >>log")).settle();
    String before = server.hostKey();
    server.stop();
    server.newHostKey();
    server.start();
    ProviderException failure = vm.setup(Vm.run("echo again >>log")).fail();
    assertEquals(
        "the machine at 127.0.0.1 has another host key than before: "
            + HostKeys.fingerprint(server.hostKey())
            + ", not "
            + HostKeys.fingerprint(before),
        failure.reason());
    assertEquals(List.of("run"), runs());
  }

  @Test
  void aKeyThatIsNotAcceptedIsToldAfterAWhile() throws Exception {
    Path another = Files.createDirectory(folder.resolve("another"));
    String key = SshServer.in(another).privateKey();
    MapValue login =
        MapValue.builder()
            .put("user", server.user())
            .put("port", server.port())
            .put("privateKey", Value.of(key).asSensitive())
            .build();
    ProviderException failure =
        vm.with("login", login).ready("ssh", Value.of(true), "300ms").fail();
    assertTrue(failure.reason().endsWith("does not accept the private key"), failure.reason());
  }

  @Test
  void aKeyThatIsNoneIsToldAtOnce() throws Exception {
    MapValue login = MapValue.builder().put("privateKey", "nonsense").build();
    ProviderException failure = vm.with("login", login).ready("ssh", Value.of(true), "5m").fail();
    assertEquals("the private key cannot be read", failure.reason());
    assertEquals("login.privateKey", String.valueOf(failure.path()));
  }

  @Test
  void withoutAKeyThePlanSaysThatItCannotWork() {
    vm.with("login", MapValue.empty()).setup(Vm.run("true"));
    ProviderException failure = assertThrows(ProviderException.class, vm::plan);
    assertEquals("no private key is given to log in with", failure.reason());
  }
}

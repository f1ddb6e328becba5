package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.harness.Calls;
import dev.paas.provider.docker.harness.Managed;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a new version takes the place of the old one. */
class RolloutTest extends Scenario {

  /** What runs at a moment: how many of the old version, how many of the new one. */
  private record Moment(int old, int young) {}

  /** Changes the service and writes down what runs after each call to the engine. */
  private List<Moment> watch(Managed service, String name, String changed) throws Exception {
    Set<String> old = new HashSet<>(platform().containerIds(name));
    List<Moment> moments = new ArrayList<>();
    Calls calls =
        Calls.watched(
            platform().client(),
            call -> {
              List<String> running =
                  platform().containers(name).stream()
                      .filter(Scenario::isRunning)
                      .map(container -> container.path("Id").asText())
                      .toList();
              int remaining = (int) running.stream().filter(old::contains).count();
              Moment moment = new Moment(remaining, running.size() - remaining);
              synchronized (moments) {
                moments.add(moment);
              }
            });
    Managed watched = service.on(platform().through(calls.client()));
    watched.apply(changed);
    assertEquals("running", watched.attributes().getString("status"));
    return moments;
  }

  private static int most(List<Moment> moments) {
    return moments.stream().mapToInt(m -> m.old() + m.young()).max().orElse(0);
  }

  private static int fewest(List<Moment> moments) {
    return moments.stream().mapToInt(m -> m.old() + m.young()).min().orElse(0);
  }

  @Test
  void rollingReplacesOneAfterTheOther() throws Exception {
    Managed service = platform().service("api");
    service.apply(service("replicas: 3", HEALTHY, "env: {V: '1'}"));
    List<Moment> moments = watch(service, "api", service("replicas: 3", HEALTHY, "env: {V: '2'}"));
    assertEquals(3, fewest(moments), "never fewer than there should be");
    assertEquals(4, most(moments), "one at a time");
    assertEquals(new Moment(0, 3), moments.get(moments.size() - 1));
  }

  @Test
  void maxParallelIsHowManyAreReplacedAtATime() throws Exception {
    String deploy = "deploy: {maxParallel: 2}";
    Managed service = platform().service("api");
    service.apply(service("replicas: 3", HEALTHY, deploy, "env: {V: '1'}"));
    List<Moment> moments =
        watch(service, "api", service("replicas: 3", HEALTHY, deploy, "env: {V: '2'}"));
    assertEquals(3, fewest(moments));
    assertEquals(5, most(moments), "two at a time");
  }

  @Test
  void recreateStopsTheOldOnesFirst() throws Exception {
    String deploy = "deploy: {strategy: 'recreate', maxParallel: 2}";
    Managed service = platform().service("api");
    service.apply(service("replicas: 2", HEALTHY, deploy, "env: {V: '1'}"));
    List<Moment> moments =
        watch(service, "api", service("replicas: 2", HEALTHY, deploy, "env: {V: '2'}"));
    assertTrue(moments.stream().noneMatch(m -> m.old() > 0 && m.young() > 0), moments.toString());
    assertEquals(new Moment(0, 2), moments.get(moments.size() - 1));
  }

  @Test
  void twoNeverWriteToTheSameVolume() throws Exception {
    Managed volume = platform().volume("data");
    volume.apply("{}");
    String data =
        "volumes: [{volume: 'data', source: '"
            + volume.attributes().getString("name", "")
            + "', target: '/data'}]";
    Managed store = platform().service("store");
    store.apply(service(HEALTHY, data, "env: {V: '1'}"));
    List<Moment> moments = watch(store, "store", service(HEALTHY, data, "env: {V: '2'}"));
    assertEquals(1, most(moments));
  }

  @Test
  void aConfigFileThatChangesRollsTheService() throws Exception {
    String before = service(HEALTHY, "config: [{name: 'app', content: 'a = 1'}]");
    String after = service(HEALTHY, "config: [{name: 'app', content: 'a = 2'}]");
    Managed service = platform().service("api");
    service.apply(before);
    List<String> old = platform().containerIds("api");
    service.apply(before);
    assertEquals(old, platform().containerIds("api"), "the same content");
    assertEquals(List.of("config"), service.changes(after));
    service.apply(after);
    assertNotEquals(old, platform().containerIds("api"));
    assertEquals("a = 2", exec("api", service.attributes(), "cat", "/app"));
  }

  @Test
  void aSecretThatChangesRollsTheService() throws Exception {
    String text = service(HEALTHY, "secrets: [{name: 'a', value: 'one'}, ENV]");
    String env = "{name: 'b', env: 'B', value: 'VALUE'}";
    Managed service = platform().service("api");
    service.apply(text.replace("ENV", env));
    List<String> first = platform().containerIds("api");
    service.apply(text.replace("ENV", env));
    assertEquals(first, platform().containerIds("api"), "the same secrets");

    service.apply(text.replace("ENV", env).replace("one", "two"));
    List<String> second = platform().containerIds("api");
    assertNotEquals(first, second, "another secret in a file");
    assertEquals("two", exec("api", service.attributes(), "cat", "/run/secrets/a"));

    service.apply(text.replace("ENV", env).replace("one", "two").replace("VALUE", "NEW"));
    assertNotEquals(second, platform().containerIds("api"), "another secret in the environment");
  }

  @Test
  void scalingTouchesNothingElse() throws Exception {
    Managed service = platform().service("api");
    service.apply(service("replicas: 2", HEALTHY));
    List<String> two = platform().containerIds("api");
    service.apply(service("replicas: 3", HEALTHY));
    assertEquals(two, platform().containerIds("api").subList(0, 2));
    service.apply(service("replicas: 1", HEALTHY));
    assertEquals(two.subList(0, 1), platform().containerIds("api"));
    service.apply(service("replicas: 0", HEALTHY));
    assertEquals(List.of(), platform().containerIds("api"));
    assertEquals("stopped", service.attributes().getString("status"));
    assertFalse(service.heal(service("replicas: 0", HEALTHY)));
  }

  @Test
  void limitsChangeWhileItRuns() throws Exception {
    Managed service = platform().service("api");
    service.apply(service(HEALTHY, "resources: {limits: {memory: '64M'}}"));
    List<String> ids = platform().containerIds("api");
    service.apply(service(HEALTHY, "resources: {limits: {memory: '96M'}}", "restart: 'no'"));
    assertEquals(ids, platform().containerIds("api"));
    JsonNode host = platform().containers("api").get(0).path("HostConfig");
    assertEquals(96 << 20, host.path("Memory").asLong());
    assertEquals("no", host.path("RestartPolicy").path("Name").asText());
  }

  @Test
  void theReleaseCommandRunsOnceBeforeTheNewVersion() throws Exception {
    Managed volume = platform().volume("data");
    volume.apply("{}");
    String source = volume.attributes().getString("name", "");
    String text =
        service(
            HEALTHY,
            "replicas: 2, env: {V: 'ONE'}, deploy: {maxParallel: 2}",
            "volumes: [{volume: 'data', source: '" + source + "', target: '/data'}]",
            "release: {command: ['sh', '-c', 'echo release $V | tee -a /data/log'],"
                + " timeout: '20s'}");
    Managed service = platform().service("api");
    service.apply(text);
    assertEquals(List.of("release ONE"), service.journal().output());
    service.apply(text.replace("ONE", "TWO"));
    service.apply(text.replace("ONE", "TWO").replace("replicas: 2", "replicas: 3"));
    assertEquals(
        List.of("release ONE", "release TWO"),
        exec("api", service.attributes(), "cat", "/data/log").lines().toList());
  }

  @Test
  void aFailingReleaseCommandStopsTheDeploy() throws Exception {
    String text = service(HEALTHY, "env: {V: '1'}", "release: {command: ['sh', '-c', 'SCRIPT']}");
    Managed service = platform().service("api");
    service.apply(text.replace("SCRIPT", "true"));
    List<String> old = platform().containerIds("api");
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                service.apply(
                    text.replace("SCRIPT", "echo no such table; exit 4").replace("'1'", "'2'")));
    assertEquals("the release command failed with exit code 4", failure.reason());
    assertEquals(List.of("no such table"), failure.output());
    assertEquals(ValuePath.of("release"), failure.path());
    assertEquals(old, platform().containerIds("api"));
    assertTrue(isRunning(platform().containers("api").get(0)));

    Managed other = platform().service("other");
    ProviderException first =
        assertThrows(ProviderException.class, () -> other.apply(text.replace("SCRIPT", "exit 4")));
    assertEquals("The service was not started.", first.detail());
    assertNull(first.partial());
    assertEquals(List.of(), platform().containerIds("other"));
  }

  @Test
  void aReleaseCommandThatTakesTooLongStopsTheDeploy() throws Exception {
    Managed service = platform().service("api");
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                service.apply(service(HEALTHY, "release: {command: 'sleep 1000', timeout: '1s'}")));
    assertEquals("the release command did not end within 1 s", failure.reason());
    assertEquals(List.of(), platform().containerNames());
  }

  @Test
  void aVersionThatNeverGetsHealthyGoesBack() throws Exception {
    Managed service = platform().service("api");
    service.apply(service("replicas: 2", HEALTHY, printing("fine")));
    List<String> old = platform().containerIds("api");
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                service.apply(
                    service("replicas: 2", UNHEALTHY, printing("cannot find my config"))));
    assertEquals("the new version does not get healthy", failure.reason());
    String detail = String.valueOf(failure.detail());
    assertTrue(detail.contains("is unhealthy: too sick."), detail);
    assertTrue(detail.endsWith("What ran before still runs."), detail);
    assertEquals(List.of("cannot find my config"), failure.output());
    assertEquals(old, platform().containerIds("api"));
    assertTrue(platform().containers("api").stream().allMatch(Scenario::isRunning));

    assertFalse(service.heal(service("replicas: 2", HEALTHY, printing("fine"))), "as it was");
  }

  @Test
  void goingBackRestoresWhatWasReplacedAlready() throws Exception {
    // Its second container stays sick: the first one was replaced by then.
    String good = service("replicas: 2", HEALTHY, "restart: 'always', env: {V: '1'}");
    Managed volume = platform().volume("once");
    volume.apply("{}");
    String source = volume.attributes().getString("name", "");
    String bad =
        service(
            "replicas: 2, restart: 'no', env: {V: '2'}",
            "volumes: [{volume: 'once', source: '" + source + "', target: '/once'}]",
            "command: ['sh', '-c', 'mkdir /once/taken || exit 7; sleep 100000']",
            HEALTHY.replace("'true'", "'sleep', '1'"));
    Managed service = platform().service("api");
    service.apply(good);
    List<String> old = platform().containerIds("api");
    ProviderException failure = assertThrows(ProviderException.class, () -> service.apply(bad));
    String detail = String.valueOf(failure.detail());
    assertTrue(detail.contains("ended with exit code 7"), detail);
    assertTrue(detail.endsWith("The old version runs again."), detail);
    assertEquals(old, platform().containerIds("api"));
    for (JsonNode container : platform().containers("api")) {
      assertTrue(isRunning(container));
      assertEquals(
          "always", container.path("HostConfig").path("RestartPolicy").path("Name").asText());
    }
    assertFalse(service.heal(good), "as it was");
  }

  @Test
  void recreateGoesBackToo() throws Exception {
    String deploy = "deploy: {strategy: 'recreate'}";
    Managed service = platform().service("api");
    service.apply(service(HEALTHY, deploy));
    List<String> old = platform().containerIds("api");
    ProviderException failure =
        assertThrows(ProviderException.class, () -> service.apply(service(UNHEALTHY, deploy)));
    assertTrue(String.valueOf(failure.detail()).endsWith("The old version runs again."));
    assertEquals(old, platform().containerIds("api"));
    assertTrue(isRunning(platform().containers("api").get(0)));
  }

  @Test
  void aFirstVersionThatFailsLeavesNothing() throws Exception {
    Managed service = platform().service("api");
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                service.apply(
                    service("restart: 'no', command: ['sh', '-c', 'echo sorry; exit 3']")));
    String detail = String.valueOf(failure.detail());
    assertTrue(detail.contains("ended with exit code 3. Nothing of it is left."), detail);
    assertEquals(List.of("sorry"), failure.output());
    assertNull(failure.partial());
    assertEquals(List.of(), platform().containerNames());
  }

  @Test
  void withoutAutoRollbackItIsLeftToBeLookedAt() throws Exception {
    String keep = "deploy: {autoRollback: false}";
    Managed service = platform().service("api");
    service.apply(service(HEALTHY, keep));
    ProviderException failure =
        assertThrows(ProviderException.class, () -> service.apply(service(UNHEALTHY, keep)));
    assertTrue(String.valueOf(failure.detail()).endsWith("because autoRollback is off."));
    assertEquals(2, platform().containerIds("api").size());
    assertEquals("degraded", service.attributes().getString("status"));

    assertTrue(service.heal(service(HEALTHY, keep)));
    assertEquals(List.of(platform().name() + "-api-1"), platform().containerNames());
    assertFalse(service.heal(service(HEALTHY, keep)));
  }

  @Test
  void nothingSensitiveIsInTheLastLines() throws Exception {
    Managed service = platform().service("api");
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                service.apply(
                    service(
                        "restart: 'no', command: ['sh', '-c', 'echo my password is $P; exit 1']",
                        "secrets: [{name: 'p', env: 'P', value: 'hunter-two'}]")));
    assertEquals(List.of("my password is (sensitive)"), failure.output());
  }

  @Test
  void anImageThatIsNotThereStopsItBeforeItBegins() throws Exception {
    Managed service = platform().service("api");
    service.apply(service(HEALTHY));
    List<String> old = platform().containerIds("api");
    String gone = "sha256:" + "0".repeat(64);
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                service.apply(
                    service(HEALTHY).replaceFirst("image: '[^']*'", "image: '" + gone + "'")));
    assertEquals("the image " + gone + " is not on this engine", failure.reason());
    assertEquals(ValuePath.of("image"), failure.path());
    assertEquals(old, platform().containerIds("api"));
  }

  @Test
  void aProgramThatDoesNotExistIsToldSo() throws Exception {
    Managed service = platform().service("api");
    ProviderException failure =
        assertThrows(
            ProviderException.class, () -> service.apply(service("command: 'no-such-program'")));
    assertEquals("the program no-such-program does not exist in the image", failure.reason());
    assertEquals(List.of(), platform().containerNames());
  }

  @Test
  void aTaskThatEndsWellIsDone() throws Exception {
    String task = service("command: ['true'], restart: 'on-failure'");
    Managed service = platform().service("task");
    service.apply(task);
    assertFalse(service.heal(task), "that it has ended is no drift");
  }
}

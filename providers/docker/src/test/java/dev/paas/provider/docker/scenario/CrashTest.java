package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.harness.Calls;
import dev.paas.provider.docker.harness.Managed;
import dev.paas.provider.docker.harness.TestPlatform;
import dev.paas.spi.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The process dies before each change to the engine in turn. Whatever was half done then, the next
 * run finishes it: nothing twice, nothing left over.
 */
class CrashTest extends Scenario {
  private static final int THREADS = 3;

  private static final String ONE =
      service(
          "replicas: 2, deploy: {maxParallel: 2}, env: {V: 'one'}",
          "secrets: [{name: 's', value: 'secret'}]",
          HEALTHY);
  private static final String TWO = ONE.replace("'one'", "'two'");
  private static final String RELEASED =
      ONE.replace("replicas: 2", "replicas: 2, release: {command: ['true'], timeout: '20s'}");

  /** How the next run takes the service up again after a creation was cut off. */
  private enum Resumption {
    /** It asks for the same creation once more. */
    AGAIN,
    /** It looks for what was made and updates that. */
    ADOPT
  }

  /** A run that dies before the call with the given number; whether it came so far. */
  private interface Attempt {
    boolean diesBefore(int call) throws Exception;
  }

  /** Tries all numbers, several at a time, until one is higher than there are calls. */
  private static void dieEverywhere(Attempt attempt) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      int calls = 0;
      int deaths = 0;
      while (deaths == calls) {
        List<Future<Boolean>> batch = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          int call = calls++;
          Callable<Boolean> task = () -> attempt.diesBefore(call);
          batch.add(threads.submit(task));
        }
        for (Future<Boolean> died : batch) {
          deaths += died.get() ? 1 : 0;
        }
      }
      assertTrue(deaths > 0, "it never died");
    } finally {
      threads.shutdownNow();
    }
  }

  /** Applies in a process that dies. */
  private static boolean dies(TestPlatform platform, Managed resource, String config, int call)
      throws ProviderException {
    Calls calls = Calls.dyingBefore(platform.client(), call);
    try {
      resource.on(platform.through(calls.client())).apply(config);
    } catch (Calls.Death | IllegalStateException e) {
      // Work that was shared out to threads wraps it.
      assertTrue(calls.isDead(), () -> "it failed by itself: " + e);
    }
    return calls.isDead();
  }

  private static void assertFinished(TestPlatform platform, Managed service, String config)
      throws Exception {
    assertEquals(
        List.of(platform.name() + "-api-1", platform.name() + "-api-2"), platform.containerNames());
    for (JsonNode container : platform.containers("api")) {
      assertTrue(isRunning(container));
      String version = config.equals(TWO) ? "V=two" : "V=one";
      assertTrue(container.path("Config").path("Env").toString().contains(version));
      assertEquals(
          "always", container.path("HostConfig").path("RestartPolicy").path("Name").asText());
    }
    assertFalse(service.heal(config), "nothing is left to be done");
  }

  private boolean creationDies(int call, Resumption resumption) throws Exception {
    try (TestPlatform platform = TestPlatform.named("crash", directory)) {
      Managed service = platform.service("api");
      boolean died = dies(platform, service, RELEASED, call);
      switch (resumption) {
        case AGAIN -> service.perform(service.plan(RELEASED));
        case ADOPT -> {
          service.adopt(RELEASED);
          service.perform(service.plan(RELEASED));
        }
      }
      assertFinished(platform, service, RELEASED);
      return died;
    } catch (AssertionError | Exception e) {
      throw new AssertionError("when it dies before change " + call + ", then " + resumption, e);
    }
  }

  @Test
  void aCreationThatWasCutOffIsMadeOnce() throws Exception {
    dieEverywhere(call -> creationDies(call, Resumption.AGAIN));
  }

  @Test
  void aCreationThatWasCutOffIsAdopted() throws Exception {
    dieEverywhere(call -> creationDies(call, Resumption.ADOPT));
  }

  /** How the next run goes on after an update was cut off. */
  private enum Course {
    /** It does what was to be done. */
    FORWARD,
    /** The user has changed his mind. */
    BACK
  }

  private boolean updateDies(int call, Course course) throws Exception {
    try (TestPlatform platform = TestPlatform.named("crash", directory)) {
      Managed service = platform.service("api");
      service.apply(ONE);
      boolean died = dies(platform, service, TWO, call);
      String wanted = course == Course.FORWARD ? TWO : ONE;
      assertTrue(service.refresh());
      if (course == Course.FORWARD || !service.changes(wanted).isEmpty()) {
        service.apply(wanted);
      }
      assertFinished(platform, service, wanted);
      return died;
    } catch (AssertionError | Exception e) {
      throw new AssertionError("when it dies before change " + call + ", then " + course, e);
    }
  }

  @Test
  void anUpdateThatWasCutOffIsFinished() throws Exception {
    dieEverywhere(call -> updateDies(call, Course.FORWARD));
  }

  @Test
  void anUpdateThatWasCutOffCanGoBack() throws Exception {
    dieEverywhere(call -> updateDies(call, Course.BACK));
  }

  private boolean deletionDies(int call) throws Exception {
    try (TestPlatform platform = TestPlatform.named("crash", directory)) {
      Managed service = platform.service("api");
      service.apply(ONE);
      Calls calls = Calls.dyingBefore(platform.client(), call);
      try {
        service.on(platform.through(calls.client())).delete();
      } catch (Calls.Death | IllegalStateException e) {
        assertTrue(calls.isDead(), () -> "it failed by itself: " + e);
      }
      service.delete();
      assertEquals(List.of(), platform.containerNames());
      return calls.isDead();
    }
  }

  @Test
  void aDeletionThatWasCutOffIsFinished() throws Exception {
    dieEverywhere(this::deletionDies);
  }

  private boolean smallCreationDies(boolean network, int call) throws Exception {
    try (TestPlatform platform = TestPlatform.named("crash", directory)) {
      Managed resource = network ? platform.network("net") : platform.volume("data");
      boolean died = dies(platform, resource, "{}", call);
      resource.perform(resource.plan("{}"));
      List<JsonNode> all = network ? platform.api().networks() : platform.api().volumes();
      assertEquals(
          1,
          all.stream()
              .filter(
                  thing ->
                      platform.name().equals(thing.path("Labels").path("paas.platform").asText()))
              .count());
      return died;
    }
  }

  @Test
  void aNetworkThatWasCutOffIsMadeOnce() throws Exception {
    for (int call = 0; smallCreationDies(true, call); call++) {
      assertTrue(call < 50, "it has no end");
    }
  }

  @Test
  void aVolumeThatWasCutOffIsMadeOnce() throws Exception {
    for (int call = 0; smallCreationDies(false, call); call++) {
      assertTrue(call < 50, "it has no end");
    }
  }
}

package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.docker.harness.Managed;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.WorkloadAccess.ExecRequest;
import dev.paas.spi.provider.WorkloadAccess.Instance;
import dev.paas.spi.provider.WorkloadAccess.LogRequest;
import dev.paas.spi.value.MapValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logs, commands and lists of what runs. */
class AccessTest extends Scenario {
  private static final String ADDRESS = "services.api";

  private Managed made(String... rest) throws ProviderException {
    Managed service = platform().service("api");
    service.apply(service(rest));
    return service;
  }

  private List<String> logs(Managed service, OptionalInt tail, boolean timestamps)
      throws Exception {
    List<String> lines = new ArrayList<>();
    platform()
        .workloads()
        .logs(
            ADDRESS,
            service.attributes(),
            new LogRequest(tail, null, false, timestamps),
            (instance, error, text) -> lines.add(instance + (error ? " ! " : " | ") + text));
    return lines;
  }

  @Test
  void logsHaveBothStreamsAndATail() throws Exception {
    Managed service =
        made(
            HEALTHY,
            "command: ['sh', '-c', 'for i in 1 2 3; do echo line $i; done; echo bad >&2;"
                + " sleep 100000']");
    await("all is written", () -> count(service) == 4);
    List<String> all = logs(service, OptionalInt.empty(), false);
    assertTrue(all.contains("api.1 ! bad"), all.toString());
    assertEquals(
        List.of("api.1 | line 1", "api.1 | line 2", "api.1 | line 3"),
        all.stream().filter(line -> line.contains("|")).toList());
    assertEquals(2, logs(service, OptionalInt.of(2), false).size());
    assertEquals(List.of(), logs(service, OptionalInt.of(0), false));
    String stamped = logs(service, OptionalInt.empty(), true).get(0);
    assertTrue(stamped.matches("api\\.1 . \\d{4}-\\d\\d-\\d\\dT\\S+Z .*"), stamped);
  }

  private int count(Managed service) {
    try {
      return logs(service, OptionalInt.empty(), false).size();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void logsOfSeveralAreMergedByTime() throws Exception {
    Managed service =
        made(
            "replicas: 3",
            HEALTHY,
            "command: ['sh', '-c', 'for i in 1 2 3 4 5; do echo $i; sleep 0.2; done;"
                + " sleep 100000']");
    await("all is written", () -> count(service) == 15);
    List<String> times = new ArrayList<>();
    Set<String> instances = new TreeSet<>();
    for (String line : logs(service, OptionalInt.empty(), true)) {
      String[] words = line.split(" ", 4);
      instances.add(words[0]);
      times.add(words[2]);
    }
    assertEquals(Set.of("api.1", "api.2", "api.3"), instances);
    assertEquals(times.stream().sorted().toList(), times, "in the order of time");
    List<String> last = logs(service, OptionalInt.of(4), true);
    assertEquals(
        times.subList(11, 15),
        last.stream().map(line -> line.split(" ", 4)[2]).toList(),
        "the tail is that of all together");
  }

  @Test
  void followingGoesOnUntilItIsInterrupted() throws Exception {
    Managed service =
        made(
            "replicas: 2",
            HEALTHY,
            "command: ['sh', '-c', 'echo begun; while [ ! -e /tmp/go ]; do sleep 0.1; done;"
                + " echo went; sleep 100000']");
    MapValue attributes = service.attributes();
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread follower =
        new Thread(
            () -> {
              try {
                platform()
                    .workloads()
                    .logs(
                        ADDRESS,
                        attributes,
                        new LogRequest(OptionalInt.of(10), null, true, false),
                        (instance, error, text) -> lines.add(instance + " " + text));
              } catch (InterruptedException e) {
                lines.add("interrupted");
              } catch (ProviderException e) {
                lines.add("failed: " + e.reason());
              }
            });
    follower.start();
    await("what was there", () -> lines.size() == 2);
    assertEquals(Set.of("api.1 begun", "api.2 begun"), new TreeSet<>(lines));
    execIn("api.2", attributes, null, "touch", "/tmp/go");
    await("what comes", () -> lines.contains("api.2 went"));
    assertFalse(lines.contains("api.1 went"));
    follower.interrupt();
    follower.join(5_000);
    assertEquals("interrupted", lines.get(lines.size() - 1));
  }

  private record Ran(int exitCode, String output, String errors) {}

  private Ran execIn(
      @Nullable String instance, MapValue attributes, @Nullable String input, String... command)
      throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exitCode =
        platform()
            .workloads()
            .exec(
                ADDRESS,
                attributes,
                new ExecRequest(
                    List.of(command),
                    instance,
                    false,
                    input == null
                        ? null
                        : new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                    output,
                    errors));
    return new Ran(
        exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  @Test
  void commandsRunInside() throws Exception {
    MapValue attributes = made("replicas: 2", HEALTHY, "hostname: 'inside'").attributes();
    assertEquals(new Ran(0, "inside\n", ""), execIn(null, attributes, null, "hostname"));
    assertEquals(
        new Ran(7, "out\n", "err\n"),
        execIn("api.2", attributes, null, "sh", "-c", "echo out; echo err >&2; exit 7"));
    String text = "a line\n".repeat(20_000);
    assertEquals(new Ran(0, text, ""), execIn("api.1", attributes, text, "cat"));
    int missing = execIn(null, attributes, null, "no-such-program").exitCode();
    assertTrue(missing == 126 || missing == 127, "the exit code is " + missing);

    ProviderException other =
        assertThrows(ProviderException.class, () -> execIn("api.9", attributes, null, "hostname"));
    assertEquals("api.9 does not run", other.reason());
  }

  @Test
  void whatRunsIsListed() throws Exception {
    Managed service = made("replicas: 2", HEALTHY, "ports: {http: 80}, publish: {http: {port: 0}}");
    List<String> ids = platform().containerIds("api");
    await(
        "both are healthy",
        () -> instances(service).stream().allMatch(i -> i.health().equals("healthy")));
    List<Instance> instances = instances(service);
    assertEquals(List.of("api.1", "api.2"), instances.stream().map(Instance::name).toList());
    assertEquals(ids, instances.stream().map(Instance::id).toList());
    assertTrue(instances.stream().allMatch(i -> i.state().equals("running")));
    assertTrue(instances.get(0).ports().get(0).matches("0\\.0\\.0\\.0:\\d+->80/tcp"));

    api().post("/containers/" + ids.get(1) + "/kill", "");
    await("it is dead", () -> !isRunning(api().container(ids.get(1))));
    assertEquals("exited (137)", instances(service).get(1).state());
  }

  private List<Instance> instances(Managed service) {
    try {
      return platform().workloads().instances(ADDRESS, service.attributes());
    } catch (ProviderException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void otherThingsHaveNoLogs() {
    ProviderException refusal =
        assertThrows(
            ProviderException.class,
            () -> platform().workloads().instances("volumes.data", MapValue.empty()));
    assertEquals("volumes.data is not a workload", refusal.reason());
  }
}

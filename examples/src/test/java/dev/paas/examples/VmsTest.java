package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** {@code examples/vms} on a real OpenStack, looked at by the cloud's own API. */
@Timeout(600)
@ResourceLock("openstack")
final class VmsTest {
  private static final String GROUPS = "/v2.0/security-groups";
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final Paas paas;

  VmsTest(@TempDir Path folder) throws IOException {
    ExampleFolder.copy("vms", folder.resolve("vms"));
    paas =
        new Paas(
            folder.resolve("vms"),
            Map.of(
                "OS_AUTH_URL", cloud.endpoint(),
                "OS_USERNAME", "admin",
                "OS_PASSWORD", "secret",
                "OS_PROJECT_NAME", "admin",
                "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default",
                "PAAS_STATE_KEY", KEY));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    paas.run("destroy", "--auto-approve").succeeded();
    assertEquals(Map.of(), servers(), "servers that are left");
    assertEquals(Map.of(), groups(), "groups that are left");
    for (JsonNode network : api.get("network", "/v2.0/networks").path("networks")) {
      String name = network.path("name").asString();
      assertTrue(!name.startsWith("farm-"), "left: " + name);
    }
    for (JsonNode each : api.get("compute", "/os-keypairs").path("keypairs")) {
      String name = each.path("keypair").path("name").asString();
      assertTrue(!name.startsWith("farm-"), "left: " + name);
    }
  }

  /** The ids of the example's servers, by their names. */
  private Map<String, String> servers() {
    Map<String, String> servers = new TreeMap<>();
    for (JsonNode server : api.servers("farm-")) {
      String name = server.path("name").asString();
      String twin = servers.put(name, server.path("id").asString());
      assertEquals(null, twin, "a second " + name);
    }
    return servers;
  }

  /** The example's groups, by their names: how many rules each has. */
  private Map<String, Integer> groups() {
    Map<String, Integer> groups = new TreeMap<>();
    for (JsonNode group : api.get("network", GROUPS).path("security_groups")) {
      String name = group.path("name").asString();
      if (name.startsWith("farm-")) {
        groups.put(name, group.path("security_group_rules").size());
      }
    }
    return groups;
  }

  /** The groups that the example's servers have. */
  private Set<String> had() {
    Set<String> had = new TreeSet<>();
    for (JsonNode server : api.servers("farm-")) {
      server.path("security_groups").forEach(group -> had.add(group.path("name").asString()));
    }
    return had;
  }

  private static Set<String> workers(int count) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      names.add("farm-worker-" + i);
    }
    return names;
  }

  private Paas.Result run(String command, String... variables) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    for (String variable : variables) {
      arguments.add("--var");
      arguments.add(variable);
    }
    if (command.equals("apply")) {
      arguments.add("--auto-approve");
    } else {
      arguments.add("--detailed-exitcode");
    }
    return paas.run(arguments.toArray(String[]::new));
  }

  private void assertNothingToDo(String... variables) throws Exception {
    Paas.Result plan = run("plan", variables);
    assertEquals(0, plan.code(), plan.out() + plan.err());
  }

  private String flavor(String id) {
    return api.get("compute", "/servers/" + id).path("server").path("flavor").path("id").asString();
  }

  /** Looks again and again how many of the example's servers are active, by the cloud's own API. */
  private final class Watch implements AutoCloseable {
    private final List<Integer> seen = new CopyOnWriteArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread = new Thread(this::look, "watch");

    Watch() {
      thread.start();
    }

    private void look() {
      try {
        while (!over.get()) {
          looked();
          TimeUnit.MILLISECONDS.sleep(100);
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }

    private void looked() {
      int active = 0;
      try {
        for (JsonNode server : api.servers("farm-")) {
          active += server.path("status").asString().equals("ACTIVE") ? 1 : 0;
        }
      } catch (AssertionError | UncheckedIOException noAnswer) {
        // A busy cloud may refuse to tell; the next look tells.
        return;
      }
      seen.add(active);
    }

    void assertNeverFewerThan(int least) {
      close();
      assertTrue(seen.size() > 3, "it was looked at too seldom: " + seen);
      assertTrue(seen.stream().allMatch(active -> active >= least), "active: " + seen);
    }

    @Override
    public void close() {
      over.set(true);
      try {
        thread.join();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void isMadeScaledResizedReplacedAndRolledBack() throws Exception {
    run("apply").succeeded();
    Map<String, String> three = servers();
    assertEquals(workers(3), three.keySet());
    assertEquals(3, groups().size(), () -> "a firewall each: " + groups());
    assertEquals(groups().keySet(), had());
    assertNothingToDo();
    String shown = paas.run("output", "addresses").succeeded();
    assertTrue(shown.contains("10.20.0."), shown);

    run("apply", "workers=5").succeeded();
    assertEquals(workers(5), servers().keySet());
    assertTrue(servers().values().containsAll(three.values()), "the first three were touched");
    run("apply", "workers=2").succeeded();
    Map<String, String> two = servers();
    assertEquals(workers(2), two.keySet());
    assertTrue(three.values().containsAll(two.values()), "the first two were touched");
    assertEquals(had(), groups().keySet(), "firewalls of workers that are gone");

    run("apply", "workers=2", "size=small").succeeded();
    assertEquals(two, servers(), "a resize makes no new servers");
    two.values().forEach(id -> assertEquals("2", flavor(id)));
    assertNothingToDo("workers=2", "size=small");

    // The third one is made first: then there are never fewer than two.
    String[] newImage = {"workers=3", "size=small", "image=debian-13-*"};
    Paas.Result plan = run("plan", newImage);
    assertTrue(plan.out().contains("image"), plan.out());
    assertTrue(plan.out().contains("At most 1 of vms.worker at a time"), plan.out());
    try (Watch watch = new Watch()) {
      run("apply", newImage).succeeded();
      watch.assertNeverFewerThan(2);
    }
    Map<String, String> replaced = servers();
    assertEquals(workers(3), replaced.keySet());
    replaced.forEach((name, id) -> assertNotEquals(two.get(name), id));

    paas.run("rollback", "r4", "--auto-approve").succeeded();
    assertEquals(workers(2), servers().keySet());
    servers().forEach((name, id) -> assertNotEquals(replaced.get(name), id));
    assertNothingToDo("workers=2", "size=small");
  }

  @Test
  void driftIsSeenAndPutRight() throws Exception {
    run("apply", "workers=2").succeeded();
    Map<String, String> made = servers();
    String stopped = "/servers/" + made.get("farm-worker-0");
    api.call("POST", "compute", stopped + "/action", "{\"os-stop\": null}");
    api.deleteServer(Objects.requireNonNull(made.get("farm-worker-1")));
    Map<String, Integer> walls = groups();
    openUp(walls.keySet().iterator().next());
    OpenStackApi.await(
        "the server has stopped",
        () ->
            api.get("compute", stopped).path("server").path("status").asString().equals("SHUTOFF"));
    Paas.Result drift = paas.run("drift", "--var", "workers=2");
    assertEquals(2, drift.code(), drift.out() + drift.err());
    assertTrue(drift.out().contains("running"), drift.out());
    assertTrue(drift.out().contains("protocol: \"vrrp\""), drift.out());
    run("apply", "workers=2").succeeded();
    assertEquals(workers(2), servers().keySet());
    assertEquals(made.get("farm-worker-0"), servers().get("farm-worker-0"));
    assertEquals("ACTIVE", api.get("compute", stopped).path("server").path("status").asString());
    assertEquals(walls, groups());
    assertEquals(walls.keySet(), had());
    assertNothingToDo("workers=2");
  }

  /** Somebody lets more in. */
  private void openUp(String group) {
    String id =
        api.get("network", GROUPS + "?name=" + group)
            .path("security_groups")
            .path(0)
            .path("id")
            .asString();
    api.call(
        "POST",
        "network",
        "/v2.0/security-group-rules",
        "{\"security_group_rule\": {\"direction\": \"ingress\", \"ethertype\": \"IPv4\","
            + " \"protocol\": \"vrrp\", \"security_group_id\": \""
            + id
            + "\"}}");
  }

  @Test
  void theGroupOfTheReadmeIsHadByAll() throws Exception {
    String readme = Files.readString(paas.folder().resolve("README.md"));
    String overlay = readme.substring(readme.indexOf("```yaml\n") + "```yaml\n".length());
    Files.writeString(
        paas.folder().resolve("platform.group.yaml"), overlay.substring(0, overlay.indexOf("```")));
    String[] group = {"--env", "group", "--auto-approve", "--var", "workers=2"};
    try {
      paas.run(with("apply", group)).succeeded();
      List<String> shared =
          groups().keySet().stream().filter(name -> name.startsWith("farm-group-farm")).toList();
      assertEquals(1, shared.size(), () -> "groups: " + groups());
      for (JsonNode server : api.servers("farm-group-worker-")) {
        String groups = server.path("security_groups").toString();
        assertTrue(groups.contains(shared.get(0)) && groups.contains("worker"), groups);
      }
      assertEquals(2, servers().size());
    } finally {
      paas.run("destroy", "--env", "group", "--auto-approve").succeeded();
    }
  }

  private static String[] with(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  @Test
  void aDeathOfTheCloudOrOfTheApplyMakesNothingTwice() throws Exception {
    Process apply = paas.start("apply", "--auto-approve", "--var", "workers=2");
    OpenStackApi.await("the first server is ordered", () -> !servers().isEmpty());
    cloud.kill("nova");
    assertEquals(1, apply.waitFor());
    cloud.up();

    int before = servers().size();
    Process again = paas.start("apply", "--auto-approve", "--var", "workers=4");
    OpenStackApi.await("another server is ordered", () -> servers().size() > before);
    again.destroyForcibly().waitFor();
    run("apply", "workers=4").succeeded();
    assertEquals(workers(4), servers().keySet());
    assertNothingToDo("workers=4");
  }

  @Test
  void aQuotaLetsThroughWhatItCan() throws Exception {
    String project =
        api.get("identity", "/projects?name=admin").path("projects").path(0).path("id").asString();
    int used =
        api.get("compute", "/limits")
            .path("limits")
            .path("absolute")
            .path("totalInstancesUsed")
            .asInt();
    quota(project, used + 2);
    try {
      // One after the other: of several that ask at once, Nova may refuse more than it must.
      String told =
          paas.run("apply", "--auto-approve", "--parallelism", "1", "--var", "workers=3").failed();
      assertTrue(told.toLowerCase(Locale.ROOT).contains("quota"), told);
      assertEquals(2, servers().size());
    } finally {
      quota(project, 50);
    }
    run("apply", "workers=3").succeeded();
    assertEquals(workers(3), servers().keySet());
  }

  private void quota(String project, int servers) {
    api.call(
        "PUT",
        "compute",
        "/os-quota-sets/" + project,
        "{\"quota_set\": {\"force\": true, \"instances\": " + servers + "}}");
  }

  @Test
  void aServerThatBreaksIsTakenAwayAndTold() throws Exception {
    Path file = paas.folder().resolve("platform.yaml");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("role: worker", "role: worker, test.fault: no paint"));
    String told = run("apply", "workers=1").failed();
    assertTrue(told.contains("no paint"), told);
    assertEquals(Map.of(), servers());
    Files.writeString(file, text);
    String room = run("apply", "workers=1", "size=huge").failed();
    assertTrue(room.contains("No valid host"), room);
    assertEquals(Map.of(), servers());
    String image = run("apply", "workers=1", "image=debian-12").failed();
    assertTrue(image.contains("debian-12-x86_64"), image);
  }
}

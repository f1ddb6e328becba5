package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** {@code examples/vms} with servers that run: QEMU guests of a real OpenStack. */
@Timeout(600)
@ResourceLock("openstack")
final class GuestsTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final List<String> WORKERS = List.of("vms.worker[0]", "vms.worker[1]");

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final Paas paas;

  GuestsTest(@TempDir Path folder) throws IOException {
    Path example = folder.resolve("vms");
    ExampleFolder.copy("vms", example);
    Path overlay = example.resolve("platform.guests.yaml");
    String marked = "  worker:\n    labels: { test.guest: yes }\n";
    Files.writeString(overlay, Files.readString(overlay).replace("  worker:\n", marked));
    paas =
        new Paas(
            example,
            Map.of(
                "OS_AUTH_URL", cloud.endpoint(),
                "OS_USERNAME", "admin",
                "OS_PASSWORD", "secret",
                "OS_PROJECT_NAME", "admin",
                "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default",
                "PAAS_STATE_KEY", KEY));
  }

  @BeforeEach
  void needsGuests() throws IOException {
    cloud.withGuests();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    paas.run("destroy", "--env", "guests", "--auto-approve").succeeded();
    // What is deleted is listed for a moment all the same.
    OpenStackApi.await("no server is left", () -> api.servers("farm-guests-").isEmpty());
  }

  private void apply(String job) throws Exception {
    paas.run("apply", "--env", "guests", "--auto-approve", "--var", "job=" + job).succeeded();
  }

  private Paas.Result ssh(String machine, String command) throws Exception {
    return paas.run("ssh", "--env", "guests", machine, "--", command);
  }

  private String log(String machine) throws Exception {
    return ssh(machine, "cat /etc/worker/job.conf /var/log/worker.log").succeeded();
  }

  private String status(String id) {
    return api.get("compute", "/servers/" + id).path("server").path("status").asString();
  }

  @Test
  void areSetUpOnceAndEnteredAndStartedAgain() throws Exception {
    apply("listen");
    for (String machine : WORKERS) {
      String number = machine.replaceAll("[^0-9]", "");
      assertEquals(
          "Hello from worker " + number + "\nfarm-guests-worker-" + number + "\n",
          ssh(machine, "cat /etc/motd; hostname").succeeded());
      assertEquals("job=listen\ndoes listen\n", log(machine));
    }
    assertEquals(3, ssh(WORKERS.get(0), "exit 3").code(), "the command's own exit code");
    Paas.Result plan = paas.run("plan", "--env", "guests", "--detailed-exitcode");
    assertEquals(0, plan.code(), plan.out() + plan.err());

    apply("sort");
    for (String machine : WORKERS) {
      assertEquals("job=sort\ndoes listen\ndoes sort\n", log(machine), "what changed, once more");
    }
    startAgain();
    assertEquals("job=sort\ndoes listen\ndoes sort\n", log(WORKERS.get(0)), "nothing is repeated");
  }

  private void startAgain() throws Exception {
    JsonNode server = api.servers("farm-guests-worker-0").get(0);
    String id = server.path("id").asString();
    api.call("POST", "compute", "/servers/" + id + "/action", "{\"os-stop\": null}");
    OpenStackApi.await("the guest has stopped", () -> status(id).equals("SHUTOFF"));
    assertFalse(entered(), "it does not run");
    apply("sort");
    assertEquals("ACTIVE", status(id));
    OpenStackApi.await("the guest can be entered again", this::entered);
  }

  private boolean entered() {
    try {
      return ssh(WORKERS.get(0), "true").code() == 0;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What many machines cost: the installed program asks the cloud as often as there are pages. */
@Timeout(300)
final class ManyVmsTest {
  private static final int MACHINES = 200;
  private static final String PLATFORM =
      """
      apiVersion: paas/v1
      name: farm
      providers:
        cloud: { plugin: jclouds, parallelism: 8, pollInterval: 10ms }
      vms:
        worker:
          provider: cloud
          count: %d
          image: system
          size: tiny
          labels: { role: worker, generation: "1" }
          update: { maxUnavailable: 1 }
      """;

  private final CountingNova nova;
  private final Paas paas;

  ManyVmsTest(@TempDir Path folder) throws IOException {
    nova = new CountingNova();
    Files.writeString(folder.resolve("platform.yaml"), PLATFORM.formatted(MACHINES));
    paas =
        new Paas(
            folder,
            Map.of(
                "OS_AUTH_URL", nova.endpoint(),
                "OS_USERNAME", "me",
                "OS_PASSWORD", "secret",
                "OS_PROJECT_NAME", "shop",
                "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default"));
  }

  @AfterEach
  void close() {
    nova.close();
  }

  /** The pages of the list of servers. */
  private static List<String> pages() {
    return pages("GET /compute/v2.1/servers/detail", "server-");
  }

  private static List<String> pages(String list, String id) {
    List<String> pages = new ArrayList<>();
    pages.add(list);
    for (int page = 1; page * CountingNova.PAGE < MACHINES; page++) {
      pages.add(list + "?marker=" + id + (page * CountingNova.PAGE - 1));
    }
    return pages;
  }

  @Test
  void firewallsAreOneListMore() throws Exception {
    Path file = paas.folder().resolve("platform.yaml");
    String walled = "size: tiny\n    firewall: [22, 443]";
    Files.writeString(file, Files.readString(file).replace("size: tiny", walled));
    paas.run("apply", "--auto-approve", "--parallelism", "8").succeeded();
    assertEquals(MACHINES, nova.groups());
    nova.asked();

    List<String> pages = pages();
    pages.addAll(pages("GET /network/v2.0/security-groups", "group-"));
    paas.run("plan", "--detailed-exitcode").succeeded();
    assertEquals(pages, nova.asked(), "of a plan without a change");
    paas.run("refresh").succeeded();
    assertEquals(pages, nova.asked(), "of a refresh");
    Files.writeString(file, Files.readString(file).replace("443]", "80]"));
    String changed = paas.run("plan").succeeded();
    assertEquals(pages, nova.asked(), "of a plan in which all of them change");
    assertTrue(changed.contains("200 to update"), changed);
  }

  @Test
  void aPlanAndARefreshAreAsManyCallsAsPages() throws Exception {
    paas.run("apply", "--auto-approve", "--parallelism", "8").succeeded();
    assertEquals(MACHINES, nova.size());
    nova.asked();

    String unchanged = paas.run("plan").succeeded();
    assertEquals(pages(), nova.asked(), "of a plan without a change");
    assertTrue(unchanged.contains("200"), unchanged);

    paas.run("refresh").succeeded();
    assertEquals(pages(), nova.asked(), "of a refresh");

    Path file = paas.folder().resolve("platform.yaml");
    Files.writeString(file, Files.readString(file).replace("\"1\"", "\"2\""));
    String changed = paas.run("plan").succeeded();
    assertEquals(pages(), nova.asked(), "of a plan in which all of them change");
    assertTrue(changed.contains("200 to update"), changed);
  }
}

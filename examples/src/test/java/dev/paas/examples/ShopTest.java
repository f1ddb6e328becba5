package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code examples/shop} on a real Docker Engine. */
@ResourceLock("docker")
final class ShopTest {
  private static final Set<String> CONTAINERS =
      Set.of("shop-api-1", "shop-api-2", "shop-store-1", "shop-web-1");

  private final Shop shop;

  ShopTest(@TempDir Path folder) throws IOException, InterruptedException {
    this.shop = Shop.in(folder.resolve("shop"));
  }

  @AfterEach
  void destroy() throws IOException, InterruptedException {
    shop.run("destroy", "--auto-approve").succeeded();
    assertEquals(Set.of(), shop.docker().all("shop"), "left after destroy");
  }

  private void apply(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--auto-approve");
    shop.run("apply", arguments.toArray(String[]::new)).succeeded();
  }

  private void assertAsDescribed(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--detailed-exitcode");
    Paas.Result plan = shop.run("plan", arguments.toArray(String[]::new));
    assertEquals(0, plan.code(), plan.out() + plan.err());
    assertEquals(CONTAINERS, shop.docker().running("shop"));
  }

  @Test
  void isServedAsDescribed() throws IOException, InterruptedException {
    apply();
    assertEquals("200 Welcome to the shop|API version 1|Visit number 1", shop.visit());
    assertEquals("200 Welcome to the shop|API version 1|Visit number 2", shop.visit());
    assertAsDescribed();
    assertAsDescribed("--refresh=false");

    String password =
        shop.runPlain("exec", "api", "--", "cat", "/run/secrets/store-password").succeeded();
    assertEquals(32, password.strip().length());
    String inspected = shop.docker().run("inspect", "shop-api-1", "shop-store-1");
    assertFalse(inspected.contains(password.strip()), "the secret can be inspected");
    assertFalse(shop.content().contains(password.strip()), "the secret is in the state in clear");
    assertEquals(
        "map[max-file:2 max-size:5242880] always",
        shop.docker()
            .run(
                "inspect",
                "--format",
                "{{.HostConfig.LogConfig.Config}} {{.HostConfig.RestartPolicy.Name}}",
                "shop-web-1")
            .strip());

    String table = shop.runPlain("ps").succeeded();
    assertEquals(5, table.lines().count(), table);
    assertTrue(shop.runPlain("logs", "api").err().contains("│ visit number 2"));
    assertTrue(shop.runPlain("output", "url").succeeded().startsWith("http://localhost:"));
  }

  @Test
  void aChangedConfigAndImageRollWhatUsesThem() throws Exception {
    apply();
    String store = shop.docker().id("shop-store-1");
    String api = shop.docker().id("shop-api-1");
    apply("--var", "greeting=Good evening");
    assertTrue(shop.visit().startsWith("200 Good evening|API version 1|"));
    assertEquals(api, shop.docker().id("shop-api-1"), "the API was touched");

    Visitor visitor = new Visitor(shop);
    apply("--var", "greeting=Good evening", "--var", "apiVersion=2");
    assertEquals(List.of(), visitor.failures());
    assertTrue(visitor.visits() > 5, "too few visits to tell anything: " + visitor.visits());
    assertTrue(shop.visit().startsWith("200 Good evening|API version 2|"));
    assertNotEquals(api, shop.docker().id("shop-api-1"));
    assertEquals(store, shop.docker().id("shop-store-1"), "the store was touched");
    String schema = shop.runPlain("exec", "store", "--", "cat", "/data/schema").succeeded();
    assertEquals("1\n2\n", schema, "the release task ran once for each version");
    assertAsDescribed("--var", "greeting=Good evening", "--var", "apiVersion=2");
  }

  /** Visits the shop again and again while something happens. */
  private static final class Visitor {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<String> failures = new ArrayList<>();
    private final Thread thread;
    private int visits;

    Visitor(Shop shop) {
      this.thread = new Thread(() -> visit(shop), "visitor");
      thread.start();
    }

    private void visit(Shop shop) {
      while (!stop.get()) {
        try {
          String answer = shop.visit();
          visits++;
          if (!answer.startsWith("200 ")) {
            failures.add(answer);
          }
        } catch (IOException | InterruptedException e) {
          failures.add(e.toString());
        }
      }
    }

    List<String> failures() throws InterruptedException {
      stop.set(true);
      thread.join();
      return failures;
    }

    int visits() {
      return visits;
    }
  }

  @Test
  void aBrokenImageIsRolledBack() throws IOException, InterruptedException {
    apply();
    String first = shop.docker().id("shop-api-1");
    String second = shop.docker().id("shop-api-2");
    Path health = shop.file("api/www/cgi-bin/health");
    String works = Files.readString(health);
    shop.write(
        "api/www/cgi-bin/health",
        """
        #!/bin/sh
        echo 'no connection to the warehouse' >&2
        printf 'Status: 503 Service Unavailable\\r\\n\\r\\n'
        """);
    String error = shop.run("apply", "--auto-approve").failed();
    assertTrue(error.contains("cannot update services.api: the new version does not get"), error);
    assertTrue(error.contains("no connection to the warehouse"), error);
    assertTrue(error.contains("platform.yaml:"), error);
    assertEquals(first, shop.docker().id("shop-api-1"));
    assertEquals(second, shop.docker().id("shop-api-2"));
    assertTrue(shop.visit().startsWith("200 "));
    assertEquals(CONTAINERS, shop.docker().running("shop"));

    shop.write("api/www/cgi-bin/health", works);
    apply();
    assertAsDescribed();
  }

  @Test
  void whatIsDoneByHandIsPlannedAndHealed() throws IOException, InterruptedException {
    apply();
    shop.docker().run("kill", "shop-api-1");
    shop.docker().run("rm", "--force", "shop-web-1");
    shop.docker().run("stop", "shop-store-1");
    String plan = shop.run("plan").succeeded();
    assertTrue(plan.contains("Changed outside of paas:"), plan);
    assertTrue(plan.contains("services.web is gone"), plan);
    assertTrue(plan.contains("Plan: 1 to create, 2 to update, 9 unchanged."), plan);
    apply();
    assertAsDescribed();
    assertTrue(shop.visit().startsWith("200 "));
  }

  @Test
  void whatIsNotOursStays() throws IOException, InterruptedException {
    apply();
    String image = shop.docker().run("inspect", "--format", "{{.Image}}", "shop-web-1").strip();
    shop.docker().run("network", "create", "shop-foreign");
    shop.docker().run("volume", "create", "shop-foreign");
    shop.docker()
        .run("run", "--detach", "--name", "shop-api-3", "--network", "shop-foreign", image);
    try {
      apply("--var", "apiVersion=2");
      shop.run("destroy", "--auto-approve").succeeded();
      assertTrue(shop.docker().names("ps", "--format", "{{.Names}}").contains("shop-api-3"));
      assertTrue(
          shop.docker().names("network", "ls", "--format", "{{.Name}}").contains("shop-foreign"));
      assertTrue(
          shop.docker().names("volume", "ls", "--format", "{{.Name}}").contains("shop-foreign"));
    } finally {
      shop.docker().run("rm", "--force", "shop-api-3");
      shop.docker().run("network", "rm", "shop-foreign");
      shop.docker().run("volume", "rm", "shop-foreign");
      shop.docker().run("image", "rm", "--force", image);
    }
  }
}

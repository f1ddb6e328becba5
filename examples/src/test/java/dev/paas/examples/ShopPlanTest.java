package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * One plan of {@code examples/shop} in each of its forms, in {@code shop/plan}. With {@code
 * -Dgolden.update=true} the forms are written anew; with {@code -Dgolden.plan=true} the plan is
 * made anew before that, on a Docker Engine, which nothing else here needs.
 */
@ResourceLock("docker")
final class ShopPlanTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("paas.examples", "")).resolve("shop/plan");
  private static final String PLAN = "shop.plan";

  private static Map<String, String[]> forms() {
    Map<String, String[]> forms = new LinkedHashMap<>();
    forms.put("plan.txt", new String[] {"show", PLAN});
    forms.put("plan.json", new String[] {"show", PLAN, "--json"});
    forms.put("plan.md", new String[] {"show", PLAN, "--markdown"});
    forms.put("plan.html", new String[] {"show", PLAN, "--html"});
    forms.put("plan.svg", new String[] {"graph", PLAN, "--format", "svg"});
    forms.put("plan.mmd", new String[] {"graph", PLAN, "--format", "mermaid"});
    forms.put("plan.dot", new String[] {"graph", PLAN, "--format", "dot"});
    return forms;
  }

  @Test
  void eachFormIsCurrent(@TempDir Path temporary) throws IOException, InterruptedException {
    if (Boolean.getBoolean("golden.plan")) {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(PLAN), made(temporary.resolve("shop")));
    }
    Path folder = Files.createDirectory(temporary.resolve("plan"));
    Files.copy(FOLDER.resolve(PLAN), folder.resolve(PLAN));
    Paas paas = new Paas(folder, Map.of("PAAS_STATE_KEY", Shop.KEY));
    for (Map.Entry<String, String[]> form : forms().entrySet()) {
      String shown = paas.run(form.getValue()).succeeded();
      Path kept = FOLDER.resolve(form.getKey());
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(kept, shown);
      }
      assertEquals(
          Files.readString(kept),
          shown,
          () -> kept + " is not current; -Dgolden.update=true writes it anew");
    }
  }

  /** It is to show what reviewers look for. */
  @Test
  void hasOneOfEach() throws IOException {
    String text = Files.readString(FOLDER.resolve("plan.txt"));
    for (String part :
        new String[] {
          "To delete:", "To replace:", "To update:", "To create:", "(sensitive)", "~ image:"
        }) {
      assertTrue(text.contains(part), () -> part + " is not in\n" + text);
    }
  }

  private static byte[] made(Path folder) throws IOException, InterruptedException {
    Shop shop = Shop.in(folder);
    String now = Files.readString(shop.file("platform.yaml"));
    shop.write("platform.yaml", now.replace("  store-data: {}", "  store-data: {}\n  reports: {}"));
    shop.run("apply", "--auto-approve").succeeded();
    try {
      String next =
          now.replace("  store-data: {}", "  store-data: {}\n  uploads: {}")
              .replace("internal: true", "internal: false");
      shop.write("platform.yaml", next);
      String variables = "--var apiVersion=2 --var greeting=Hello";
      String options = variables + " --replace secrets.store-password --out " + PLAN;
      shop.run("plan", options.split(" ", -1)).succeeded();
      return Files.readAllBytes(shop.file(PLAN));
    } finally {
      shop.run("destroy", "--auto-approve").succeeded();
    }
  }
}

package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.erosb.jsonsKema.JsonParser;
import com.github.erosb.jsonsKema.Schema;
import com.github.erosb.jsonsKema.SchemaLoader;
import com.github.erosb.jsonsKema.ValidationFailure;
import com.github.erosb.jsonsKema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code paas schema} writes, read by a validator that paas does not use: it takes every
 * example, and tells mistakes.
 */
final class SchemaTest {
  private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\": \"#/\\$defs/([^\"]+)\"");
  private static final Pattern DEFINITION = Pattern.compile("(?m)^    \"([^\"]+)\": ");

  private static final String GOOD =
      """
      apiVersion: paas/v1
      name: shop
      state:
        backend: etcd
        endpoints: ["http://127.0.0.1:2379"]
        password: "${env.SECRET}"
        encryption: { key: { env: STATE_KEY } }
      services: { web: { image: web, ports: { http: 80 }, replicas: "${vars.size}" } }
      data: { page: { type: http, url: "http://localhost/" } }
      modules: { m: { source: ./m, count: "${vars.size}", inputs: { a: 1 } } }
      moved: [{ from: resources.a, to: resources.b }]
      imports: [{ to: "resources.${each.key}", id: 1, forEach: "${vars.ids}" }]
      policies: { p: { type: services, actions: [delete], assert: "${change.deferred}" } }
      checks: { c: { assert: "${true}", severity: warn } }
      """;

  private static String text = "";
  private static Validator validator;

  @BeforeAll
  static void compose(@TempDir Path folder) throws IOException, InterruptedException {
    text = new Paas(folder, Map.of()).run("schema").succeeded();
    Schema schema = new SchemaLoader(new JsonParser(text).parse()).load();
    validator = Validator.forSchema(schema);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Set<String> defined = new TreeSet<>();
    Matcher definitions = DEFINITION.matcher(text.substring(text.indexOf("\"$defs\"")));
    while (definitions.find()) {
      defined.add(definitions.group(1));
    }
    Set<String> missing = new TreeSet<>();
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      missing.add(references.group(1));
    }
    assertTrue(missing.size() > 10, "few references were found: " + missing);
    missing.removeAll(defined);
    assertEquals(Set.of(), missing);
  }

  @Test
  void itTakesEveryExample() throws IOException {
    List<String> refused = new ArrayList<>();
    int seen = 0;
    try (Stream<Path> files = Files.walk(ExampleFolder.of("."))) {
      for (Path file : files.filter(SchemaTest::isPlatform).sorted().toList()) {
        ValidationFailure failure = validate(Files.readString(file));
        if (failure != null) {
          refused.add(file + ": " + failure);
        }
        seen++;
      }
    }
    assertTrue(seen > 40, "few examples were found: " + seen);
    assertEquals(List.of(), refused);
  }

  private static boolean isPlatform(Path file) {
    if (!file.toString().endsWith(".yaml") || file.toString().contains("/target/")) {
      return false;
    }
    if (file.getFileName().toString().matches("platform\\.[^.]+\\.yaml")) {
      return false; // An overlay is not a whole.
    }
    try {
      return ExampleFolder.isOurs(file) && Files.readString(file).contains("apiVersion: paas/v1");
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Test
  void itTellsMistakes() {
    assertEquals(null, validate(GOOD));
    for (String[] change :
        List.of(
            new String[] {"endpoints:", "endpoint:"},
            new String[] {"backend: etcd", "backend: etc"},
            new String[] {"backend: etcd", "backend: local"},
            new String[] {"encryption: { key:", "encryption: { kee:"},
            new String[] {"image: web", "image: 12"},
            new String[] {"http: 80", "http: 80000"},
            new String[] {"url:", "uri:"},
            new String[] {"source: ./m, ", ""},
            new String[] {"inputs:", "input:"},
            new String[] {"from: resources.a", "form: resources.a"},
            new String[] {"id: 1, ", ""},
            new String[] {"[delete]", "[destroy]"},
            new String[] {"severity: warn", "severity: deny"},
            new String[] {"policies:", "polices:"})) {
      assertTrue(GOOD.contains(change[0]), change[0]);
      assertNotNull(validate(GOOD.replace(change[0], change[1])), change[1]);
    }
  }

  private static ValidationFailure validate(String yaml) {
    return validator.validate(new JsonParser(YamlAsJson.of(yaml)).parse());
  }
}

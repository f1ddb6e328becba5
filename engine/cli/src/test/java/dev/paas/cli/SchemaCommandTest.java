package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code paas schema} writes a schema that an editor can use. */
final class SchemaCommandTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final String GOOD =
      """
      apiVersion: paas/v1
      name: shop
      variables: { size: { type: integer, default: 1 } }
      secrets: { db: { generate: { length: 12 } } }
      services: { web: { image: web, ports: { http: 80 }, env: { A: "${vars.size}" } } }
      resources:
        web: { type: bench.thing, label: web, size: "${vars.size}", protect: true }
        dice: { type: random.integer, min: 1, max: 6, count: 2 }
      outputs: { a: { value: "${resources.web.url}" } }
      """;

  @Test
  void isASchema(@TempDir Path folder) {
    String schema = Commands.output(folder, "schema");
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(List.of(), meta.validate(schema, InputFormat.JSON));
  }

  @Test
  void tellsGoodFromBad(@TempDir Path folder) {
    Schema schema = REGISTRY.getSchema(Commands.output(folder, "schema"), InputFormat.JSON);
    assertEquals(List.of(), schema.validate(GOOD, InputFormat.YAML));
    for (String[] change :
        List.of(
            new String[] {"label: web", "labl: web"},
            new String[] {"min: 1", "min: one"},
            new String[] {"random.integer", "random.number"},
            new String[] {"image: web", "image: 12"},
            new String[] {"services:", "servces:"},
            new String[] {"name: shop", "name: My Shop"})) {
      assertTrue(GOOD.contains(change[0]), change[0]);
      String bad = GOOD.replace(change[0], change[1]);
      assertFalse(schema.validate(bad, InputFormat.YAML).isEmpty(), change[1]);
    }
  }
}

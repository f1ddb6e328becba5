package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paas.core.schema.CoreSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of saved plans agree with their schema, and have nothing sensitive in clear. */
final class SavedPlanSchemaTest {
  @Test
  void savedPlansAgreeWithIt(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: shop
        variables: { pin: { type: string, sensitive: true, default: geheim } }
        resources:
          web: { type: bench.thing, label: web, password: "${vars.pin}" }
          value: { type: data, input: { pin: "${vars.pin}", a: [1, null] } }
        """);
    Commands.output(folder, "plan", "--out", "a.plan");
    String text = Files.readString(folder.resolve("a.plan"));
    int newline = text.indexOf('\n');
    assertTrue(
        text.substring(0, newline).matches("paas plan [0-9a-f]{64} [.] platform.yaml"), text);
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemas(
                    Map.of(
                        "urn:paas:schema:plan",
                        CoreSchemas.byId("urn:paas:schema:plan").toString())));
    Schema schema =
        registry.getSchema(
            SchemaLocation.of("urn:paas:schema:saved-plan"),
            CoreSchemas.byId("urn:paas:schema:saved-plan"));
    String body = text.substring(newline + 1);
    assertEquals(List.of(), schema.validate(body, InputFormat.JSON), body);
    assertFalse(text.contains("geheim"), text);
    assertFalse(
        schema.validate(body.replace("paas/saved-plan/v1", "x"), InputFormat.JSON).isEmpty());
  }
}

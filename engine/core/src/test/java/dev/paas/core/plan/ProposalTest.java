package dev.paas.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.json.JsonTrees;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.ResourceType;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a resource shall be as far as its schema tells. */
final class ProposalTest {
  private static final String TYPE =
      """
      { "schema": { "type": "object", "properties": {
          "content": { "type": "string" },
          "mode": { "type": "string", "x-paas-computed": true, "x-paas-changes-with": ["content"] } } } }
      """;

  private static AttributeSchema schema() {
    return ResourceType.ofType(
            "test",
            "test.file",
            JsonTrees.parse(new ByteArrayInputStream(TYPE.getBytes(StandardCharsets.UTF_8))))
        .attributes();
  }

  private static MapValue file(String content) {
    return MapValue.builder().put("content", content).build();
  }

  @Test
  void whatTheUserSetsDoesNotBecomeUnknownWhenSomethingElseChanges() {
    MapValue wanted = file("new").with("mode", Value.of("0600"));
    assertEquals(wanted, Proposal.of(schema(), wanted, file("old").with("mode", Value.of("0644"))));
  }

  @Test
  void whatTheProviderComputesDoes() {
    MapValue proposed =
        Proposal.of(schema(), file("new"), file("old").with("mode", Value.of("0644")));
    assertTrue(proposed.getOrNull("mode").isUnknown());
  }
}

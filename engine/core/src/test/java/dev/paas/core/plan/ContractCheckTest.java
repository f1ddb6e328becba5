package dev.paas.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.json.JsonValues;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is planned again at apply is compared with the plan. */
final class ContractCheckTest {
  private static final AttributeSchema LIST = schema(Set.of(Flag.UNORDERED), Map.of());
  private static final AttributeSchema TYPE = schema(Set.of(), Map.of("a", LIST));

  private static AttributeSchema schema(Set<Flag> flags, Map<String, AttributeSchema> properties) {
    return new AttributeSchema(
        Set.of(),
        "",
        flags,
        null,
        "",
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        properties,
        null,
        null,
        Set.of());
  }

  private static MapValue list(String json) {
    return (MapValue) JsonValues.parse("{\"a\":" + json + "}");
  }

  @Test
  void anElementWithSomethingUnknownMayBecomeAnything() {
    MapValue rule = MapValue.builder().put("port", 1).put("group", Value.unknown()).build();
    MapValue planned = MapValue.empty().with("a", Value.list(rule, Value.of("x")));
    assertEquals(
        null,
        ContractCheck.changedByApply(TYPE, planned, list("[{\"port\":1,\"group\":\"g\"},\"x\"]")));
    assertEquals(
        ValuePath.of("a").child(0).child("port"),
        ContractCheck.changedByApply(TYPE, planned, list("[{\"port\":2,\"group\":\"g\"},\"x\"]")));
  }

  @Test
  void theOrderOfWhatIsKnownDoesNotMatter() {
    assertEquals(null, ContractCheck.changedByApply(TYPE, list("[1,2]"), list("[2,1]")));
    assertEquals(
        ValuePath.of("a"), ContractCheck.changedByApply(TYPE, list("[1,2]"), list("[2,3]")));
  }
}

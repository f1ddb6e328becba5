package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.Reason;
import dev.paas.core.plan.Step;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValueKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Plans in their JSON form agree with their schema; the golden files have plans of all kinds. */
final class PlanSchemaTest {
  private static final Path OUTPUT = Path.of("src/test/resources/golden/output");
  private static final String PLAN = "{\"format\":\"paas/plan/v1\"";
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode text = CoreSchemas.byId("urn:paas:schema:plan");
  private final Schema schema = REGISTRY.getSchema(SchemaLocation.of("urn:paas:schema:plan"), text);

  private List<Error> errors(String json) {
    return schema.validate(json, InputFormat.JSON);
  }

  private static List<String> plans() throws IOException {
    List<String> plans = new ArrayList<>();
    for (GoldenCase golden : GoldenCase.allIn(OUTPUT)) {
      for (String line : Files.readAllLines(golden.expectedFile())) {
        if (line.startsWith(PLAN)) {
          plans.add(line);
        } else if (line.startsWith("{\"plan\":")) {
          MapValue both = (MapValue) JsonValues.parse(line);
          plans.add(JsonValues.toJson(both.getMap("plan"), JsonValues.NONE));
        }
      }
    }
    return plans;
  }

  @Test
  void theSchemaIsOne() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(List.of(), meta.validate(text.toString(), InputFormat.JSON));
  }

  @Test
  void plansAgreeWithIt() throws IOException {
    List<String> plans = plans();
    assertTrue(plans.size() >= 8, "only " + plans.size() + " plans in the golden files");
    for (String plan : plans) {
      assertEquals(List.of(), errors(plan), plan);
    }
  }

  @Test
  void itRefusesWhatIsNoPlan() throws IOException {
    String plan =
        plans().stream().filter(each -> each.contains("delete-deposed")).findFirst().orElseThrow();
    for (String[] change :
        List.of(
            new String[] {"paas/plan/v1", "paas/plan/v2"},
            new String[] {"\"destroy\":false,", ""},
            new String[] {"\"action\":\"update\"", "\"action\":\"improve\""},
            new String[] {"\"createFirst\":false,", ""},
            new String[] {"\"cause\":\"computed\"", "\"cause\":\"magic\""},
            new String[] {"\"$sensitive\":true", "\"$sensitive\":\"geheim\""},
            new String[] {"\"$unknown\":\"string\"", "\"$unknown\":\"text\""},
            new String[] {"\"gone\":true", "\"gone\":true,\"extra\":1"},
            new String[] {"\"address\":\"resources.", "\"address\":\"resources/"},
            new String[] {"\"kind\":\"delete-deposed\"", "\"kind\":\"sweep\""})) {
      String changed = plan.replace(change[0], change[1]);
      assertNotEquals(plan, changed, change[0]);
      assertFalse(errors(changed).isEmpty(), change[0] + " → " + change[1]);
    }
  }

  @Test
  void itKnowsEveryConstant() {
    Set<String> actions = constants(Action.values());
    actions.remove("none");
    assertEquals(actions, allowed("/$defs/action/enum"));
    Set<String> counted = new TreeSet<>(actions);
    counted.add("unchanged");
    Set<String> summary = new TreeSet<>();
    text.at("/$defs/summary/properties").propertyNames().forEach(summary::add);
    assertEquals(counted, summary);
    assertEquals(constants(Reason.Kind.values()), allowed("/$defs/reason/properties/kind/enum"));
    assertEquals(
        constants(AttributeChange.Cause.values()),
        allowed("/$defs/difference/properties/cause/enum"));
    assertEquals(constants(Step.Kind.values()), allowed("/$defs/step/properties/kind/enum"));
    assertEquals(
        constants(Deferred.Cause.values()), allowed("/$defs/deferred/properties/cause/enum"));
    Set<String> kinds = new TreeSet<>();
    for (ValueKind kind : ValueKind.values()) {
      kinds.add(kind.schemaName());
    }
    assertEquals(kinds, allowed("/$defs/unknown/properties/$unknown/enum"));
  }

  private Set<String> allowed(String pointer) {
    Set<String> constants = new TreeSet<>();
    text.at(pointer).forEach(constant -> constants.add(constant.stringValue()));
    return constants;
  }

  private static Set<String> constants(Enum<?>[] values) {
    Set<String> names = new TreeSet<>();
    for (Enum<?> value : values) {
      names.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return names;
  }
}

package dev.paas.core.plan;

import dev.paas.core.git.WorkTree;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.UnknownValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Plans as JSON, as {@code schema/plan.schema.json} describes them. Something sensitive is {@code
 * {"$sensitive": true}}, something known after apply {@code {"$unknown": "string"}} with the kind
 * of value that it will be.
 */
public final class PlanJson {
  private static final JsonValues.Extensions MASKED =
      new JsonValues.Extensions() {
        @Override
        public void writeSensitive(SensitiveValue value, JsonGenerator json) {
          json.writeStartObject();
          json.writeBooleanProperty("$sensitive", true);
          json.writeEndObject();
        }

        @Override
        public void writeUnknown(UnknownValue value, JsonGenerator json) {
          json.writeStartObject();
          json.writeStringProperty("$unknown", value.expected().schemaName());
          json.writeEndObject();
        }
      };

  private PlanJson() {}

  /** Writes sensitive and unknown values as plans do. */
  public static JsonValues.Extensions masked() {
    return MASKED;
  }

  /** The plan on one line. The same plan always gives the same text. */
  public static String toJson(Plan plan) {
    return toJson(plan, null);
  }

  /**
   * The plan on one line.
   *
   * @param workTree where the platform's folder stood; {@code null} outside of a work tree of git
   */
  public static String toJson(Plan plan, @Nullable WorkTree workTree) {
    MapValue value = PlanValues.of(plan);
    return JsonValues.toJson(
        workTree == null ? value : value.with("git", PlanValues.of(workTree)), MASKED);
  }
}

package dev.paas.cli.text;

import dev.paas.core.address.Address;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.RecordValues;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.stream.Collectors;

/** How what is in the state looks. */
public final class StateText {
  private final Painter painter;

  public StateText(Painter painter) {
    this.painter = painter;
  }

  /** A record, in the manner of YAML. */
  public String render(ResourceRecord record) {
    StringBuilder text = new StringBuilder();
    text.append(painter.paint(record.address().toString(), Style.BOLD)).append('\n');
    line(text, "type", record.type());
    line(text, "provider", record.provider());
    if (!record.id().isEmpty()) {
      line(text, "id", record.id());
    }
    line(text, "written by apply", Long.toString(record.revision()));
    if (record.flags().halfMade()) {
      line(text, "half-made", "its creation failed; the next apply replaces it");
    }
    if (record.flags().protect()) {
      line(text, "protected", "yes");
    }
    if (!record.dependencies().isEmpty()) {
      line(
          text,
          "depends on",
          record.dependencies().stream().map(Address::toString).collect(Collectors.joining(", ")));
    }
    text.append("  attributes:\n");
    attributes(text, record.attributes(), 4);
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(": ").append(value).append('\n');
  }

  private static void attributes(StringBuilder text, MapValue map, int indent) {
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      text.append(" ".repeat(indent)).append(entry.getKey()).append(':');
      nested(text, entry.getValue(), indent);
    }
  }

  private static void nested(StringBuilder text, Value value, int indent) {
    if (value instanceof MapValue map && !map.isEmpty()) {
      text.append('\n');
      attributes(text, map, indent + 2);
    } else if (value instanceof ListValue list && !list.values().isEmpty()) {
      text.append('\n');
      for (Value item : list.values()) {
        text.append(" ".repeat(indent)).append("-");
        nested(text, item, indent + 2);
      }
    } else {
      text.append(' ').append(ValueText.shortened(value)).append('\n');
    }
  }

  /** A record as JSON; sensitive values are masked. */
  public static String json(ResourceRecord record) {
    return JsonValues.toJson(RecordValues.of(record), PlanJson.masked());
  }

  /** An overview of a whole state. */
  public String render(PlatformState state) {
    if (state.records().isEmpty()) {
      return "The state is empty: nothing was applied yet.";
    }
    StringBuilder text = new StringBuilder();
    for (ResourceRecord record : state.records().values()) {
      text.append(text.isEmpty() ? "" : "\n").append(render(record)).append('\n');
    }
    new ResultText(painter).outputs(state.outputs(), text);
    return text.toString().stripTrailing();
  }
}

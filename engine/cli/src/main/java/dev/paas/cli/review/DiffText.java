package dev.paas.cli.review;

import dev.paas.cli.text.Painter;
import dev.paas.cli.text.Style;
import dev.paas.cli.text.ValueText;
import dev.paas.core.history.ConfigurationDiff;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the difference of two configurations looks. Values of sensitive variables are masked. */
public final class DiffText {
  private final Painter painter;

  public DiffText(Painter painter) {
    this.painter = painter;
  }

  /**
   * The difference as text.
   *
   * @param before the name of the first
   * @param after the name of the second
   */
  public String render(String before, String after, ConfigurationDiff diff) {
    if (diff.isEmpty()) {
      return "The configuration of " + before + " is that of " + after + ".\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(painter.paint("From " + before + " to " + after, Style.BOLD)).append('\n');
    for (ConfigurationDiff.Part part : diff.parts()) {
      text.append('\n').append(heading(part)).append('\n');
      lines(part.before(), part.after(), text);
    }
    if (!diff.variables().isEmpty()) {
      text.append('\n').append(painter.paint("Variables:", Style.BOLD)).append('\n');
      diff.variables()
          .forEach(
              each ->
                  text.append("  ")
                      .append(each.name())
                      .append(": ")
                      .append(value(each.before()))
                      .append(" → ")
                      .append(value(each.after()))
                      .append('\n'));
    }
    if (!diff.files().isEmpty()) {
      text.append('\n').append(painter.paint("Files that expressions read:", Style.BOLD));
      text.append('\n');
      diff.files()
          .forEach(
              each ->
                  text.append("  ")
                      .append(each.name())
                      .append(' ')
                      .append(file(each))
                      .append('\n'));
    }
    return text.toString();
  }

  private String heading(ConfigurationDiff.Part part) {
    String sign = part.before() == null ? "+" : part.after() == null ? "-" : "~";
    Style style =
        part.before() == null ? Style.GREEN : part.after() == null ? Style.RED : Style.YELLOW;
    String where = part.document().isEmpty() ? "" : " (" + part.document() + ")";
    return painter.paint(sign + " " + part.name(), style) + where;
  }

  private void lines(@Nullable String before, @Nullable String after, StringBuilder text) {
    for (AttributeView.Line line : LineDiff.of(lines(before), lines(after))) {
      String shown = ValueText.escaped(line.text());
      String painted =
          switch (line.kind()) {
            case SAME -> "  " + shown;
            case REMOVED -> painter.paint("- " + shown, Style.RED);
            case ADDED -> painter.paint("+ " + shown, Style.GREEN);
            case SKIPPED -> painter.paint("… " + shown, Style.FAINT);
          };
      text.append("    ").append(painted).append('\n');
    }
  }

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : text.lines().toList();
  }

  private static String value(@Nullable Value value) {
    return value == null ? "(not set)" : ValueText.shortened(value);
  }

  private static String file(ConfigurationDiff.FileChange change) {
    if (!change.before()) {
      return "was not read";
    }
    return change.after() ? "has changed" : "is not read any more, or not there";
  }

  /** The difference as JSON, on one line. */
  public String json(ConfigurationDiff diff) {
    List<Value> parts = new ArrayList<>();
    for (ConfigurationDiff.Part part : diff.parts()) {
      parts.add(
          MapValue.builder()
              .putIfPresent("module", part.document().isEmpty() ? null : part.document())
              .put("name", part.name())
              .putIfPresent("before", part.before())
              .putIfPresent("after", part.after())
              .build());
    }
    List<Value> variables = new ArrayList<>();
    for (ConfigurationDiff.Variable variable : diff.variables()) {
      MapValue.Builder value = MapValue.builder().put("name", variable.name());
      put("before", variable.before(), value);
      put("after", variable.after(), value);
      variables.add(value.build());
    }
    List<Value> files = new ArrayList<>();
    diff.files().forEach(each -> files.add(Value.of(each.name())));
    MapValue all =
        MapValue.builder()
            .put("parts", Value.list(parts))
            .put("variables", Value.list(variables))
            .put("files", Value.list(files))
            .build();
    return JsonValues.toJson(all, JsonValues.NONE) + "\n";
  }

  private static void put(String name, @Nullable Value value, MapValue.Builder to) {
    if (value instanceof SensitiveValue) {
      to.put("sensitive", true);
    } else if (value != null) {
      to.put(name, value);
    }
  }
}

package dev.paas.cli.text;

import dev.paas.core.explain.FieldDoc;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** How the documentation of keys looks. */
public final class FieldText {
  private static final int NARROWEST = 40;
  private static final int LABEL = 12;

  private final Painter painter;
  private final int width;

  /**
   * @param width of the terminal, in characters
   */
  public FieldText(Painter painter, int width) {
    this.painter = painter;
    this.width = Math.max(NARROWEST, Math.min(100, width));
  }

  /** What can be asked for. */
  public String render(List<FieldDoc.Child> keys, List<FieldDoc.Child> types) {
    StringBuilder text = new StringBuilder();
    text.append(painter.paint("Keys of platform.yaml:", Style.BOLD)).append('\n');
    children(keys, false, text);
    text.append('\n')
        .append(painter.paint("Types of resources, with their plugins:", Style.BOLD))
        .append('\n');
    children(types, true, text);
    text.append("\npaas explain PATH tells more, such as paas explain services.healthcheck.\n");
    return text.toString();
  }

  /** All that there is to say of a key. */
  public String render(FieldDoc doc) {
    StringBuilder text = new StringBuilder();
    text.append(painter.paint(doc.path(), Style.BOLD)).append("  ").append(doc.type());
    text.append(doc.required() ? ", required\n" : "\n");
    if (!doc.description().isEmpty()) {
      text.append('\n').append(wrapped(doc.description(), 0));
    }
    doc.traits().forEach(trait -> text.append(wrapped(trait, 0)));
    StringBuilder facts = new StringBuilder();
    fact("default", doc.defaultValue().isEmpty() ? List.of() : List.of(doc.defaultValue()), facts);
    fact("must be", doc.constraints(), facts);
    fact("for example", doc.examples(), facts);
    fact("also spelled", doc.aliases(), facts);
    fact(doc.providers().size() == 1 ? "provider" : "providers", doc.providers(), facts);
    fact("not with", doc.refusals(), facts);
    if (!facts.isEmpty()) {
      text.append('\n').append(facts);
    }
    if (!doc.children().isEmpty()) {
      text.append('\n').append(painter.paint("Below it:", Style.BOLD)).append('\n');
      children(doc.children(), true, text);
    }
    return text.toString();
  }

  private void fact(String label, List<String> values, StringBuilder text) {
    if (!values.isEmpty()) {
      String value = String.join(label.equals("not with") ? " " : "; ", values);
      String lines = wrapped(value, LABEL + 4).stripLeading();
      text.append("  ")
          .append(painter.paint(label, Style.FAINT))
          .append(" ".repeat(LABEL + 2 - label.length()))
          .append(lines);
    }
  }

  private void children(List<FieldDoc.Child> children, boolean types, StringBuilder text) {
    int name = children.stream().mapToInt(child -> child.name().length() + 1).max().orElse(0);
    for (FieldDoc.Child child : children) {
      String head = child.name() + (child.required() ? "*" : "");
      String what = (types ? child.type() + ". " : "") + child.description();
      text.append("  ")
          .append(painter.paint(head, Style.BOLD))
          .append(" ".repeat(name - head.length() + 2))
          .append(wrapped(what.strip(), name + 4).stripLeading());
    }
    if (children.stream().anyMatch(FieldDoc.Child::required)) {
      text.append(painter.paint("  * must be there", Style.FAINT)).append('\n');
    }
  }

  /** A text in lines that fit, all of them indented. */
  private String wrapped(String text, int indent) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    for (String word : text.split(" ", -1)) {
      if (line.length() > indent && line.length() + 1 + word.length() > width) {
        lines.append(line).append('\n');
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(line.length() > indent ? " " : "").append(word);
    }
    return lines.append(line).append('\n').toString();
  }

  /** What can be asked for, as JSON. */
  public static String json(List<FieldDoc.Child> keys, List<FieldDoc.Child> types) {
    return JsonValues.toJson(
        MapValue.builder()
            .put("keys", values(keys, "type"))
            .put("types", values(types, "plugin"))
            .build(),
        JsonValues.NONE);
  }

  /** The same as JSON. */
  public static String json(FieldDoc doc) {
    return JsonValues.toJson(
        MapValue.builder()
            .put("path", doc.path())
            .put("type", doc.type())
            .put("description", doc.description())
            .putIfPresent("default", doc.defaultValue().isEmpty() ? null : doc.defaultValue())
            .put("required", doc.required())
            .put("constraints", Value.strings(doc.constraints()))
            .put("traits", Value.strings(doc.traits()))
            .put("examples", Value.strings(doc.examples()))
            .put("aliases", Value.strings(doc.aliases()))
            .put("providers", Value.strings(doc.providers()))
            .put("refusals", Value.strings(doc.refusals()))
            .put("children", values(doc.children(), "type"))
            .build(),
        JsonValues.NONE);
  }

  private static Value values(List<FieldDoc.Child> children, String kind) {
    List<Value> values = new ArrayList<>();
    for (FieldDoc.Child child : children) {
      values.add(
          MapValue.builder()
              .put("name", child.name())
              .put(kind, child.type())
              .put("description", child.description())
              .put("required", child.required())
              .build());
    }
    return Value.list(values);
  }
}

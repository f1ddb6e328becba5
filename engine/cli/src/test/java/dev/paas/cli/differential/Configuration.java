package dev.paas.cli.differential;

import dev.paas.cli.differential.Unit.Ref;
import dev.paas.cli.differential.Unit.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A configuration for both programs.
 *
 * @param units its resources
 * @param moved names that changed: from, to
 * @param removed names of what is forgotten and stays
 */
record Configuration(List<Unit> units, Map<String, String> moved, List<String> removed) {

  Configuration {
    units = List.copyOf(units);
    moved = Map.copyOf(moved);
    removed = List.copyOf(removed);
  }

  static Configuration of(List<Unit> units) {
    return new Configuration(units, Map.of(), List.of());
  }

  /** With each unit changed. */
  Configuration mapped(java.util.function.UnaryOperator<Unit> change) {
    return new Configuration(units.stream().map(change).toList(), moved, removed);
  }

  /** With the names that other units have got by moving. */
  Configuration renamed(Map<String, String> names) {
    Configuration renamed = this;
    for (Map.Entry<String, String> name : names.entrySet()) {
      renamed = renamed.mapped(unit -> unit.renamed(name.getKey(), name.getValue()));
    }
    return renamed;
  }

  /** For Terraform, in its language. */
  String terraform() {
    StringBuilder text = new StringBuilder();
    for (Unit unit : units) {
      text.append("resource \"terraform_data\" \"").append(unit.name()).append("\" {\n");
      switch (unit.shape()) {
        case SINGLE -> {}
        case COUNTED -> line(text, "count = " + unit.count());
        case KEYED -> line(text, "for_each = toset([" + quoted(unit.keys()) + "])");
      }
      line(text, "input = \"" + unit.value() + own(unit, "count.index", "each.key"));
      unit.inputs().forEach(ref -> text.append(terraform(ref)));
      text.append("\"\n");
      if (unit.trigger() != null) {
        text.append("  triggers_replace = \"").append(unit.trigger());
        unit.triggers().forEach(ref -> text.append(terraform(ref)));
        text.append("\"\n");
      }
      if (!unit.after().isEmpty()) {
        line(
            text,
            "depends_on = ["
                + String.join(
                    ", ", unit.after().stream().map(name -> "terraform_data." + name).toList())
                + "]");
      }
      text.append(terraformLifecycle(unit)).append("}\n");
    }
    moved.forEach(
        (from, to) ->
            text.append("moved {\n  from = terraform_data.")
                .append(from)
                .append("\n  to = terraform_data.")
                .append(to)
                .append("\n}\n"));
    for (String name : removed) {
      text.append("removed {\n  from = terraform_data.").append(name);
      text.append("\n  lifecycle { destroy = false }\n}\n");
    }
    return text.toString();
  }

  private static String own(Unit unit, String index, String key) {
    return switch (unit.shape()) {
      case SINGLE -> "";
      case COUNTED -> " ${" + index + "}";
      case KEYED -> " ${" + key + "}";
    };
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line);
    if (!line.startsWith("input")) {
      text.append('\n');
    }
  }

  private static String quoted(List<String> keys) {
    return String.join(", ", keys.stream().map(key -> "\"" + key + "\"").toList());
  }

  private String terraform(Ref ref) {
    String whole = "terraform_data." + ref.to();
    return ref.instance().equals("*")
        ? " ${join(\",\", [for x in " + whole + " : x." + ref.attribute() + "])}"
        : " ${" + whole + ref.instance() + "." + ref.attribute() + "}";
  }

  private static String terraformLifecycle(Unit unit) {
    List<String> flags = new ArrayList<>();
    if (unit.createFirst()) {
      flags.add("    create_before_destroy = true\n");
    }
    if (unit.guarded()) {
      flags.add("    prevent_destroy = true\n");
    }
    if (!unit.replacedBy().isEmpty()) {
      flags.add(
          "    replace_triggered_by = ["
              + String.join(
                  ", ",
                  unit.replacedBy().stream()
                      .map(
                          ref ->
                              "terraform_data." + ref.to() + ref.instance() + "." + ref.attribute())
                      .toList())
              + "]\n");
    }
    return flags.isEmpty() ? "" : "  lifecycle {\n" + String.join("", flags) + "  }\n";
  }

  /** For this engine. */
  String platform() {
    StringBuilder text = new StringBuilder("apiVersion: paas/v1\nname: compared\nresources:\n");
    if (units.isEmpty()) {
      text.append("  {}\n");
    }
    for (Unit unit : units) {
      text.append("  ").append(unit.name()).append(":\n    type: data\n");
      switch (unit.shape()) {
        case SINGLE -> {}
        case COUNTED -> text.append("    count: ").append(unit.count()).append('\n');
        case KEYED ->
            text.append("    forEach: [").append(String.join(", ", unit.keys())).append("]\n");
      }
      text.append("    input: \"").append(unit.value());
      text.append(own(unit, "each.index", "each.key"));
      unit.inputs().forEach(ref -> text.append(platform(ref)));
      text.append("\"\n");
      if (unit.trigger() != null) {
        text.append("    replaceWhen: \"").append(unit.trigger());
        unit.triggers().forEach(ref -> text.append(platform(ref)));
        text.append("\"\n");
      }
      if (!unit.after().isEmpty()) {
        text.append("    dependsOn: [");
        text.append(
            String.join(", ", unit.after().stream().map(name -> "resources." + name).toList()));
        text.append("]\n");
      }
      text.append(platformLifecycle(unit));
    }
    appendMoves(text);
    return text.toString();
  }

  private void appendMoves(StringBuilder text) {
    if (!moved.isEmpty()) {
      text.append("moved:\n");
      moved.forEach(
          (from, to) ->
              text.append("  - { from: resources.")
                  .append(from)
                  .append(", to: resources.")
                  .append(to)
                  .append(" }\n"));
    }
    if (!removed.isEmpty()) {
      text.append("removed:\n");
      for (String name : removed) {
        text.append("  - { from: resources.").append(name).append(", destroy: false }\n");
      }
    }
  }

  private String platform(Ref ref) {
    String whole = "resources." + ref.to();
    if (!ref.instance().equals("*")) {
      return " ${" + whole + ref.instance().replace('"', '\'') + "." + ref.attribute() + "}";
    }
    boolean keyed =
        units.stream()
            .anyMatch(unit -> unit.name().equals(ref.to()) && unit.shape() == Shape.KEYED);
    String item = keyed ? whole + "[x]" : "x";
    return " ${" + whole + ".map(x, " + item + "." + ref.attribute() + ").join(',')}";
  }

  private String platformLifecycle(Unit unit) {
    List<String> flags = new ArrayList<>();
    if (unit.createFirst()) {
      flags.add("createBeforeDestroy: true");
    }
    if (!unit.replacedBy().isEmpty()) {
      flags.add(
          "replaceWhen: ["
              + String.join(
                  ", ",
                  unit.replacedBy().stream()
                      .map(ref -> "\"" + platform(ref).strip() + "\"")
                      .toList())
              + "]");
    }
    String lifecycle =
        flags.isEmpty() ? "" : "    lifecycle: { " + String.join(", ", flags) + " }\n";
    return unit.guarded() ? lifecycle + "    protect: true\n" : lifecycle;
  }
}

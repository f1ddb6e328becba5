package dev.paas.cli.text;

import dev.paas.core.address.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the references between resources look. */
public final class GraphText {
  private final Map<Address, List<Address>> references;

  /**
   * @param references each declaration with what it refers to, in the order of the file; a module
   *     that something waits for is shown beside them, with all that is in it
   */
  public GraphText(Map<Address, List<Address>> references) {
    this.references = new LinkedHashMap<>(references);
    Map<Address, List<Address>> modules = new LinkedHashMap<>();
    references.values().stream()
        .flatMap(List::stream)
        .filter(Address::isModule)
        .forEach(module -> modules.put(module.declaration(), new ArrayList<>()));
    for (Address address : modules.isEmpty() ? Set.<Address>of() : references.keySet()) {
      for (Address name : address.names()) {
        modules.getOrDefault(name, new ArrayList<>()).add(address);
      }
    }
    this.references.putAll(modules);
  }

  /** A line for each resource, and below it what it refers to. */
  public String text() {
    StringBuilder text = new StringBuilder();
    references.forEach(
        (address, targets) -> {
          text.append(address).append('\n');
          targets.forEach(target -> text.append("  → ").append(target).append('\n'));
        });
    return text.toString();
  }

  /**
   * In Graphviz' language.
   *
   * @see <a href="https://graphviz.org/doc/info/lang.html">The DOT language</a>
   */
  public String dot() {
    StringBuilder text = new StringBuilder("digraph platform {\n  rankdir = LR;\n");
    text.append("  node [shape = box];\n");
    references.keySet().forEach(address -> text.append("  ").append(quoted(address)).append(";\n"));
    references.forEach(
        (address, targets) ->
            targets.forEach(
                target ->
                    text.append("  ")
                        .append(quoted(address))
                        .append(" -> ")
                        .append(quoted(target.declaration()))
                        .append(";\n")));
    return text.append("}\n").toString();
  }

  private static String quoted(Address address) {
    return '"' + address.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * In Mermaid's language, which code hosts draw in Markdown.
   *
   * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Mermaid flowcharts</a>
   */
  public String mermaid() {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    Map<Address, String> names = new HashMap<>();
    references
        .keySet()
        .forEach(
            address -> {
              String name = "n" + names.size();
              names.put(address, name);
              text.append("  ").append(name).append("[\"").append(address).append("\"]\n");
            });
    references.forEach(
        (address, targets) ->
            targets.forEach(
                target -> {
                  String to = names.get(target.declaration());
                  if (to != null) {
                    text.append("  ")
                        .append(names.get(address))
                        .append(" --> ")
                        .append(to)
                        .append('\n');
                  }
                }));
    return text.toString();
  }
}

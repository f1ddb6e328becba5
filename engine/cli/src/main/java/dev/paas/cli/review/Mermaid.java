package dev.paas.cli.review;

import dev.paas.cli.text.ValueText;
import dev.paas.core.address.Address;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.Change;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Graphs in Mermaid's language, which code hosts draw in Markdown.
 *
 * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Mermaid flowcharts</a>
 */
public final class Mermaid {
  private static final Map<Action, String> COLOURS =
      new LinkedHashMap<>(
          Map.of(
              Action.CREATE, "#2da44e",
              Action.UPDATE, "#bf8700",
              Action.REPLACE, "#cf222e",
              Action.DELETE, "#cf222e"));

  private Mermaid() {}

  /** A text in the quotes of a node: every character that means something is a number. */
  public static String label(String text) {
    StringBuilder label = new StringBuilder();
    ValueText.escaped(text)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " ._-/:,".indexOf(c) >= 0) {
                label.appendCodePoint(c);
              } else {
                label.append('#').append(c).append(';');
              }
            });
    return label.toString();
  }

  /** What a plan changes, with arrows from what is done first to what is done after it. */
  static String changes(ChangeGraph graph) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    Map<Address, String> names = new LinkedHashMap<>();
    for (Change change : graph.changes()) {
      String name = "n" + names.size();
      names.put(change.address(), name);
      String verb = change.action().name().toLowerCase(Locale.ROOT);
      text.append("  ")
          .append(name)
          .append("[\"")
          .append(label(change.address().toString()))
          .append("<br/>")
          .append(verb)
          .append("\"]")
          .append(COLOURS.containsKey(change.action()) ? ":::" + verb : "")
          .append('\n');
    }
    graph
        .edges()
        .forEach(
            edge ->
                text.append("  ")
                    .append(names.get(edge.first()))
                    .append(" --> ")
                    .append(names.get(edge.then()))
                    .append('\n'));
    for (Action action : Action.values()) {
      String colour = COLOURS.get(action);
      if (colour != null && graph.changes().stream().anyMatch(one -> one.action() == action)) {
        text.append("  classDef ")
            .append(action.name().toLowerCase(Locale.ROOT))
            .append(" stroke:")
            .append(colour)
            .append(",stroke-width:2px\n");
      }
    }
    return text.toString();
  }
}

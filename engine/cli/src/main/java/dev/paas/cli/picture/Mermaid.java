package dev.paas.cli.picture;

import dev.paas.cli.picture.Picture.Edge;
import dev.paas.cli.picture.Picture.Kind;
import dev.paas.cli.picture.Picture.Node;
import dev.paas.cli.text.ValueText;
import java.util.List;
import java.util.function.Consumer;

/**
 * Graphs in Mermaid's language, which code hosts draw in Markdown.
 *
 * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Mermaid flowcharts</a>
 */
public final class Mermaid {
  private Mermaid() {}

  /** A graph; what has a sign says in a second line of what kind it is, and has its colour. */
  public static void write(Picture picture, Consumer<String> out) {
    out.accept("flowchart LR\n");
    List<Node> nodes = picture.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      out.accept("  n" + i + "[\"" + label(nodes.get(i)) + "\"]" + style(nodes.get(i)) + "\n");
    }
    for (Edge edge : picture.edges()) {
      out.accept("  n" + edge.from() + " --> n" + edge.to() + "\n");
    }
    for (Kind kind : picture.kinds().keySet()) {
      boolean used = nodes.stream().anyMatch(node -> node.kind().equals(kind) && signed(node));
      if (used && !colour(kind.tone()).isEmpty()) {
        out.accept("  classDef " + name(kind) + " stroke:" + colour(kind.tone()));
        out.accept(",stroke-width:2px\n");
      }
    }
  }

  private static String label(Node node) {
    String address = label(node.address());
    return signed(node) ? address + "<br/>" + label(node.kind().word()) : address;
  }

  private static boolean signed(Node node) {
    return !node.sign().isEmpty();
  }

  private static String style(Node node) {
    boolean plain = !signed(node) || colour(node.kind().tone()).isEmpty();
    return plain ? "" : ":::" + name(node.kind());
  }

  private static String name(Kind kind) {
    return kind.word().replace(' ', '-');
  }

  private static String colour(Tone tone) {
    return switch (tone) {
      case GREEN -> "#2da44e";
      case YELLOW -> "#bf8700";
      case RED -> "#cf222e";
      case PLAIN, BLUE, CYAN -> "";
    };
  }

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
}

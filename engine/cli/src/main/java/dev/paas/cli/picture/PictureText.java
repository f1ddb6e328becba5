package dev.paas.cli.picture;

import dev.paas.cli.picture.Picture.Edge;
import dev.paas.cli.picture.Picture.Node;
import dev.paas.cli.text.ValueText;
import java.util.List;
import java.util.function.Consumer;

/** Graphs in languages that are text. What has no sign is named by its address alone. */
public final class PictureText {
  private PictureText() {}

  /** A line for each node, and below it where its arrows lead. */
  public static void text(Picture picture, Consumer<String> out) {
    text(picture, 0, out);
  }

  /** The lines of the nodes from a position on. */
  static void text(Picture picture, int from, Consumer<String> out) {
    List<Node> nodes = picture.nodes();
    Neighbours after = Neighbours.after(nodes.size(), picture.edges());
    for (int i = from; i < nodes.size(); i++) {
      out.accept(signed(nodes.get(i)) + "\n");
      for (int j = 0; j < after.count(i); j++) {
        out.accept("  → " + ValueText.escaped(nodes.get(after.get(i, j)).address()) + "\n");
      }
    }
  }

  /**
   * In Graphviz' language.
   *
   * @see <a href="https://graphviz.org/doc/info/lang.html">The DOT language</a>
   */
  public static void dot(Picture picture, Consumer<String> out) {
    out.accept("digraph platform {\n  rankdir = LR;\n  node [shape = box];\n");
    for (Node node : picture.nodes()) {
      String label = node.sign().isEmpty() ? "" : " [label = " + quoted(signed(node)) + "]";
      out.accept("  " + quoted(node.address()) + label + ";\n");
    }
    for (Edge edge : picture.edges()) {
      out.accept("  " + quoted(picture.nodes().get(edge.from()).address()));
      out.accept(" -> " + quoted(picture.nodes().get(edge.to()).address()) + ";\n");
    }
    out.accept("}\n");
  }

  private static String signed(Node node) {
    String address = ValueText.escaped(node.address());
    return node.sign().isEmpty()
        ? address
        : node.sign() + " " + address + "  " + node.kind().word();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

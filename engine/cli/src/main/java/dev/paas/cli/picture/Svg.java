package dev.paas.cli.picture;

import dev.paas.cli.text.ValueText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A picture in SVG: as a file of its own, or as a part of a page that has its style sheet. */
public final class Svg {
  private static final int HEAD = 76;
  private static final int LINE = 20;
  private static final double LETTER = 7.3;
  private static final int KIND_GAP = 20;

  private Svg() {}

  /**
   * A file.
   *
   * @param title what it shows
   * @param summary what it comes to, a sentence
   */
  public static void file(Layout layout, String title, String summary, Consumer<String> out) {
    int width = Math.max(layout.totalWidth(), headWidth(layout.picture(), title, summary));
    int height = layout.totalHeight() + HEAD;
    out.accept(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture file\" role=\"img\" width=\""
            + width
            + ("\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height + "\">\n"));
    out.accept("<title>" + escaped(title) + "</title>\n<desc>" + escaped(summary) + "</desc>\n");
    out.accept("<style>\n" + style() + "</style>\n");
    out.accept("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    out.accept("<text class=\"title\" x=\"24\" y=\"30\">" + escaped(title) + "</text>\n");
    out.accept("<text class=\"where\" x=\"24\" y=\"50\">" + escaped(summary) + "</text>\n");
    legend(layout.picture(), out);
    out.accept("<g transform=\"translate(0,76)\">\n");
    content(layout, out);
    out.accept("</g>\n</svg>\n");
  }

  /** What is drawn, without what is around it. */
  public static void content(Layout layout, Consumer<String> out) {
    out.accept(
        "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
            + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker>"
            + "<path id=\"band\" d=\"M6 0H30V40H6A6 6 0 0 1 0 34V6A6 6 0 0 1 6 0Z\"/></defs>\n");
    out.accept("<g class=\"edges\" marker-end=\"url(#head)\">\n");
    Routes routes = new Routes(layout);
    for (Picture.Edge edge : layout.picture().edges()) {
      out.accept("<path d=\"" + routes.path(edge) + "\"/>\n");
    }
    out.accept("</g>\n<g class=\"nodes\">\n");
    List<Picture.Node> nodes = layout.picture().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      out.accept(node(layout, nodes.get(i), i));
    }
    out.accept("</g>\n");
  }

  /** The style sheet of pictures. */
  public static String style() {
    try (InputStream sheet = Svg.class.getResourceAsStream("picture.css")) {
      if (sheet == null) {
        throw new IllegalStateException("the style sheet of pictures is missing");
      }
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String node(Layout layout, Picture.Node node, int position) {
    int width = layout.width(position);
    StringBuilder text = new StringBuilder(320);
    text.append("<g class=\"node ").append(node.kind().tone().className());
    text.append("\" transform=\"translate(").append(layout.x(position)).append(',');
    text.append(layout.y(position)).append(")\"><title>").append(escaped(node.address()));
    text.append(": ").append(escaped(node.kind().word())).append("</title>");
    text.append("<rect width=\"").append(width).append("\" height=\"40\" rx=\"6\"/>");
    text.append("<use href=\"#band\"/>");
    if (!node.sign().isBlank()) {
      text.append("<text class=\"sign").append(node.sign().length() > 1 ? " wide" : "");
      text.append("\" x=\"15\" y=\"25\">");
      text.append(escaped(node.sign())).append("</text>");
    }
    text.append("<text class=\"where\" x=\"40\" y=\"15\">");
    text.append(escaped(Label.cut(node.where()))).append("</text>");
    text.append("<text class=\"name\" x=\"40\" y=\"31\">");
    text.append(escaped(Label.cut(node.name()))).append("</text></g>\n");
    return text.toString();
  }

  private static String legend(Picture.Kind kind, int count) {
    return kind.word() + " " + count;
  }

  /** How many there are of each kind, and what arrows say. */
  private static void legend(Picture picture, Consumer<String> out) {
    double x = 24;
    out.accept("<g class=\"legend\" transform=\"translate(0,70)\">");
    for (Map.Entry<Picture.Kind, Integer> entry : picture.kinds().entrySet()) {
      String text = legend(entry.getKey(), entry.getValue());
      out.accept(
          "<g class=\"node "
              + entry.getKey().tone().className()
              + "\"><rect class=\"band\" x=\""
              + Math.round(x)
              + "\" y=\"-10\" width=\"11\" height=\"11\" rx=\"2\"/><text x=\""
              + Math.round(x + 16)
              + "\">"
              + escaped(text)
              + "</text></g>");
      x += 16 + text.length() * LETTER + KIND_GAP;
    }
    if (!picture.edges().isEmpty()) {
      out.accept("<text x=\"" + Math.round(x) + "\">" + escaped(arrow(picture)) + "</text>");
    }
    out.accept("</g>\n");
  }

  private static String arrow(Picture picture) {
    return "a → b: a " + picture.meaning().then() + " b";
  }

  private static int headWidth(Picture picture, String title, String summary) {
    double legend = 24 + (picture.edges().isEmpty() ? 0 : arrow(picture).length() * LETTER);
    for (Map.Entry<Picture.Kind, Integer> entry : picture.kinds().entrySet()) {
      legend += 16 + legend(entry.getKey(), entry.getValue()).length() * LETTER + KIND_GAP;
    }
    double title2 = title.length() * (LETTER + 3);
    return (int) Math.max(legend, Math.max(title2, summary.length() * LETTER)) + 2 * LINE;
  }

  /** A text of others between tags, or in the quotes of an attribute. */
  public static String escaped(String text) {
    String plain = ValueText.escaped(text).replace("\t", " ");
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

package dev.paas.cli.page;

import dev.paas.cli.picture.Layout;
import dev.paas.cli.picture.Svg;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A page as one file of HTML. Its policy lets the browser run this script and use this style sheet,
 * known by their digests, and load nothing at all.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 */
public final class Html {
  private Html() {}

  /** Gives a page part by part; the same page always gives the same text. */
  public static void write(Page page, Consumer<String> out) {
    String style = "\n" + Svg.style() + resource("page.css");
    String script = "\n" + resource("libraries.js") + resource("page.js");
    out.accept("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.accept("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.accept("script-src '" + digest(script) + "'; style-src '" + digest(style) + "'; ");
    out.accept("base-uri 'none'; form-action 'none'\">\n");
    out.accept("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.accept("<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.accept("<title>" + Svg.escaped(page.title()) + "</title>\n");
    out.accept("<style>" + style + "</style>\n</head>\n<body>\n");
    body(page, out);
    out.accept("<script type=\"application/json\" id=\"data\">");
    PageData.write(page, out);
    out.accept("</script>\n<!-- In the script below are modules of D3, https://d3js.org/:\n\n");
    out.accept(resource("licences.txt").replace("--", "- -") + "-->\n");
    out.accept("<script>" + script + "</script>\n</body>\n</html>\n");
  }

  private static void body(Page page, Consumer<String> out) {
    Layout layout = Layout.of(page.picture());
    String frame = resource("page.html");
    int place = frame.indexOf("<!-- picture -->");
    out.accept(
        "<header>\n<h1>"
            + Svg.escaped(page.title())
            + "</h1>\n<p id=\"summary\">"
            + Svg.escaped(page.summary())
            + "</p>\n</header>\n");
    out.accept(frame.substring(0, place));
    String size = layout.totalWidth() + "\" data-height=\"" + layout.totalHeight();
    String box = layout.totalWidth() + " " + layout.totalHeight();
    out.accept("<svg id=\"picture\" class=\"picture\" tabindex=\"0\" role=\"application\"");
    out.accept(" aria-label=\"The graph\" aria-describedby=\"keys\" data-width=\"" + size);
    out.accept("\" viewBox=\"0 0 " + box + "\">");
    out.accept("<g id=\"view\">\n");
    Svg.content(layout, out);
    out.accept("</g></svg>\n");
    out.accept(frame.substring(place));
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String resource(String name) {
    try (InputStream content = Html.class.getResourceAsStream(name)) {
      if (content == null) {
        throw new IllegalStateException("a part of the page is missing: " + name);
      }
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

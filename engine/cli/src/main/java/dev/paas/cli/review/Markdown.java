package dev.paas.cli.review;

import dev.paas.cli.text.ValueText;

/**
 * Texts of others inside Markdown, as GitHub and GitLab read it: none of them is taken for markup,
 * a link, a mention, a reference to an issue or a command to the host.
 *
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
final class Markdown {
  /** Has no width, and keeps a host from seeing a name behind an at-sign. */
  private static final char BREAK = '\u200b';

  private static final String ESCAPED = "\\`*_{}[]|~<>";
  private static final String REFERENCES = "@#!$%&~";

  private Markdown() {}

  /** Text as code; it may stand in a table. */
  static String code(String text) {
    String plain = ValueText.escaped(text).replace('\t', ' ').replace("|", "\\|");
    int run = longestRun(plain);
    if (run == 0) {
      return plain.isBlank() ? "` `" : "`" + plain + "`";
    }
    String fence = "`".repeat(run + 1);
    return fence + " " + plain + " " + fence;
  }

  /** A sentence; what stands between backticks in it is code. */
  static String prose(String text) {
    String[] parts = ValueText.escaped(text).split("`", -1);
    if (parts.length % 2 == 0) {
      return plain(ValueText.escaped(text));
    }
    StringBuilder prose = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      prose.append(i % 2 == 0 ? plain(parts[i]) : code(parts[i]));
    }
    return prose.toString();
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&') {
        plain.append("&amp;");
      } else if (c == '<') {
        plain.append("&lt;");
      } else if (c == '\t') {
        plain.append(' ');
      } else {
        plain.append(ESCAPED.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
      boolean link = c == ':' && text.startsWith("//", i + 1);
      boolean name = c == '.' && text.regionMatches(true, Math.max(0, i - 3), "www", 0, 3);
      if (REFERENCES.indexOf(c) >= 0 || link || name) {
        plain.append(BREAK);
      }
    }
    return plain.toString();
  }

  /** Text inside an HTML element. */
  static String html(String text) {
    return ValueText.escaped(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A block of code that nothing in its content ends. */
  static String block(String language, String content) {
    String fence = "`".repeat(Math.max(3, longestRun(content) + 1));
    String end = content.isEmpty() || content.endsWith("\n") ? "" : "\n";
    return fence + language + "\n" + content + end + fence + "\n";
  }

  /** Something that is folded; its content begins and ends with a whole line. */
  static String folded(String summaryHtml, String content) {
    return "<details>\n<summary>" + summaryHtml + "</summary>\n\n" + content + "\n</details>\n";
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}

package dev.paas.cli.review;

import dev.paas.cli.text.ValueText;

/** Cuts what is too long for a line, and says how long it was. */
final class Cut {
  /** How much of what two texts have in common is kept before the place where they part. */
  private static final int LEAD = 12;

  private Cut() {}

  /** How many characters a text has. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The beginning of a text that is longer than {@code room}, else all of it. */
  static String end(String text, int room) {
    return around(text, 0, room);
  }

  /**
   * What fits of a text.
   *
   * @param place the character that must be seen
   */
  static String around(String text, int place, int room) {
    return length(text) <= room ? text : cut(text, place, room, length(text), "");
  }

  /** What fits of a text in quotes. */
  static String quoted(String text, int place, int room) {
    String escaped = ValueText.escaped(text).replace("\"", "\\\"");
    return length(escaped) + 2 <= room
        ? "\"" + escaped + "\""
        : cut(escaped, place, room - 2, length(text), "\"");
  }

  private static String cut(String text, int place, int room, int told, String quote) {
    int length = length(text);
    String remark = " (" + told + " characters)";
    int left = Math.min(length, Math.max(LEAD, room - remark.length() - 2));
    int from = place < left - LEAD ? 0 : Math.min(place - LEAD, length - left);
    int to = from + left;
    int start = text.offsetByCodePoints(0, from);
    int end = text.offsetByCodePoints(start, left);
    return (from > 0 ? "…" : "")
        + quote
        + text.substring(start, end)
        + quote
        + (to < length ? "…" : "")
        + remark;
  }

  /** How many characters two texts have in common at the beginning. */
  static int common(String first, String second) {
    int most = Math.min(first.length(), second.length());
    int i = 0;
    while (i < most && first.charAt(i) == second.charAt(i)) {
      i++;
    }
    if (i > 0 && i < most && Character.isHighSurrogate(first.charAt(i - 1))) {
      i--;
    }
    return first.codePointCount(0, i);
  }
}

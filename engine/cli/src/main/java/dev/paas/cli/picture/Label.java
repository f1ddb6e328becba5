package dev.paas.cli.picture;

import dev.paas.cli.text.ValueText;

/** The two lines on a node, and how much room they take in letters of one width. */
final class Label {
  /** Where they begin, behind the sign. */
  static final int LEFT = 40;

  private static final int RIGHT = 12;
  private static final int MOST = 28;
  private static final int LEAST = 9;
  private static final double NAME_LETTER = 7.9;
  private static final double WHERE_LETTER = 6.7;

  private Label() {}

  /** How wide a node must be. */
  static int width(Picture.Node node) {
    double name = letters(cut(node.name())) * NAME_LETTER;
    double where = letters(cut(node.where())) * WHERE_LETTER;
    return LEFT + RIGHT + (int) Math.ceil(Math.max(LEAST * NAME_LETTER, Math.max(name, where)));
  }

  /** A text of which the middle is left out when it is long: its end tells most. */
  static String cut(String text) {
    String escaped = ValueText.escaped(text);
    int length = escaped.codePointCount(0, escaped.length());
    if (length <= MOST) {
      return escaped;
    }
    int head = escaped.offsetByCodePoints(0, MOST / 2 - 2);
    int tail = escaped.offsetByCodePoints(escaped.length(), -(MOST / 2 + 1));
    return escaped.substring(0, head) + "…" + escaped.substring(tail);
  }

  /** How many letters wide a text is; those of East Asia are two. */
  private static int letters(String text) {
    return text.codePoints().map(c -> wide(c) ? 2 : 1).sum();
  }

  private static boolean wide(int c) {
    return Character.isIdeographic(c)
        || switch (Character.UnicodeScript.of(c)) {
          case HANGUL, HIRAGANA, KATAKANA -> true;
          default -> false;
        };
  }
}

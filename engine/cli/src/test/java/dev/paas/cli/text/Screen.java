package dev.paas.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A terminal as far as the progress display uses one: lines, going up, and clearing below. */
final class Screen {
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int longest;

  /** Shows what a program writes. */
  void write(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\u001b') {
        int end = at + 2;
        while (!Character.isLetter(text.charAt(end))) {
          end++;
        }
        escape(text.substring(at + 2, end), text.charAt(end));
        at = end + 1;
        continue;
      }
      if (c == '\n') {
        row++;
        while (lines.size() <= row) {
          lines.add(new StringBuilder());
        }
      } else if (c != '\r') {
        lines.get(row).append(c);
        longest = Math.max(longest, lines.get(row).length());
      }
      at++;
    }
  }

  private void escape(String number, char what) {
    switch (what) {
      case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
      case 'J' -> {
        while (lines.size() > row + 1) {
          lines.remove(lines.size() - 1);
        }
        lines.get(row).setLength(0);
      }
      case 'm' -> row += 0;
      default -> throw new IllegalArgumentException("what is ESC[" + number + what);
    }
  }

  /** The length of the longest line that ever was there. */
  int longest() {
    return longest;
  }

  @Override
  public String toString() {
    return String.join("\n", lines).stripTrailing();
  }
}

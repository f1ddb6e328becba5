package dev.paas.cli.review;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences and lists into lines, between words. */
final class Wrapped {
  private Wrapped() {}

  /** Lines of at most {@code width} characters; a longer word has a line of its own. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && Cut.length(line.toString()) + 1 + Cut.length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}

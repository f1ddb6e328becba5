package dev.paas.core.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * A text that diagnostics point into.
 *
 * @param name how the user knows it: the path as given, or {@code --var name=value}
 * @param text all of it
 * @param firstLine the number of its first line: 1, or more when the text goes on where others end
 */
public record Source(String name, String text, int firstLine) {

  /** A text that begins with line 1. */
  public Source(String name, String text) {
    this(name, text, 1);
  }

  /**
   * A line of the text.
   *
   * @param line counted from the first line's number
   * @return the line without its end; empty when there is no such line
   */
  public String line(int line) {
    int start = 0;
    for (int current = firstLine; current < line; current++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
    int end = text.indexOf('\n', start);
    String found = end < 0 ? text.substring(start) : text.substring(start, end);
    return found.endsWith("\r") ? found.substring(0, found.length() - 1) : found;
  }

  // Each start of paas compares some of these, and what a record gets by itself is made only then.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Source that
            && name.equals(that.name)
            && firstLine == that.firstLine
            && text.equals(that.text));
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + firstLine;
  }

  @Override
  public String toString() {
    return name;
  }
}

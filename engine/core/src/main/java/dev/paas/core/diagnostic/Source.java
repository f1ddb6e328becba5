package dev.paas.core.diagnostic;

/**
 * A text that diagnostics point into.
 *
 * @param name how the user knows it: the path as given, or {@code --var name=value}
 * @param text all of it
 */
public record Source(String name, String text) {

  /**
   * A line of the text.
   *
   * @param line counted from 1
   * @return the line without its end; empty when there is no such line
   */
  public String line(int line) {
    int start = 0;
    for (int current = 1; current < line; current++) {
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

  @Override
  public String toString() {
    return name;
  }
}

package dev.paas.provider.docker.context;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a {@code .dockerignore} file. For each path the last line that means it decides.
 *
 * @param patterns the lines, in order
 */
record DockerIgnore(List<IgnorePattern> patterns) {
  static final DockerIgnore NONE = new DockerIgnore(List.of());

  /**
   * Reads the file's text.
   *
   * @throws IllegalArgumentException when a line is not a pattern; the message names it
   */
  static DockerIgnore parse(String text) {
    List<IgnorePattern> patterns = new ArrayList<>();
    int number = 0;
    for (String raw : (Iterable<String>) text.lines()::iterator) {
      String line = number++ == 0 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
      String pattern = line.strip();
      if (!line.startsWith("#") && !pattern.isEmpty()) {
        try {
          patterns.add(IgnorePattern.parse(pattern));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    return new DockerIgnore(List.copyOf(patterns));
  }

  /** Whether {@code path}, which has slashes between its parts, is left out. */
  boolean leavesOut(String path) {
    boolean out = false;
    for (IgnorePattern pattern : patterns) {
      if (pattern.negated() == out && pattern.matches(path)) {
        out = !pattern.negated();
      }
    }
    return out;
  }

  /** Whether nothing in a folder that is left out can be taken in again. */
  boolean leavesOutAllOf(String folder) {
    return patterns.stream().noneMatch(line -> line.negated() && line.mayMatchIn(folder));
  }
}

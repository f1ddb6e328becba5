package dev.paas.core.diagnostic;

/**
 * A stretch of a source, on one line.
 *
 * @param source where
 * @param line counted from 1
 * @param column of the first character, counted in code points from 1
 * @param length in code points, at least 1
 */
public record Span(Source source, int line, int column, int length)
    implements Comparable<Span>, Located {
  public Span {
    length = Math.max(1, length);
  }

  @Override
  public Span span() {
    return this;
  }

  @Override
  public int compareTo(Span other) {
    int order = source.name().compareTo(other.source.name());
    order = order != 0 ? order : Integer.compare(line, other.line);
    return order != 0 ? order : Integer.compare(column, other.column);
  }

  /** As editors and terminals understand it: {@code platform.yaml:3:7}. */
  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }
}

package dev.paas.core.diagnostic;

import java.util.Comparator;

/**
 * A stretch of a source, on one line.
 *
 * @param source where
 * @param line counted from 1
 * @param column of the first character, counted in code points from 1
 * @param length in code points, at least 1
 */
public record Span(Source source, int line, int column, int length) implements Comparable<Span> {
  private static final Comparator<Span> ORDER =
      Comparator.<Span, String>comparing(span -> span.source.name())
          .thenComparingInt(Span::line)
          .thenComparingInt(Span::column);

  public Span {
    length = Math.max(1, length);
  }

  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }

  /** As editors and terminals understand it: {@code platform.yaml:3:7}. */
  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }
}

package dev.paas.core.source;

import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.spi.value.Value;

/**
 * A text, number, truth value or null.
 *
 * @param source the file
 * @param line where it begins, counted from 1
 * @param column where it begins, counted from 1
 * @param offset where it begins, in code points from the start of the source
 * @param text its content, with quotes, escapes and folding taken away
 * @param style how it is written
 * @param value its content as a value: a plain scalar is what YAML 1.2's core schema makes of it
 */
public record ScalarNode(
    Source source, int line, int column, int offset, String text, ScalarStyle style, Value value)
    implements Node {

  @Override
  public Span span() {
    return span(0, text.length());
  }

  /**
   * Where a part of the text stands in the file.
   *
   * @param from index of its first character in {@link #text}
   * @param to index after its last one
   */
  public Span span(int from, int to) {
    return ScalarPositions.of(this).span(from, to);
  }

  @Override
  public String describe() {
    return switch (value.kind()) {
      case NULL -> "nothing";
      case BOOLEAN -> "a truth value";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case STRING, ARRAY, OBJECT, UNKNOWN -> "a text";
    };
  }

  @Override
  public String toString() {
    return text;
  }
}

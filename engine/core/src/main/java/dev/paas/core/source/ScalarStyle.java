package dev.paas.core.source;

/** How a scalar is written in YAML. */
public enum ScalarStyle {
  PLAIN,
  SINGLE_QUOTED,
  DOUBLE_QUOTED,
  /** {@code |} */
  LITERAL,
  /** {@code >} */
  FOLDED,
  /** A whole file that is not YAML, such as a template. */
  FILE
}

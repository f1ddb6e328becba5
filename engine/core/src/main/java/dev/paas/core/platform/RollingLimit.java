package dev.paas.core.platform;

import dev.paas.core.diagnostic.Span;

/**
 * How many instances of a declaration may be away at the same time while they are replaced, or
 * changed in a way that stops them.
 *
 * @param most how many, or how many of a hundred
 * @param percent whether it is a part of all
 * @param at where it stands
 */
public record RollingLimit(int most, boolean percent, Span at) {

  public RollingLimit {
    if (most < 1 || (percent && most > 100)) {
      throw new IllegalArgumentException("at most " + most + (percent ? " %" : ""));
    }
  }

  /** How many of {@code all}: a part is rounded down, but one may always be away. */
  public int of(int all) {
    return percent ? (int) Math.max(1, (long) all * most / 100) : most;
  }
}

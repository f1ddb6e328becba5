package dev.paas.core.plan;

import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import org.jspecify.annotations.Nullable;

/**
 * A difference in one attribute.
 *
 * @param path which
 * @param before its value before; {@code null} when it was not there
 * @param after its value after; {@code null} when it will not be there
 * @param cause where the difference comes from
 * @param forcesReplacement whether it cannot be made in place
 * @param writeOnly whether the values are hashes of what is not kept
 */
public record AttributeChange(
    ValuePath path,
    @Nullable Value before,
    @Nullable Value after,
    Cause cause,
    boolean forcesReplacement,
    boolean writeOnly) {

  /** Where a difference comes from. */
  public enum Cause {
    /** The file, or something that it refers to, changed. */
    CONFIGURATION,
    /** The file does not say, so that the schema's default applies. */
    DEFAULT,
    /** It was changed outside of the platform, and is changed back. */
    DRIFT,
    /** The provider computes it. */
    COMPUTED
  }

  /** Whether a value of it must not be shown. */
  public boolean isSensitive() {
    return (before != null && before.hasSensitive()) || (after != null && after.hasSensitive());
  }

  /** The same difference with another cause. */
  public AttributeChange withCause(Cause other) {
    return new AttributeChange(path, before, after, other, forcesReplacement, writeOnly);
  }

  AttributeChange forcing() {
    return new AttributeChange(path, before, after, cause, true, writeOnly);
  }
}

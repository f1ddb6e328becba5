package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a resource that must hold.
 *
 * @param condition the condition
 * @param message what to say when it does not hold; {@code null} for nothing more
 * @param moment when it must hold
 */
public record CheckDeclaration(Expression condition, @Nullable Expression message, Moment moment) {

  /** When a condition must hold. */
  public enum Moment {
    /** Before anything is done with the resource. */
    BEFORE,
    /** When the resource is as it shall be; the condition may refer to {@code self}. */
    AFTER
  }
}

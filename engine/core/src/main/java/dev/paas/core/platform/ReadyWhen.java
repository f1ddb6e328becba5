package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import java.time.Duration;

/**
 * When a resource that was made or changed is ready for what depends on it.
 *
 * @param condition the condition over its attributes, {@code self}
 * @param timeout how long to wait for it
 * @param interval how long to wait before the resource is looked at again
 */
public record ReadyWhen(Expression condition, Duration timeout, Duration interval) {
  static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
  static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
}

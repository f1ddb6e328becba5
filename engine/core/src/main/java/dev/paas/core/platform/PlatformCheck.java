package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import dev.paas.core.source.ScalarNode;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the whole platform, an entry of {@code checks:}.
 *
 * @param name its name
 * @param key where that stands
 * @param condition the condition
 * @param message what to say when it does not hold; {@code null} for nothing more
 * @param warns whether that is only a warning
 */
public record PlatformCheck(
    String name,
    ScalarNode key,
    Expression condition,
    @Nullable Expression message,
    boolean warns) {}

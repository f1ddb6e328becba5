package dev.paas.core.platform;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code imports}: something that exists already and shall belong to the platform.
 *
 * @param to the address that it shall have
 * @param id what its own system calls it
 * @param forEach an import for each element; {@code null} when not given
 * @param span where the entry stands
 */
public record ImportDeclaration(
    Expression to, Expression id, @Nullable Expression forEach, Span span) {}

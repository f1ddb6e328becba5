package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import dev.paas.core.source.ScalarNode;

/**
 * What the platform tells its users.
 *
 * @param name its name
 * @param key where it is declared
 * @param value what it is
 * @param description what it tells
 * @param sensitive whether it is shown only when asked for by name
 */
public record OutputDeclaration(
    String name, ScalarNode key, Expression value, String description, boolean sensitive) {}

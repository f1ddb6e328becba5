package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import dev.paas.core.source.ScalarNode;

/**
 * A value with a name.
 *
 * @param index its position among the locals
 * @param name its name
 * @param key where it is declared
 * @param value what it is
 */
public record LocalDeclaration(int index, String name, ScalarNode key, Expression value) {}

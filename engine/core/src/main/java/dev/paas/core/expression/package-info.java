/**
 * What <code>${…}</code> means: expressions as data, and how they are evaluated.
 *
 * <p>{@link dev.paas.core.expression.ExpressionParser} turns document nodes into {@link
 * dev.paas.core.expression.Expression}s. A plain path is a {@link
 * dev.paas.core.expression.Reference} and is evaluated here; everything else is CEL, behind {@link
 * dev.paas.core.expression.CelCompiler}, which is loaded only when there is some. What a reference
 * stands for is told by a {@link dev.paas.core.expression.Scope}: this package knows no sections,
 * resources or variables. Imports {@code diagnostic}, {@code source} and {@code
 * dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.expression;

import org.jspecify.annotations.NullMarked;

/**
 * What the names in a platform stand for while it is planned and applied.
 *
 * <p>{@link dev.paas.core.evaluation.Evaluation} holds the values of variables, locals and resource
 * instances, and is the scope that expressions see; {@link dev.paas.core.evaluation.PlatformGraph}
 * says in which order they can be evaluated; {@link dev.paas.core.evaluation.Expander} makes
 * instances of declarations. Asks no provider anything. Imports {@code address}, {@code
 * diagnostic}, {@code expression}, {@code graph}, {@code platform}, {@code schema} and {@code
 * dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.evaluation;

import org.jspecify.annotations.NullMarked;

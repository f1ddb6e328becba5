/**
 * CEL, the Common Expression Language, by the library {@code dev.cel}: the only package that
 * imports it, and loaded only when an expression is more than a path.
 *
 * <p>Every path in an expression that begins with a name of the platform becomes one variable,
 * which the scope resolves just as it resolves a plain path. CEL sees plain values; what of them is
 * known after apply, or sensitive, is named to it by patterns beside them. Imports {@code
 * expression}, {@code diagnostic}, {@code source}, {@code json} and {@code dev.paas.spi.value}.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">CEL language
 *     definition</a>
 */
@NullMarked
package dev.paas.core.expression.cel;

import org.jspecify.annotations.NullMarked;

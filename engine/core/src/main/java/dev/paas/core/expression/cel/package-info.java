/**
 * CEL, the Common Expression Language, by the library {@code dev.cel}: the only package that
 * imports it, and loaded only when an expression is more than a path.
 *
 * <p>The library parses, checks types and carries out functions. What lies between, {@link
 * dev.paas.core.expression.cel.CelTree} and its {@link dev.paas.core.expression.cel.Interpreter},
 * is ours: so a path is resolved by the scope just as a plain path is, what is known after apply or
 * sensitive stays with the element that it belongs to, and an error points at its operator. A
 * function of the library is never called with anything unknown. {@link
 * dev.paas.core.expression.cel.Typer} goes over the same tree before anything runs. Imports {@code
 * expression}, {@code diagnostic}, {@code source}, {@code json} and {@code dev.paas.spi.value}.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">CEL language
 *     definition</a>
 */
@NullMarked
package dev.paas.core.expression.cel;

import org.jspecify.annotations.NullMarked;

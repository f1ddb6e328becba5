/**
 * Why a plan does to a resource what it does: the chain from what was changed to the action.
 *
 * <p>{@link dev.paas.core.why.Explainer} reads a plan backwards, along the references that carried
 * a difference. There is no older file to compare with: a change is known by the difference that it
 * makes in a resource. Plans nothing and asks nobody. Imports {@code address}, {@code diagnostic},
 * {@code evaluation}, {@code expression}, {@code plan}, {@code platform}, {@code schema}, {@code
 * source} and {@code dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.why;

import org.jspecify.annotations.NullMarked;

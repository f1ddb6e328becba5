/**
 * A stand-in for the part of the engine that stands around a provider's answers: what it proposes
 * before it asks for a plan, and what it checks in the answers.
 *
 * <p>Written against {@code providers/README.md} alone. Left out: everything that spans several
 * resources, such as references, order and state. Imports {@code manifest} and the SPI.
 */
@NullMarked
package dev.paas.provider.tck.engine;

import org.jspecify.annotations.NullMarked;

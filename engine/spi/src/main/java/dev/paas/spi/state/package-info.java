/**
 * What a state backend implements: an ordered, transactional key-value store with leases and
 * watches.
 *
 * <p>Keys are texts such as {@code record/services.web}, values are bytes that the engine encodes
 * and, where sensitive, has encrypted already; a backend never looks into them. One resource is one
 * key, so that a write costs one record and two applies of different resources do not meet.
 *
 * <p>Left out on purpose: records, intents, history and encryption, which the engine builds on top.
 * Imports {@code dev.paas.spi.provider.PlatformIdentity}, {@code dev.paas.spi.value} and the JDK.
 */
@NullMarked
package dev.paas.spi.state;

import org.jspecify.annotations.NullMarked;

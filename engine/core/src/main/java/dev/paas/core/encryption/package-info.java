/**
 * The keys of a state, and encryption with them.
 *
 * <p>{@link dev.paas.core.encryption.KeySettings} is what {@code state.encryption} says, {@link
 * dev.paas.core.encryption.KeySource} one place that a key comes from, {@link
 * dev.paas.core.encryption.Keyring} all keys of one state. What is encrypted, and where it is
 * stored, is left to {@code state}. Imports {@code diagnostic}, {@code schema} for lengths of time,
 * {@code source} and the JDK.
 */
@NullMarked
package dev.paas.core.encryption;

import org.jspecify.annotations.NullMarked;

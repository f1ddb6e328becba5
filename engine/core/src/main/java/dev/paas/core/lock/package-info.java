/**
 * The lock file, {@code .paas.lock.yaml}: what a platform was last used with, so that nobody uses
 * it with something else unawares.
 *
 * <p>{@link dev.paas.core.lock.LockFile} is the file: each writer owns one of its top-level keys
 * and leaves the others as they are. {@link dev.paas.core.lock.PluginLock} is the key {@code
 * plugins}: the version of each plugin, and a digest of its files. Decides neither when the lock is
 * checked nor when it is written. Imports {@code diagnostic}, {@code plugin}, {@code source} and
 * {@code dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.lock;

import org.jspecify.annotations.NullMarked;

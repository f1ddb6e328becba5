/**
 * The state backend {@code local}: an append-only journal in a folder of this machine, shared by
 * any number of processes.
 *
 * <p>A journal of our own, rather than an embedded database, because each command opens the store:
 * sqlite-jdbc, with its native library, adds 120 to 155 ms to every process, and H2's MVStore
 * cannot be open in two processes at once. What is needed is small: the newest value per key, all
 * of it in memory, one append per commit.
 *
 * <p>From the file upwards: {@code JournalHeader}, {@code Frames} and {@code JournalScanner} are
 * the format; {@code StoreView} is a reader's picture of it, kept up to date without locks; {@code
 * StoreWriter} appends and compacts under {@code StoreLock}; {@code Committer} is the one thread
 * that does so and groups what is queued; {@code LeaseFiles} are the leases; {@code
 * LocalStateStore} puts them together. The classes that opening and reading need are few and plain,
 * because they are loaded by every command.
 *
 * <p>Left out on purpose: network file systems, on which file locks and syncs cannot be relied
 * upon; encryption, which the engine does; history. Imports {@code dev.paas.spi.state}, {@code
 * dev.paas.spi.provider.PlatformIdentity}, {@code dev.paas.spi.value} and the JDK.
 */
@NullMarked
package dev.paas.state.local;

import org.jspecify.annotations.NullMarked;

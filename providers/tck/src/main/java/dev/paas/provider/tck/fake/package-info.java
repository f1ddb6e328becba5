/**
 * A correct provider for tests, which makes things in a world of its own in memory.
 *
 * <p>{@link dev.paas.provider.tck.fake.FakeWorld} outlives providers as reality outlives a crashed
 * engine. It tells what happened in which order, finds duplicates, can be changed behind the
 * provider's back, and lets calls fail, wait or crash where a test wants it. Left out: workloads.
 * Imports {@code engine}, {@code manifest} and the SPI.
 */
@NullMarked
package dev.paas.provider.tck.fake;

import org.jspecify.annotations.NullMarked;

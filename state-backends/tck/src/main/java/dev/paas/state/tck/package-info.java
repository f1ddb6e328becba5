/**
 * The contract of a state backend as tests: every backend extends {@link
 * dev.paas.state.tck.StateStoreContract} and tells with a {@link dev.paas.state.tck.StorePlace} how
 * its stores are opened, alone, twice and from another process.
 *
 * <p>Beside it {@link dev.paas.state.tck.InMemoryState}, a store that keeps the contract in memory
 * and can be made to crash and to fail, for tests of what is built on a store.
 *
 * <p>Left out on purpose: anything about how a backend stores things, or how fast; that is for the
 * backend's own tests. Imports {@code dev.paas.spi.state}, {@code dev.paas.spi.provider}'s
 * identity, JUnit and the JDK.
 */
@NullMarked
package dev.paas.state.tck;

import org.jspecify.annotations.NullMarked;

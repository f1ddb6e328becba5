/**
 * The engine put together: what the command line, and whoever else wants to, calls.
 *
 * <p>{@link dev.paas.core.engine.Engine} loads a platform, opens its state, plans and applies.
 * {@link dev.paas.core.engine.Waves} goes on with what a plan deferred. Knows no terminal. Imports
 * all of the core, and the SPI.
 */
@NullMarked
package dev.paas.core.engine;

import org.jspecify.annotations.NullMarked;

/**
 * The platform's state as the engine sees it, on top of a state backend's keys and bytes.
 *
 * <p>One {@link dev.paas.core.state.ResourceRecord} is one key; an {@link
 * dev.paas.core.state.Intent} says what is about to be made before it is. {@link
 * dev.paas.core.state.StateRepository} reads them all at one revision and writes them one by one,
 * under a lease. A {@link dev.paas.core.state.HistoryLog} reads what is remembered of them.
 * Sensitive values are encrypted here, so that a backend never sees one. Imports {@code address},
 * {@code diagnostic}, {@code encryption}, {@code history}, {@code json}, Jackson's streaming API
 * and the SPI.
 */
@NullMarked
package dev.paas.core.state;

import org.jspecify.annotations.NullMarked;

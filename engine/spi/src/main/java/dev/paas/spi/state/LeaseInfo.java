package dev.paas.spi.state;

import java.time.Instant;
import java.util.SortedSet;

/**
 * A lease that is held.
 *
 * @param id the lease's id
 * @param holder {@link LeaseRequest#holder} of who holds it
 * @param since when it was acquired
 * @param names what is leased
 */
public record LeaseInfo(String id, String holder, Instant since, SortedSet<String> names) {}

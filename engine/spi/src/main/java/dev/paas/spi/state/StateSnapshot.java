package dev.paas.spi.state;

import java.util.List;

/**
 * Entries as they were at one moment.
 *
 * @param revision the store's revision then; 0 for a store that never was written. Revisions rise
 *     with each commit
 * @param entries sorted by key
 */
public record StateSnapshot(long revision, List<StateEntry> entries) {}

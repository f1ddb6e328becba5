package dev.paas.spi.state;

import java.util.List;

/**
 * What leads from one moment of a store to a later one. Commits are in it whole: applied to what
 * was below the prefix at the moment before, it gives what is there at {@code revision}.
 *
 * @param revision the later moment; that of the one before when nothing has changed
 * @param gap what has changed since the moment before is not known any more, for the store keeps
 *     its past for some time only: the watch has ended, read again and watch from there
 * @param changes sorted by key, each key at most once, with what it is at {@code revision}; empty
 *     at a gap
 */
public record StateChanges(long revision, boolean gap, List<StateChange> changes) {}

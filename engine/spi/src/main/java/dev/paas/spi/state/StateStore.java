package dev.paas.spi.state;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An open store. Safe for use by several threads, and several processes may have the same store
 * open: what one of them committed, the next {@link #read} of another sees.
 */
public interface StateStore extends AutoCloseable {

  /** Where the store is, for messages: a path or an address, without credentials. */
  String location();

  /**
   * All entries whose key starts with {@code prefix}, as they were at one revision, sorted by key
   * as {@link String#compareTo} does. Takes no lock and never waits for a writer.
   */
  StateSnapshot read(String prefix) throws StateException;

  /**
   * All entries but those whose key starts with {@code prefix}; everything else is as in {@link
   * #read}. A store that can leave them out before they are read does.
   */
  default StateSnapshot readWithout(String prefix) throws StateException {
    StateSnapshot all = read("");
    return new StateSnapshot(
        all.revision(),
        all.entries().stream().filter(entry -> !entry.key().startsWith(prefix)).toList());
  }

  /**
   * Watches the keys that start with {@code prefix}: all that was committed after the revision
   * {@code after} is told, by whichever process. Takes no lock.
   *
   * @param after the revision of a snapshot, of a commit or of changes that were told before
   */
  StateWatch watch(String prefix, long after) throws StateException;

  /**
   * Carries out a commit: all of it or, when one of its conditions does not hold, nothing. Returns
   * at once; the future completes when the commit is durable, with the revision that it made.
   *
   * <p>Commits of one store take effect in the order of the calls, and one that is durable means
   * that all before it are decided. The future completes exceptionally with a {@link
   * StateException}: of kind {@link StateException.Kind#CONFLICT} or {@link
   * StateException.Kind#LEASE_LOST} when this commit did not hold, of another kind when the store
   * cannot be written any more, and then every later commit fails too.
   *
   * <p>What is chained to the future may run in the thread that writes: it must not wait for
   * another call of this store.
   */
  CompletableFuture<Long> commit(StateCommit commit);

  /**
   * Leases all of {@code request.names()}, or none. Waits up to {@code request.patience()} while
   * another holds one of them. A holder that died loses its lease without anybody's help.
   *
   * @throws StateException of kind {@link StateException.Kind#LOCKED}, which names who holds what
   *     since when
   */
  StateLease acquire(LeaseRequest request) throws StateException, InterruptedException;

  /** The leases that are held now, by whomever. */
  List<LeaseInfo> leases() throws StateException;

  /**
   * Ends a lease that somebody else holds; its holder cannot write under it any more.
   *
   * @return whether there was one with that id
   */
  boolean breakLease(String leaseId) throws StateException;

  /**
   * Waits for commits under way and frees files, connections and threads. Leases must be closed
   * before.
   */
  @Override
  void close() throws StateException;
}

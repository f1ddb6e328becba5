package dev.paas.state.tck;

import dev.paas.spi.state.StateException;
import java.util.SortedSet;

/** Another process that has a store open, as a test sees it. It does one thing at a time. */
public interface OtherProcess extends AutoCloseable {

  /**
   * Takes a lease without patience, and keeps it.
   *
   * @return the lease's id
   */
  String acquire(SortedSet<String> names, String holder) throws StateException;

  /**
   * Commits one key and waits for it.
   *
   * @param underLease whether to demand that the lease it took last is still held
   * @return the revision
   */
  long put(String key, String value, boolean underLease) throws StateException;

  /** Adds one to the number at {@code key}, {@code times} times, each in a commit of its own. */
  void increment(String key, int times) throws StateException;

  /**
   * Begins to commit one key after the other, several at a time: {@code prefix} with a number that
   * counts from 0, which is the value, too. Goes on with that until it is killed.
   */
  void startStream(String prefix) throws StateException;

  /** How many commits of the stream it was told are durable, as far as is known. */
  int acknowledged();

  /** Waits until at least {@code commits} of the stream are durable. */
  void awaitAcknowledged(int commits) throws InterruptedException;

  /** Ends it at once, without a chance to tidy up, and waits until it is gone. */
  void kill() throws InterruptedException;

  /** Kills it, when that was not done. */
  @Override
  void close();
}

package dev.paas.spi.state;

import java.time.Duration;

/**
 * Tells what changes in a store. For one thread at a time; {@link #close} may be called by any.
 *
 * <p>To follow a store: {@link StateStore#read}, {@link StateStore#watch} from the snapshot's
 * revision on, apply what each {@link #poll} tells, and begin anew at a gap.
 */
public interface StateWatch extends AutoCloseable {

  /**
   * What has changed since the last call, or since the revision that the watch began at. Returns as
   * soon as there is something; after {@code patience} without changes, when there is nothing. A
   * lost connection is found again and nothing is left out; until then nothing changes.
   *
   * @throws StateException when the store cannot be watched any more, or the watch is closed
   */
  StateChanges poll(Duration patience) throws StateException, InterruptedException;

  /** Ends the watch; somebody who waits for it is told so. */
  @Override
  void close();
}

package dev.paas.state.tck;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.time.Duration;

/**
 * A place where stores are kept, empty at first: a folder, a prefix on a server. What a backend
 * tells the contract about itself.
 */
public interface StorePlace extends AutoCloseable {

  /** Opens the store of {@code platform} at this place, each time with another handle. */
  StateStore open(PlatformIdentity platform) throws StateException;

  /** Starts another process that has opened the store of {@code platform}. */
  OtherProcess startProcess(PlatformIdentity platform) throws Exception;

  /**
   * All that is stored at this place, in any form that differs when something was written. One text
   * forever when that cannot be told.
   */
  String contents() throws Exception;

  /**
   * How long it takes at most until the lease of a holder that died is free, and until a holder
   * knows that its lease was broken.
   */
  Duration leaseExpiry();

  /**
   * Makes {@code store} forget its past, where a store can be made to: what was before is not told
   * to a watch any more.
   */
  default void forgetHistory(StateStore store) throws Exception {}

  /** Removes everything. */
  @Override
  void close() throws IOException;
}

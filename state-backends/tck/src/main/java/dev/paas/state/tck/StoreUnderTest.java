package dev.paas.state.tck;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateStore;

/** What the parts of the contract build upon. */
interface StoreUnderTest {

  /** The place of the test that is running. */
  Bench bench();

  /** Another place, which the caller closes. */
  Bench freshBench() throws Exception;

  /** Opens the store with a new handle, which is closed with the test. */
  default StateStore open() throws StateException {
    return bench().open();
  }
}

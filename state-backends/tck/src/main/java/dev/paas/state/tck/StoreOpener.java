package dev.paas.state.tck;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateStore;
import java.util.List;

/**
 * Opens a store in the process that {@link StoreProcess} starts. Public, with a public constructor
 * without parameters.
 */
public interface StoreOpener {

  /**
   * Opens the store.
   *
   * @param arguments what {@link StoreProcess#start} was given
   */
  StateStore open(List<String> arguments) throws StateException;
}

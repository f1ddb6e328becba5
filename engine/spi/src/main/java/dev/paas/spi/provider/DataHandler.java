package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;

/** A read-only look-up of something that the platform does not own. */
public interface DataHandler {

  /**
   * Reads it.
   *
   * @param configuration the inputs, wholly known
   * @return inputs and computed attributes together
   */
  MapValue read(MapValue configuration, CallContext context) throws ProviderException;
}

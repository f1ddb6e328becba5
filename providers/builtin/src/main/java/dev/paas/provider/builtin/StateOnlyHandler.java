package dev.paas.provider.builtin;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import java.util.Optional;

/** Makes what lives in state only: nothing is there to be read or deleted. */
abstract class StateOnlyHandler implements ResourceHandler {

  /**
   * The planned attributes, with a value for each that is not known yet.
   *
   * @param key the idempotency key
   */
  abstract MapValue completed(MapValue planned, String key, Path directory)
      throws ProviderException;

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return observed(completed(request.planned(), request.key(), request.directory()));
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return observed(completed(request.planned(), request.key(), request.directory()));
  }

  private static ObservedResource observed(MapValue attributes) {
    return new ObservedResource(attributes.getString("id", ""), attributes);
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context) {
    return Optional.of(observed(request.attributes()));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) {}
}

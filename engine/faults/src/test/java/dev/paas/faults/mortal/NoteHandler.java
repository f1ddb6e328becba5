package dev.paas.faults.mortal;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.Value;
import java.util.Optional;

/** Makes what lives in state only. */
final class NoteHandler implements ResourceHandler {
  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context) {
    throw new AssertionError("what lives in state only is not read: " + request.address());
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context) {
    String id = "note-" + request.key();
    return new ObservedResource(id, request.planned().with("id", Value.of(id)));
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context) {
    return new ObservedResource(request.planned().getString("id", ""), request.planned());
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) {}
}

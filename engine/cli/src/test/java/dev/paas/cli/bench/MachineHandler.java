package dev.paas.cli.bench;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import java.util.Optional;

/** Records how to log in on machines that are there anyway. */
final class MachineHandler implements ResourceHandler {

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context) {
    return Optional.of(new ObservedResource(request.address(), request.attributes()));
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context) {
    return new ObservedResource(request.address(), request.planned());
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context) {
    return new ObservedResource(request.address(), request.planned());
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) {
    // It is there before and after.
  }
}

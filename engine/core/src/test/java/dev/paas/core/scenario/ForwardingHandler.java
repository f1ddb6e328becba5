package dev.paas.core.scenario;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import java.util.Optional;

/** Does as another one does; tests override what shall be otherwise. */
class ForwardingHandler implements ResourceHandler {
  private final ResourceHandler handler;

  ForwardingHandler(ResourceHandler handler) {
    this.handler = handler;
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    return handler.plan(request);
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return handler.read(request, context);
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return handler.create(request, context);
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return handler.update(request, context);
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    handler.delete(request, context);
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return handler.find(request, context);
  }
}

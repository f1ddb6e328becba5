package dev.paas.provider.tck.fake;

import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.Optional;

/** Makes what lives in state only. */
final class FakeNoteHandler implements ResourceHandler {
  private final FakeWorld world;
  private final ProviderSettings settings;
  private final ResourceType type;

  FakeNoteHandler(FakeWorld world, ProviderSettings settings, ResourceType type) {
    this.world = world;
    this.settings = settings;
    this.type = type;
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context) {
    throw new AssertionError("what lives in state only is not read: " + request.address());
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    MapValue made = request.planned().with("id", Value.of("note-" + request.key()));
    return call(Operation.CREATE, request.address(), request.key(), request.planned(), made);
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = request.planned();
    return call(Operation.UPDATE, request.address(), request.key(), planned, planned);
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    MapValue attributes = request.attributes();
    call(Operation.DELETE, request.address(), "", attributes, attributes);
  }

  private ObservedResource call(
      Operation operation, String address, String key, MapValue asked, MapValue answer)
      throws ProviderException {
    FakeCall call =
        FakeCall.of(operation, settings.alias(), type.name(), List.of(address), key, asked);
    return world.log().call(call, () -> new ObservedResource(answer.getString("id", ""), answer));
  }
}

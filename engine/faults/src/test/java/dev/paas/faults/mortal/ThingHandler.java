package dev.paas.faults.mortal;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Optional;

/** Makes the things of a world. */
final class ThingHandler implements ResourceHandler {
  private final World world;
  private final Instants instants;

  ThingHandler(World world, Instants instants) {
    this.world = world;
    this.instants = instants;
  }

  private static ObservedResource observed(World.Thing thing) {
    MapValue.Builder attributes = MapValue.builder();
    attributes.put("value", text(thing.value())).put("replace", text(thing.replace()));
    attributes.put("id", thing.id()).put("out", "out of " + thing.value());
    return new ObservedResource(thing.id(), attributes.build());
  }

  private static Value text(String text) {
    return text.isEmpty() ? Value.nullValue() : Value.of(text);
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context) {
    return world.thing(request.attributes().getString("id", "")).map(ThingHandler::observed);
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context) {
    MapValue planned = request.planned();
    return observed(
        instants.around(
            "creating " + request.address(),
            () ->
                world.make(
                    request.address(),
                    request.key(),
                    planned.getString("value", ""),
                    planned.getString("replace", ""))));
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    World.Thing before =
        world
            .thing(request.prior().getString("id", ""))
            .orElseThrow(() -> ProviderException.builder("it does not exist any more").build());
    MapValue planned = request.planned();
    World.Thing after =
        new World.Thing(
            before.id(),
            before.address(),
            before.key(),
            planned.getString("value", ""),
            planned.getString("replace", ""));
    return observed(
        instants.around(
            "updating " + request.address(),
            () -> {
              world.put(after);
              return after;
            }));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) {
    String id = request.attributes().getString("id", "");
    instants.around(
        "deleting " + request.address(),
        () -> {
          world.delete(id);
          return id;
        });
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context) {
    return instants
        .around("looking for " + request.address(), () -> world.withKey(request.key()))
        .map(ThingHandler::observed);
  }
}

package dev.paas.cli.bench;

import dev.paas.core.json.JsonValues;
import dev.paas.core.plan.PlanJson;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes things. What {@code fail} names does not work. */
final class ThingHandler implements ResourceHandler {
  private final Path things;

  ThingHandler(Path directory) {
    this.things = directory.resolve("things");
  }

  /** Things are known by their labels. */
  private Path file(MapValue attributes) {
    String label = attributes.getString("label", "");
    return things.resolve(label.replaceAll("[^a-z0-9]+", "-"));
  }

  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    fail("preflight", request.planned());
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    context.output("making " + request.address());
    fail("create", request.planned());
    return write(request.address(), request.planned());
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    fail("update", request.planned());
    return write(request.address(), request.planned());
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    fail("read", request.attributes());
    try {
      Path file = file(request.attributes());
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      MapValue.Builder all = request.attributes().toBuilder();
      MapValue found = (MapValue) JsonValues.parse(Files.readString(file));
      found.entries().forEach(all::put);
      return Optional.of(new ObservedResource(request.address(), all.build()));
    } catch (IOException unreadable) {
      throw ProviderException.builder("cannot read it").detail(unreadable.getMessage()).build();
    }
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    fail("delete", request.attributes());
    try {
      Files.deleteIfExists(file(request.attributes()));
    } catch (IOException stuck) {
      throw ProviderException.builder("cannot delete it").detail(stuck.getMessage()).build();
    }
  }

  private ObservedResource write(String address, MapValue planned) throws ProviderException {
    MapValue.Builder all = planned.toBuilder();
    if (planned.getOrNull("url").isUnknown()) {
      long size = planned.getLong("size").orElse(0);
      all.put("url", "thing://" + planned.getString("label", "") + ":" + size);
    }
    MapValue made = all.build();
    MapValue.Builder plain = MapValue.builder();
    for (Map.Entry<String, Value> entry : made.entries().entrySet()) {
      if (!entry.getValue().hasSensitive() && !entry.getKey().equals("token")) {
        plain.put(entry.getKey(), entry.getValue());
      }
    }
    try {
      Files.createDirectories(things);
      Files.writeString(file(made), JsonValues.toJson(plain.build(), PlanJson.masked()));
    } catch (IOException unwritable) {
      throw ProviderException.builder("cannot make it").detail(unwritable.getMessage()).build();
    }
    return new ObservedResource(address, made);
  }

  private static void fail(String operation, MapValue attributes) throws ProviderException {
    if (attributes.getString("fail", "").equals(operation)) {
      throw ProviderException.builder("the bench cannot " + operation + " it")
          .detail("It was told to fail.")
          .hint("Remove fail: " + operation + ".")
          .path(new ValuePath(List.of("fail")))
          .output(List.of("step 1 of 2: done", "step 2 of 2: no such tool"))
          .build();
    }
  }
}

package dev.paas.provider.tck.fake;

import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open provider of a {@link FakeWorld}. */
final class FakeProvider implements Provider {
  private final FakeWorld world;
  private final ProviderSettings settings;
  private final Manifest manifest;
  private final Map<String, ResourceHandler> handlers = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  FakeProvider(FakeWorld world, ProviderSettings settings, Manifest manifest) {
    this.world = world;
    this.settings = settings;
    this.manifest = manifest;
    world.opened();
  }

  @Override
  public ResourceHandler resource(String type) {
    return handlers.computeIfAbsent(type, this::handler);
  }

  private ResourceHandler handler(String name) {
    ResourceType type = manifest.type(name);
    return type.external()
        ? new FakeHandler(world, settings, type)
        : new FakeNoteHandler(world, settings, type);
  }

  @Override
  public DataHandler data(String type) {
    if (!type.equals("fake.lookup")) {
      throw new IllegalArgumentException("this provider has no look-up of type " + type);
    }
    return this::lookUp;
  }

  private MapValue lookUp(MapValue configuration, CallContext context) throws ProviderException {
    String name = configuration.getString("name", "");
    FakeCall call =
        FakeCall.of(
            Operation.LOOKUP, settings.alias(), "fake.lookup", List.of(), name, configuration);
    return world
        .log()
        .call(
            call,
            () -> {
              Value value = world.lookup(name);
              if (value == null) {
                throw ProviderException.builder("the world has nothing under that name")
                    .path(ValuePath.of("name"))
                    .build();
              }
              return configuration.with("value", value);
            });
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      world.closed();
    }
  }
}

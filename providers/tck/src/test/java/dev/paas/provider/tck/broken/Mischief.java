package dev.paas.provider.tck.broken;

import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.FakeWorld;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What broken handlers do to the world. */
final class Mischief {
  private static final CallContext SILENT =
      new CallContext() {
        @Override
        public void progress(String message) {}

        @Override
        public void output(String line) {}

        @Override
        public Duration remaining() {
          return Duration.ofMinutes(1);
        }

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final FakeWorld world;
  private final Provider correct;

  Mischief(FakeWorld world, Provider correct) {
    this.world = world;
    this.correct = correct;
  }

  /** Makes something that nobody asked for. */
  ObservedResource makeAnother(Path directory) throws ProviderException {
    MapValue planned = MapValue.builder().put("name", "another").put("id", Value.unknown()).build();
    String key = UUID.randomUUID().toString();
    return correct
        .resource("fake.thing")
        .create(new CreateRequest("resources.another", key, 1, planned, directory), SILENT);
  }

  /** Keys that were seen, as long as the provider is open. */
  Map<String, String> keys() {
    return keys;
  }

  /** Removes everything. */
  void removeAll() {
    for (FakeThing thing : world.things()) {
      world.remove(thing.id());
    }
  }
}

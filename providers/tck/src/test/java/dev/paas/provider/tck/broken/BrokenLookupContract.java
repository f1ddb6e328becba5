package dev.paas.provider.tck.broken;

import dev.paas.provider.tck.LookupContract;
import dev.paas.provider.tck.LookupSamples;
import dev.paas.provider.tck.fake.FakePlugin;
import dev.paas.provider.tck.fake.FakeWorld;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The contract of the fake's look-up, with the fault that {@link BrokenLookupsTest} has chosen. */
class BrokenLookupContract extends LookupContract {
  /** The fault; {@code null} for none. */
  static volatile @Nullable LookupFault fault;

  private final FakeWorld world = new FakeWorld();
  private final Map<String, String> things = new TreeMap<>();

  @Override
  protected ProviderPlugin plugin() {
    FakePlugin sound = new FakePlugin(world);
    LookupFault chosen = fault;
    return chosen == null ? sound : new Broken(sound, chosen, () -> things.put("changed", "yes"));
  }

  /** The fake with a fault in its look-up. */
  private record Broken(ProviderPlugin sound, LookupFault fault, Runnable change)
      implements ProviderPlugin {
    @Override
    public String name() {
      return sound.name();
    }

    @Override
    public Provider open(ProviderSettings settings) throws ProviderException {
      Provider provider = sound.open(settings);
      return new Provider() {
        @Override
        public ResourceHandler resource(String type) {
          return provider.resource(type);
        }

        @Override
        public DataHandler data(String type) {
          return fault.in(provider.data(type), change);
        }

        @Override
        public void close() {
          provider.close();
        }
      };
    }
  }

  @Override
  protected Manifest manifest() throws Exception {
    return Manifest.read(FakePlugin.manifest());
  }

  @Override
  protected String type() {
    return "fake.lookup";
  }

  @Override
  protected LookupSamples samples() {
    world.putLookup("here", Value.of("found"));
    world.putLookup("a hidden name", Value.of("found"));
    return LookupSamples.of(MapValue.builder().put("name", "here").build())
        .also(MapValue.builder().put("name", Value.of("a hidden name").asSensitive()).build())
        .bad(MapValue.builder().put("name", "nowhere").build(), "name");
  }

  @Override
  protected Map<String, String> things() {
    return Map.copyOf(things);
  }
}

package dev.paas.provider.tck.fake;

import dev.paas.provider.tck.ProviderContract;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import org.junit.jupiter.api.Nested;

/** The fake keeps its promises with every type. */
class FakeContractTest {

  /** What the types have in common. */
  abstract static class Contract extends ProviderContract {
    final FakeWorld world = new FakeWorld();

    @Override
    protected ProviderPlugin plugin() {
      return new FakePlugin(world);
    }

    @Override
    protected Manifest manifest() throws Exception {
      return Manifest.read(FakePlugin.manifest());
    }

    @Override
    protected World world() {
      return new FakeWorldView(world, "value", Value.of("tampered"));
    }
  }

  @Nested
  class Thing extends Contract {
    @Override
    protected String type() {
      return "fake.thing";
    }

    @Override
    protected Samples samples() {
      return FakeSamples.thing(world);
    }
  }

  @Nested
  class Plain extends Contract {
    @Override
    protected String type() {
      return "fake.plain";
    }

    @Override
    protected Samples samples() {
      return simple();
    }
  }

  @Nested
  class Batch extends Contract {
    @Override
    protected String type() {
      return "fake.batch";
    }

    @Override
    protected Samples samples() {
      return simple();
    }
  }

  @Nested
  class Note extends Contract {
    @Override
    protected String type() {
      return "fake.note";
    }

    @Override
    protected Samples samples() {
      return simple();
    }

    @Override
    protected World world() {
      return World.NONE;
    }
  }

  @Nested
  class Networks extends Contract {
    @Override
    protected String type() {
      return "networks";
    }

    @Override
    protected Samples samples() {
      MapValue full =
          MapValue.builder()
              .put("cidr", "10.1.0.0/16")
              .put("internal", true)
              .put("labels", MapValue.builder().put("team", "blue").build())
              .build();
      return Samples.of(MapValue.empty(), full).replacing(full.with("internal", Value.of(false)));
    }

    @Override
    protected World world() {
      return new FakeWorldView(world, "internal", Value.of(false));
    }
  }

  private static Samples simple() {
    MapValue full =
        MapValue.builder()
            .put("value", Value.of("a hidden value").asSensitive())
            .put("replace", Value.list(Value.of(1), Value.of(2)))
            .build();
    return Samples.of(MapValue.empty(), full)
        .inPlace(full.with("value", MapValue.builder().put("a", 1).build()))
        .replacing(full.with("replace", Value.list(Value.of(1), Value.of(3))));
  }
}

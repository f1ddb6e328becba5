package dev.paas.provider.tck.broken;

import dev.paas.provider.tck.ProviderContract;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.provider.tck.fake.FakePlugin;
import dev.paas.provider.tck.fake.FakeSamples;
import dev.paas.provider.tck.fake.FakeWorld;
import dev.paas.provider.tck.fake.FakeWorldView;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.Value;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The contract of the fake with the fault that {@link BrokenProvidersTest} has chosen. */
class BrokenContract extends ProviderContract {
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The fault; {@code null} for none. */
  static volatile @Nullable Fault fault;

  private final FakeWorld world = new FakeWorld();

  @Override
  protected ProviderPlugin plugin() {
    Fault chosen = fault;
    return chosen == null ? new FakePlugin(world) : new BrokenPlugin(world, chosen);
  }

  @Override
  protected Manifest manifest() throws Exception {
    return Manifest.read(FakePlugin.manifest());
  }

  @Override
  protected String type() {
    return "fake.thing";
  }

  @Override
  protected Samples samples() {
    return FakeSamples.thing(world);
  }

  @Override
  protected World world() {
    return new FakeWorldView(world, "size", Value.of(77));
  }

  @Override
  protected Duration patience() {
    return PATIENCE;
  }
}

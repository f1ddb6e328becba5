package dev.paas.provider.tck;

import static dev.paas.provider.tck.Applicability.appliesIf;
import static org.junit.jupiter.api.Assertions.fail;

import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a provider's test supplies, and the provider opened with it. */
abstract class ContractSetup {

  /** A folder of the test's own, which stands for the folder of {@code platform.yaml}. */
  @SuppressWarnings("NullAway.Init")
  @TempDir
  protected Path directory;

  private @Nullable Workbench bench;
  private @Nullable ResourceType type;
  private @Nullable World world;

  /** The plugin under test. */
  protected abstract ProviderPlugin plugin();

  /** The section or resource type under test. */
  protected abstract String type();

  /** Configurations of that type. */
  protected abstract Samples samples();

  /** What the provider makes things in; {@link World#NONE} for a type that lives in state only. */
  protected abstract World world();

  /** The plugin's manifest; by default the one at {@link Manifest#RESOURCE}. */
  protected Manifest manifest() throws Exception {
    return Manifest.of(plugin());
  }

  /** The provider's configuration, with defaults filled in; by default empty. */
  protected MapValue configuration() {
    return MapValue.empty();
  }

  /** The platform that resources are made for. */
  protected PlatformIdentity platform() {
    return new PlatformIdentity("tck", "");
  }

  /** The environment variables of the caller; by default those of this process. */
  protected Map<String, String> environment() {
    return System.getenv();
  }

  /** How long a call may go on when it has been interrupted. */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  @BeforeEach
  final void openProvider() throws Exception {
    world = world();
    type = manifest().type(type());
    bench = new Workbench(plugin(), type, settings(), world, Duration.ofMinutes(5));
  }

  @AfterEach
  final void clearAway() throws Exception {
    if (bench != null) {
      bench.finish();
    }
  }

  final ProviderSettings settings() {
    return new ProviderSettings(
        plugin().name(), configuration(), platform(), directory, environment());
  }

  final Workbench bench() {
    return opened(bench);
  }

  final ResourceType resourceType() {
    return opened(type);
  }

  final Map<String, String> things() throws Exception {
    return opened(world).things();
  }

  final World openWorld() {
    return opened(world);
  }

  private static <T> T opened(@Nullable T part) {
    return part == null ? fail("the provider was not opened") : part;
  }

  /** Skips the test, with a reason, when the provider's test has no such sample. */
  static <T> T sample(@Nullable T sample, String what) {
    appliesIf(sample != null, "there is no sample of " + what);
    return opened(sample);
  }

  final void assumeExternal() {
    appliesIf(resourceType().external(), type() + " lives in state only");
  }
}

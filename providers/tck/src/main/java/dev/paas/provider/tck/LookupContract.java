package dev.paas.provider.tck;

import static dev.paas.provider.tck.Applicability.appliesIf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.paas.provider.tck.engine.Answers;
import dev.paas.provider.tck.engine.Proposal;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a provider promises to the engine for one type of look-up. A provider's test extends it once
 * for each, and supplies the plugin, samples and a view of what must stay as it is.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class LookupContract {

  /** A folder of the test's own, which stands for the folder of {@code platform.yaml}. */
  @SuppressWarnings("NullAway.Init")
  @TempDir
  protected Path directory;

  private final Heard heard = new Heard(Duration.ofMinutes(5));
  private final Secrets secrets = new Secrets();
  private @Nullable Provider opened;
  private @Nullable ResourceType resourceType;

  /** The plugin under test. */
  protected abstract ProviderPlugin plugin();

  /** The look-up under test. */
  protected abstract String type();

  /** Configurations of it. What they look up must be there when this returns. */
  protected abstract LookupSamples samples() throws Exception;

  /**
   * Everything that looking up could change by mistake: what identifies it, and a text that changes
   * when anything in it does.
   */
  protected abstract Map<String, String> things() throws Exception;

  /** The plugin's manifest; by default the one at {@link Manifest#RESOURCE}. */
  protected Manifest manifest() throws Exception {
    return Manifest.of(plugin());
  }

  /** The provider's configuration, with defaults filled in; by default empty. */
  protected MapValue configuration() {
    return MapValue.empty();
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
    resourceType = manifest().lookup(type());
    opened =
        plugin()
            .open(
                new ProviderSettings(
                    plugin().name(),
                    configuration(),
                    new PlatformIdentity("tck", ""),
                    directory,
                    environment()));
  }

  @AfterEach
  final void closeProvider() {
    if (opened != null) {
      opened.close();
    }
  }

  private static <T> T opened(@Nullable T part) {
    return part == null ? fail("the provider was not opened") : part;
  }

  private ResourceType lookup() {
    return opened(resourceType);
  }

  private MapValue asked(MapValue configuration) {
    secrets.note(lookup().attributes(), configuration);
    MapValue proposed = Proposal.of(lookup().attributes(), configuration, null, "");
    MapValue.Builder inputs = MapValue.builder();
    proposed
        .entries()
        .forEach(
            (name, value) -> {
              if (!value.isUnknown()) {
                inputs.put(name, value);
              }
            });
    return inputs.build();
  }

  private MapValue read(MapValue asked) throws ProviderException {
    try {
      return opened(opened).data(type()).read(asked, heard.context());
    } catch (ProviderException failure) {
      heard.note(failure);
      throw failure;
    }
  }

  @Test
  final void manifestIsSound() throws Exception {
    assertEquals(List.of(), manifest().problems());
  }

  @Test
  final void otherTypesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> opened(opened).data("no.such.type"));
  }

  @Test
  final void samplesAgreeWithTheSchema() throws Exception {
    for (MapValue sample : samples().working()) {
      assertEquals(List.of(), lookup().problemsOfConfiguration(sample), sample.toString());
    }
  }

  @Test
  final void everyInputIsInASample() throws Exception {
    Set<String> missing = new TreeSet<>();
    lookup()
        .attributes()
        .properties()
        .forEach(
            (name, schema) -> {
              if (schema.isInput()) {
                missing.add(name);
              }
            });
    samples().working().forEach(sample -> missing.removeAll(sample.keys()));
    assertEquals(Set.of(), missing, "inputs that no sample sets");
  }

  @Test
  final void answersAreWholeAndAgreeWithTheSchema() throws Exception {
    for (MapValue sample : samples().working()) {
      MapValue asked = asked(sample);
      MapValue answer = read(asked);
      assertEquals(List.of(), new Answers(lookup()).ofLookup(asked, answer), sample.toString());
    }
  }

  @Test
  final void theSameIsAnsweredAgain() throws Exception {
    for (MapValue sample : samples().working()) {
      MapValue asked = asked(sample);
      assertEquals(read(asked), read(asked), sample.toString());
    }
  }

  @Test
  final void nothingIsChanged() throws Exception {
    LookupSamples samples = samples();
    Map<String, String> before = things();
    for (MapValue sample : samples.working()) {
      read(asked(sample));
    }
    assertEquals(before, things());
  }

  @Test
  final void whatCannotBeLookedUpIsRefused() throws Exception {
    LookupSamples samples = samples();
    Map<String, String> before = things();
    appliesIf(!samples.bad().isEmpty(), "there is no sample of what cannot be looked up");
    for (Samples.Bad bad : samples.bad()) {
      if (!lookup().problemsOfConfiguration(bad.configuration()).isEmpty()) {
        continue;
      }
      ProviderException refusal =
          assertThrows(
              ProviderException.class,
              () -> read(asked(bad.configuration())),
              () -> "it was answered: " + bad.configuration());
      assertFalse(refusal.reason().isBlank(), "it does not say why");
      assertFalse(refusal.reason().endsWith("."), "the reason is a clause: " + refusal.reason());
      ValuePath path = refusal.path();
      assertTrue(
          bad.attribute().isEmpty()
              || (path != null && path.startsWith(ValuePath.of(bad.attribute()))),
          () -> "it blames " + path + " instead of " + bad.attribute());
    }
    assertEquals(before, things());
  }

  @Test
  final void nothingSensitiveIsSaid() throws Exception {
    LookupSamples samples = samples();
    for (MapValue sample : samples.working()) {
      MapValue answer = read(asked(sample));
      assertFalse(
          secrets.inClear(lookup().attributes(), answer), "something sensitive is in clear");
    }
    for (Samples.Bad bad : samples.bad()) {
      try {
        read(asked(bad.configuration()));
      } catch (ProviderException told) {
        assertFalse(told.reason().isBlank(), "it does not say why");
      }
    }
    appliesIf(!secrets.isEmpty(), "nothing in the samples is sensitive");
    heard.forget().forEach(text -> assertFalse(secrets.in(text), "something sensitive was said"));
  }

  @Test
  final void aSensitiveInputStaysSensitive() throws Exception {
    for (MapValue sample : samples().working()) {
      for (String name : sample.keys()) {
        Value value = sample.getOrNull(name);
        MapValue asked = asked(sample.with(name, value.asSensitive()));
        MapValue answer = read(asked);
        assertTrue(
            answer.getOrNull(name).hasSensitive(),
            "the input " + name + " is not sensitive any more");
      }
    }
  }

  @Test
  final void anInterruptedThreadIsNotKept() throws Exception {
    MapValue asked = asked(samples().working().get(0));
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                read(asked);
              } catch (Throwable failure) {
                thrown.set(failure);
              }
            });
    thread.start();
    thread.join(patience().toMillis());
    assertFalse(thread.isAlive(), "the call goes on although its thread was interrupted");
    Throwable failure = thrown.get();
    if (failure != null && !(failure instanceof ProviderException)) {
      fail("an interrupted call ends with an answer or a ProviderException", failure);
    }
  }
}

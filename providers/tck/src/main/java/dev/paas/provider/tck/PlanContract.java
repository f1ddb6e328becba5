package dev.paas.provider.tck;

import static dev.paas.provider.tck.Applicability.appliesIf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is promised before anything is changed: manifest, opening, plan, preflight. */
abstract class PlanContract extends ContractSetup {

  @Test
  void manifestIsSound() throws Exception {
    assertEquals(List.of(), manifest().problems());
    assertEquals(plugin().name(), manifest().name(), "the plugin's name and its manifest's");
  }

  @Test
  void samplesAgreeWithTheSchema() {
    for (MapValue sample : samples().working()) {
      assertEquals(List.of(), resourceType().problemsOfConfiguration(sample), sample.toString());
    }
  }

  @Test
  void everyInputIsInASample() {
    Set<String> missing = new TreeSet<>();
    resourceType()
        .attributes()
        .properties()
        .forEach(
            (name, schema) -> {
              if (schema.isInput()) {
                missing.add(name);
              }
            });
    missing.removeAll(samples().covered());
    assertEquals(Set.of(), missing, "inputs that no sample sets");
  }

  @Test
  void openingAndClosingTouchNothing() throws Exception {
    Map<String, String> before = things();
    Provider second = plugin().open(settings());
    second.close();
    second.close();
    assertEquals(before, things());
  }

  @Test
  void typesThatTheManifestDoesNotNameAreRefused() {
    Provider provider = bench().provider();
    assertThrows(IllegalArgumentException.class, () -> provider.resource("no.such.type"));
    assertThrows(IllegalArgumentException.class, () -> provider.data("no.such.type"));
  }

  @Test
  void planIsPure() throws Exception {
    Map<String, String> before = things();
    for (MapValue sample : samples().working()) {
      planTwice("resources.new", sample, null);
    }
    assertEquals(before, things(), "after planning something new");

    Made made = bench().create(samples().full());
    before = things();
    for (MapValue sample : changes()) {
      planTwice(made.address(), sample, made.stored());
    }
    assertEquals(before, things(), "after planning a change");
  }

  private List<MapValue> changes() {
    MapValue full = samples().full();
    MapValue inPlace = samples().inPlace();
    return inPlace == null ? List.of(full) : List.of(full, inPlace);
  }

  private void planTwice(String address, MapValue sample, @Nullable MapValue prior)
      throws ProviderException {
    PlannedResource first = bench().plan(address, sample, prior);
    PlannedResource second = bench().plan(address, sample, prior);
    assertEquals(first.attributes(), second.attributes(), "the second plan of the same");
    assertEquals(first.replacements(), second.replacements(), "the second plan of the same");
  }

  @Test
  void planKeepsUnknownValues() throws Exception {
    assumePlans();
    for (MapValue sample : samples().working()) {
      for (ValuePath place : Variations.places(sample)) {
        Value unknown = new UnknownValue(schemaAt(place).onlyKind());
        bench().plan("resources.new", (MapValue) Variations.with(sample, place, unknown), null);
      }
    }
  }

  @Test
  void planKeepsSensitiveValues() throws Exception {
    assumePlans();
    for (MapValue sample : samples().working()) {
      for (ValuePath place : Variations.places(sample)) {
        Value value = place.in(sample);
        if (value != null && !value.isNull()) {
          planSensitive((MapValue) Variations.with(sample, place, value.asSensitive()), place);
          bench().checkWhatWasSaid();
        }
      }
    }
  }

  /** What would be seen by all, such as a label, may be refused when it is sensitive. */
  private void planSensitive(MapValue sample, ValuePath place) throws ProviderException {
    try {
      bench().plan("resources.new", sample, null);
    } catch (ProviderException refusal) {
      ValuePath blamed = refusal.path();
      if (blamed == null || !(blamed.startsWith(place) || place.startsWith(blamed))) {
        throw refusal;
      }
    }
  }

  private void assumePlans() {
    appliesIf(resourceType().plans(), type() + " is planned by its schema alone");
  }

  private AttributeSchema schemaAt(ValuePath path) {
    AttributeSchema current = resourceType().attributes();
    for (Object step : path.steps()) {
      current = step instanceof String name ? current.property(name) : current.element();
    }
    return current;
  }

  @Test
  void planAfterCreateIsEmpty() throws Exception {
    for (MapValue sample : samples().working()) {
      Made made = bench().create(sample);
      assertUnchanged(made, made.stored(), "straight after its creation");
      bench().delete(made);
    }
  }

  final void assertUnchanged(Made made, MapValue prior, String when) throws ProviderException {
    PlannedResource again = bench().plan(made.address(), made.configuration(), prior);
    assertEquals(List.of(), again.replacements(), "replacements " + when);
    assertEquals(
        List.of(),
        bench().answers().differences(prior, again.attributes()),
        "attributes which the plan changes " + when);
  }

  @Test
  void changesInPlaceAreNotReplacements() throws Exception {
    MapValue changed = sample(samples().inPlace(), "a change in place");
    Made made = bench().create(samples().full());
    PlannedResource planned = bench().plan(made.address(), changed, made.stored());
    assertFalse(replaces(made, planned), "the change in place is planned as a replacement");
    assertFalse(
        bench().answers().differences(made.stored(), planned.attributes()).isEmpty(),
        "the plan does not see the change");
  }

  @Test
  void changesThatReplaceAreSaid() throws Exception {
    MapValue changed = sample(samples().replacing(), "a change that replaces");
    Made made = bench().create(samples().full());
    PlannedResource planned = bench().plan(made.address(), changed, made.stored());
    assertTrue(replaces(made, planned), "neither the schema nor the plan forces a replacement");
  }

  private boolean replaces(Made made, PlannedResource planned) {
    return !planned.replacements().isEmpty()
        || !bench().answers().replacements(made.stored(), planned.attributes()).isEmpty();
  }

  @Test
  void preflightTouchesNothing() throws Exception {
    Map<String, String> before = things();
    for (MapValue sample : samples().working()) {
      preflight("resources.new", null, bench().plan("resources.new", sample, null).attributes());
      MapValue unknown = MapValue.builder().putAll(sample).build();
      for (String name : sample.keys()) {
        unknown = unknown.with(name, Value.unknown());
      }
      preflight("resources.new", null, bench().proposed("resources.new", unknown, null));
    }
    assertEquals(before, things());

    Made made = bench().create(samples().full());
    for (MapValue sample : changes()) {
      PlannedResource planned = bench().plan(made.address(), sample, made.stored());
      preflight(made.address(), made.stored(), planned.attributes());
    }
  }

  private void preflight(String address, @Nullable MapValue prior, MapValue planned)
      throws ProviderException {
    PreflightRequest request = new PreflightRequest(address, prior, planned, bench().directory());
    bench()
        .told(
            () -> {
              bench().handler().preflight(request, bench().heard().context());
              return request;
            });
  }

  @Test
  void badConfigurationsAreRefused() throws Exception {
    Map<String, String> before = things();
    for (Samples.Bad bad : samples().bad()) {
      if (resourceType().problemsOfConfiguration(bad.configuration()).isEmpty()) {
        refused(bad);
      }
      assertEquals(before, things(), "after " + bad.configuration() + " was refused");
    }
  }

  private void refused(Samples.Bad bad) {
    String address = bench().newAddress();
    ProviderException refusal =
        assertThrows(
            ProviderException.class,
            () -> {
              MapValue planned = bench().plan(address, bad.configuration(), null).attributes();
              preflight(address, null, planned);
              bench().createPlanned(address, Workbench.newKey(), planned);
            },
            () -> "a bad configuration was taken: " + bad.configuration());
    assertFalse(refusal.reason().isBlank(), "it does not say why");
    assertFalse(refusal.reason().endsWith("."), "the reason is a clause: " + refusal.reason());
    if (!bad.attribute().isEmpty()) {
      ValuePath path = refusal.path();
      assertTrue(
          path != null && path.startsWith(ValuePath.of(bad.attribute())),
          () -> "it blames " + path + " instead of " + bad.attribute());
    }
  }
}

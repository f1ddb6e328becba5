package dev.paas.provider.tck.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.tck.engine.Proposal;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeWorldTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final CallContext CONTEXT =
      new CallContext() {
        @Override
        public void progress(String message) {}

        @Override
        public void output(String line) {}

        @Override
        public Duration remaining() {
          return PATIENCE;
        }

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final FakeWorld world = new FakeWorld();

  private Provider open() throws ProviderException {
    return open("fake", MapValue.empty());
  }

  private Provider open(String alias, MapValue configuration) throws ProviderException {
    return new FakePlugin(world)
        .open(
            new ProviderSettings(
                alias, configuration, new PlatformIdentity("shop", "prod"), directory, Map.of()));
  }

  private MapValue planned(Value value) throws Exception {
    return Proposal.of(
        Manifest.read(FakePlugin.manifest()).type("fake.plain").attributes(),
        MapValue.builder().put("value", value).build(),
        null,
        "");
  }

  private ObservedResource create(Provider provider, String address, String key) throws Exception {
    return provider
        .resource("fake.plain")
        .create(new CreateRequest(address, key, 1, planned(Value.of("v")), directory), CONTEXT);
  }

  @Test
  void theWorldOutlivesProviders() throws Exception {
    Provider first = open();
    ObservedResource made = create(first, "resources.a", "k1");
    first.close();
    Provider second = open();
    assertEquals(
        Optional.of(made.id()),
        second
            .resource("fake.plain")
            .read(new ReadRequest("resources.a", made.attributes()), CONTEXT)
            .map(ObservedResource::id));
    assertEquals(1, world.openProviders());
    second.close();
    second.close();
    assertEquals(0, world.openProviders());
  }

  @Test
  void callsAreWrittenDownInOrder() throws Exception {
    Provider provider = open();
    ObservedResource a = create(provider, "resources.a", "k1");
    create(provider, "resources.b", "k2");
    provider
        .resource("fake.plain")
        .update(
            new UpdateRequest(
                "resources.a",
                "k3",
                2,
                a.attributes(),
                a.attributes().with("value", Value.of("w")).with("out", Value.unknown()),
                directory),
            CONTEXT);
    provider
        .resource("fake.plain")
        .delete(new DeleteRequest("resources.a", a.attributes(), directory), CONTEXT);
    assertEquals(
        List.of(
            "CREATE resources.a", "CREATE resources.b", "UPDATE resources.a", "DELETE resources.a"),
        world.changes());
    List<FakeCall> calls = world.calls();
    assertEquals(Operation.OPEN, calls.get(0).operation());
    for (int i = 1; i < calls.size(); i++) {
      assertTrue(calls.get(i - 1).before(calls.get(i)), "one after the other");
    }
    assertEquals("k3", world.calls(Operation.UPDATE).get(0).key());
    world.forgetCalls();
    assertEquals(List.of(), world.calls());
    assertEquals(1, world.things().size());
  }

  @Test
  void changesAreSeenInWhatIsComputed() throws Exception {
    Provider provider = open();
    ObservedResource made = create(provider, "resources.a", "k1");
    MapValue planned =
        made.attributes()
            .with("value", Value.of("w"))
            .with("out", Value.unknown())
            .with("stable", Value.unknown());
    UpdateRequest update =
        new UpdateRequest("resources.a", "k2", 2, made.attributes(), planned, directory);
    ObservedResource changed = provider.resource("fake.plain").update(update, CONTEXT);
    assertFalse(changed.attributes().getOrNull("out").equals(made.attributes().getOrNull("out")));
    assertEquals(made.attributes().get("stable"), changed.attributes().get("stable"));
    assertEquals(
        changed.attributes(), provider.resource("fake.plain").update(update, CONTEXT).attributes());
  }

  @Test
  void duplicatesAreFound() throws Exception {
    Provider provider = open();
    create(provider, "resources.a", "k1");
    create(provider, "resources.a", "k1");
    create(provider, "resources.b", "k2");
    assertEquals(List.of(), world.duplicates());
    create(provider, "resources.a", "k3");
    assertEquals(List.of("shop-prod fake resources.a: t1, t3"), world.duplicates());
    create(open("other", MapValue.empty()), "resources.b", "k4");
    assertEquals(1, world.duplicates().size(), "another provider's is no duplicate");
  }

  @Test
  void callsFailWhereTheyShall() throws Exception {
    Provider provider = open();
    world.on(Operation.CREATE).of("resources.b").nth(2).failRetryably("no room is left");
    create(provider, "resources.a", "k1");
    create(provider, "resources.b", "k2");
    create(provider, "resources.a", "k3");
    ProviderException failure =
        assertThrows(ProviderException.class, () -> create(provider, "resources.b", "k4"));
    assertEquals("no room is left", failure.reason());
    assertTrue(failure.retryable());
    create(provider, "resources.b", "k5");
    assertEquals(4, world.things().size());
    assertEquals("no room is left", world.calls(Operation.CREATE).get(3).failure());

    world.on(Operation.CREATE).times(1).failHalfway("it broke");
    ProviderException half =
        assertThrows(ProviderException.class, () -> create(provider, "resources.c", "k6"));
    ObservedResource partial = half.partial();
    assertTrue(partial != null && world.thing(partial.id()).isPresent());
    create(provider, "resources.c", "k6");
    assertEquals(5, world.things().size());

    world.on(Operation.CREATE).fail("never again");
    world.forgetRules();
    create(provider, "resources.d", "k7");
  }

  @Test
  void aCrashIsBeforeOrAfterTheEffect() throws Exception {
    world.on(Operation.CREATE).of("resources.a").crashBefore();
    world.on(Operation.CREATE).of("resources.b").crashAfter();
    assertThrows(SimulatedCrash.class, () -> create(open(), "resources.a", "k1"));
    assertThrows(SimulatedCrash.class, () -> create(open(), "resources.b", "k2"));
    assertEquals(Optional.empty(), find("resources.a", "k1"));
    assertTrue(find("resources.b", "k2").isPresent());
    assertEquals("it ended abruptly", world.calls(Operation.CREATE).get(1).failure());
  }

  private Optional<ObservedResource> find(String address, String key) throws Exception {
    return open()
        .resource("fake.plain")
        .find(new FindRequest(address, key, planned(Value.of("v"))), CONTEXT);
  }

  @Test
  void aGateHoldsCallsUntilItIsOpened() throws Exception {
    Gate gate = world.on(Operation.CREATE).hold();
    Provider provider = open();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<ObservedResource>> creations = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String n = String.valueOf(i);
        creations.add(threads.submit(() -> create(provider, "resources.r" + n, "k" + n)));
      }
      gate.awaitArrivals(3, PATIENCE);
      assertEquals(List.of(), world.things());
      assertEquals(0, world.calls(Operation.CREATE).get(0).ended());
      gate.open();
      for (Future<ObservedResource> creation : creations) {
        creation.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(3, world.mostAtOnce(Operation.CREATE));
    assertEquals(3, world.things().size());
    assertThrows(
        AssertionError.class, () -> gate.awaitArrivals(4, Duration.ofMillis(1)), "not a fourth");
  }

  @Test
  void anInterruptionEndsADelay() throws Exception {
    world.on(Operation.CREATE).delay(Duration.ofHours(1));
    Provider provider = open();
    Thread.currentThread().interrupt();
    assertThrows(ProviderException.class, () -> create(provider, "resources.a", "k1"));
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
    assertEquals(List.of(), world.things());
  }

  @Test
  void theWorldCanBeChangedBehindTheProvider() throws Exception {
    Provider provider = open();
    ObservedResource made = create(provider, "resources.a", "k1");
    world.tamper(made.id(), "value", Value.of("other"));
    ReadRequest read = new ReadRequest("resources.a", made.attributes());
    assertEquals(
        "other",
        provider
            .resource("fake.plain")
            .read(read, CONTEXT)
            .orElseThrow()
            .attributes()
            .getString("value"));
    world.remove(made.id());
    assertEquals(Optional.empty(), provider.resource("fake.plain").read(read, CONTEXT));
    assertThrows(IllegalArgumentException.class, () -> world.remove(made.id()));
  }

  @Test
  void lookUpsFindWhatTheTestHasPut() throws Exception {
    world.putLookup("answer", Value.of(42));
    Provider provider = open();
    MapValue asked = MapValue.builder().put("name", "answer").build();
    assertEquals(
        Value.of(42), provider.data("fake.lookup").read(asked, CONTEXT).getOrNull("value"));
    MapValue missing = MapValue.builder().put("name", "question").build();
    assertThrows(
        ProviderException.class, () -> provider.data("fake.lookup").read(missing, CONTEXT));
  }

  @Test
  void badSettingsAreRefused() {
    ProviderException refusal =
        assertThrows(
            ProviderException.class,
            () -> open("fake", MapValue.builder().put("region", "nowhere").build()));
    assertEquals("region", String.valueOf(refusal.path()));
  }

  @Test
  void theManifestCanBeInstalled() throws Exception {
    Path folder = FakePlugin.install(directory);
    assertEquals(directory.resolve("fake"), folder);
    assertTrue(Files.readString(folder.resolve("plugin.json")).contains("\"fake.thing\""));
  }
}

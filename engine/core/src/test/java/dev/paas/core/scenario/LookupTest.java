package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.SavedPlan;
import dev.paas.provider.tck.fake.Gate;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Look-ups: when they are read, and what follows from it. */
@Timeout(60)
final class LookupTest {
  private static final PlanOptions DESTROY =
      new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of());

  /** Its input is known after apply only. */
  private static final String AFTER =
      """
      data: { found: { type: fake.lookup, name: "${resources.a.stable}" } }
      resources:
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, value: "${data.found.value}" }
      """;

  private final Path folder;

  LookupTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Scene scene() {
    Scene scene = Scene.in(folder);
    scene.world().putLookup("here", Value.of("v1"));
    return scene;
  }

  @Test
  void whatIsKnownIsReadWhilePlanning() {
    try (Scene scene = scene()) {
      Plan plan =
          scene
              .file(
                  """
                  data: { found: { type: fake.lookup, name: here } }
                  resources: { a: { type: fake.plain, value: "${data.found.value}" } }
                  """)
              .plan();
      assertEquals("create a: it does not exist yet\n  value: - -> \"v1\"\n", Told.of(plan));
      assertEquals("C a", Told.steps(plan.steps()));
      scene.applied();
      assertEquals(0, scene.count(Operation.LOOKUP), "an apply does not read it again");
      assertEquals(
          List.of("resources.a"),
          scene.recorded().records().keySet().stream().map(Object::toString).toList());
      scene.assertSettled();
    }
  }

  @Test
  void aChangedAnswerIsAChangeOfWhatRefersToIt() {
    try (Scene scene = scene()) {
      scene.applied(
          """
          data: { found: { type: fake.lookup, name: here } }
          resources: { a: { type: fake.plain, value: "${data.found.value}" } }
          """);
      scene.world().putLookup("here", Value.of("v2"));
      PlanOptions noRefresh = new PlanOptions(PlanOptions.Mode.APPLY, false, List.of(), List.of());
      assertEquals("U a", Told.steps(scene.plan(noRefresh).steps()), "also without a refresh");
      scene.applied();
      assertEquals("U a", scene.changes());
    }
  }

  @Test
  void whatIsKnownAfterApplyIsReadInTheApply() {
    try (Scene scene = scene()) {
      Plan plan = scene.file(AFTER.formatted(1)).plan();
      assertEquals("C a, L data.found, C b", Told.steps(plan.steps()));
      assertTrue(
          Told.of(plan).contains("read data.found: `name` is known only after apply"),
          Told.of(plan));
      assertTrue(PlanJson.toJson(plan).contains("\"read\":1"), PlanJson.toJson(plan));
    }
  }

  @Test
  void itIsReadAfterWhatItNeedsAndBeforeWhatNeedsIt() {
    try (Scene scene = scene()) {
      scene.world().putLookup("stable-t1", Value.of("first"));
      assertEquals("C a, L data.found, C b", Told.steps(scene.applied(AFTER.formatted(1)).done()));
      assertEquals(
          Value.of("first"),
          scene.world().at("resources.b").orElseThrow().attributes().get("value"));
      scene.assertSettled();
      scene.world().putLookup("stable-t1", Value.of("second"));
      assertEquals("U a, L data.found, U b", Told.steps(scene.applied(AFTER.formatted(2)).done()));
      scene.assertSettled();
    }
  }

  @Test
  void aDependencyByNameWithoutAChangeDoesNotDelayIt() {
    String text =
        """
        data: { found: { type: fake.lookup, name: here, dependsOn: [resources.a] } }
        resources:
          a: { type: fake.plain, value: %s }
          b: { type: fake.plain, value: "${data.found.value}" }
        """;
    try (Scene scene = scene()) {
      Plan first = scene.file(text.formatted(1)).plan();
      assertEquals("C a, L data.found, C b", Told.steps(first.steps()));
      assertTrue(
          Told.of(first).contains("read data.found: it depends on resources.a, which changes"),
          Told.of(first));
      scene.applied();
      assertEquals("", Told.steps(scene.plan().steps()));
      scene.assertSettled();
      assertEquals(
          "U a, L data.found",
          Told.steps(scene.file(text.formatted(2)).applied().done()),
          "b turned out unchanged");
    }
  }

  @Test
  void whatLeavesIsAPendingChangeToo() {
    String text =
        """
        data: { found: { type: fake.lookup, name: here, dependsOn: [resources.a] } }
        resources: { a: { type: fake.plain, value: 1, count: %s } }
        """;
    try (Scene scene = scene()) {
      scene.applied(text.formatted(2));
      String told = Told.of(scene.file(text.formatted(1)).plan());
      assertTrue(
          told.contains("read data.found: it depends on resources.a[1], which changes"), told);
    }
  }

  @Test
  void severalAreReadAtTheSameTimeWithinTheProvidersBounds() throws Exception {
    try (Scene scene = scene().providerParallelism(3).parallelism(8)) {
      Gate gate = scene.world().on(Operation.LOOKUP).hold();
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        scene.file(
            """
            data: { found: { type: fake.lookup, name: here, count: 9 } }
            resources: { a: { type: fake.plain, value: "${data.found.map(f, f.value)}" } }
            """);
        Future<Plan> running = thread.submit(() -> scene.plan());
        gate.awaitArrivals(3, Duration.ofSeconds(30));
        gate.open();
        assertEquals("C a", Told.steps(running.get().steps()));
        assertEquals(3, scene.world().mostAtOnce(Operation.LOOKUP));
      } finally {
        thread.shutdownNow();
      }
    }
  }

  @Test
  void oneMayBeMadeFromAnother() {
    try (Scene scene = scene()) {
      scene.world().putLookup("v1", Value.of("second"));
      scene.applied(
          """
          data:
            last: { type: fake.lookup, name: "${locals.name}" }
            first: { type: fake.lookup, name: here }
          locals: { name: "${data.first.value}" }
          resources: { a: { type: fake.plain, value: "${data.last.value}" } }
          """);
      assertEquals(
          Value.of("second"),
          scene.world().at("resources.a").orElseThrow().attributes().get("value"));
    }
  }

  @Test
  void instancesAreDecidedByThem() {
    try (Scene scene = scene()) {
      scene.world().putLookup("zones", Value.strings(List.of("x", "y")));
      scene.applied(
          """
          data: { zones: { type: fake.lookup, name: zones } }
          resources: { a: { type: fake.plain, forEach: "${data.zones.value}", value: "${each.key}" } }
          """);
      assertEquals("C a[\"x\"], C a[\"y\"]", scene.changes());
    }
  }

  @Test
  void aProviderMayBeConfiguredByOne() {
    String text =
        """
        providers: { fake: {}, far: { plugin: fake, region: "${data.region.value}" } }
        data: { region: { type: fake.lookup, provider: fake, name: region } }
        resources: { a: { type: fake.plain, provider: far, value: 1 } }
        """;
    try (Scene scene = scene().withoutProviders()) {
      scene.world().putLookup("region", Value.of("there"));
      scene.world().putLookup("other", Value.of("x"));
      scene.applied(text);
      scene.file(
          text.replace(
              "data: { ", "data: { other: { type: fake.lookup, provider: fake, name: other }, "));
      scene.world().forgetCalls();
      scene.plan(DESTROY);
      assertEquals(
          List.of("region"),
          scene.world().calls(Operation.LOOKUP).stream().map(call -> call.key()).toList(),
          "destroying reads what a provider needs, and nothing else");
      scene.applied(DESTROY);
      assertEquals("D a", scene.changes());
    }
  }

  @Test
  void destroyingNeedsNoneThatFails() {
    try (Scene scene = scene()) {
      scene.applied(
          """
          data: { found: { type: fake.lookup, name: here } }
          resources: { a: { type: fake.plain, value: "${data.found.value}" } }
          """);
      scene.world().on(Operation.LOOKUP).fail("it is not reachable");
      scene.applied(DESTROY);
      assertEquals("D a", scene.changes());
      assertEquals(0, scene.count(Operation.LOOKUP));
    }
  }

  @Test
  void whatIsRecordedOrdersDeletionsThroughThem() {
    try (Scene scene = scene()) {
      scene.applied(
          """
          data: { found: { type: fake.lookup, name: here, dependsOn: [resources.z] } }
          resources:
            a: { type: fake.plain, value: "${data.found.value}" }
            z: { type: fake.plain, value: 1 }
          """);
      assertEquals("C z, C a", scene.changes());
      scene.file("").applied();
      assertEquals("D a, D z", scene.changes());
    }
  }

  @Test
  void failuresAreToldTogetherAndOnlyTheirs() {
    try (Scene scene = scene()) {
      scene
          .world()
          .on(Operation.LOOKUP)
          .fail(ProviderException.builder("the world is closed").hint("Come back later.").build());
      String told =
          Scene.refusal(
              () ->
                  scene
                      .file(
                          """
                          data:
                            x: { type: fake.lookup, name: here }
                            y: { type: fake.lookup, name: there }
                            z: { type: fake.lookup, name: "${data.x.value}" }
                          resources: { a: { type: fake.plain, value: "${data.z.value}" } }
                          """)
                      .plan());
      assertTrue(told.contains("cannot read data.x: the world is closed"), told);
      assertTrue(told.contains("cannot read data.y: the world is closed"), told);
      assertFalse(told.contains("data.z"), told);
    }
  }

  @Test
  void aTransientFailureIsTriedAgain() {
    try (Scene scene = scene()) {
      scene
          .world()
          .on(Operation.LOOKUP)
          .nth(1)
          .fail(ProviderException.builder("busy").retryAfter(Duration.ofMillis(1)).build());
      scene.applied(
          """
          data: { found: { type: fake.lookup, name: here } }
          resources: { a: { type: fake.plain, value: "${data.found.value}" } }
          """);
      assertTrue(scene.heard().contains("data.found: again: busy"), scene.heard());
    }
  }

  @Test
  void aFailureInTheApplyStopsWhatRefersToIt() {
    try (Scene scene = scene()) {
      ApplyResult result = scene.file(AFTER.formatted(1)).apply();
      assertEquals("C a", Told.steps(result.done()));
      assertEquals("L data.found", Told.steps(result.failed()));
      assertEquals("C b", Told.steps(result.notBegun()));
      assertTrue(Told.of(result.errors()).contains("the world has nothing under that name"));
    }
  }

  @Test
  void aSavedPlanCarriesWhatWasRead() throws Exception {
    try (Scene scene = scene()) {
      scene.world().putLookup("secret", Value.of("geheim").asSensitive());
      scene.file(
          """
          data:
            found: { type: fake.lookup, name: here }
            later: { type: fake.lookup, name: here, dependsOn: [resources.a] }
            secret: { type: fake.lookup, name: secret }
          resources:
            a: { type: fake.plain, value: "${data.found.value}" }
            b: { type: fake.plain, value: "${resources.a.id}-${data.found.value}-${data.later.value}" }
            c: { type: fake.thing, name: c, secret: "${resources.a.id}${data.secret.value}" }
          """);
      Path file = folder.resolve("plan.bin");
      try (Engine engine = scene.engine()) {
        engine.save(
            engine.plan(PlanOptions.DEFAULT, PlanListener.NONE), file, "plan.bin", Scene.MAKER);
      }
      assertFalse(Files.readString(file).contains("geheim"), "nothing sensitive is in it in clear");
      scene.world().putLookup("here", Value.of("v2"));
      scene.world().forgetCalls();
      SavedPlan saved = Engine.read(file, "plan.bin", folder, Map.of());
      try (Engine engine = scene.engine()) {
        PlannedPlatform planned = engine.restore(saved);
        assertTrue(engine.apply(planned, scene.how()).isComplete());
      }
      assertEquals(1, scene.count(Operation.LOOKUP), "only what could not be read before");
      assertEquals(
          Value.of("t1-v1-v2"),
          scene.world().at("resources.b").orElseThrow().attributes().get("value"));
    }
  }

  @Test
  void whatIsOutsideTheTargetsIsNotRead() {
    try (Scene scene = scene()) {
      scene.file(
          """
          data:
            found: { type: fake.lookup, name: here }
            other: { type: fake.lookup, name: nothing }
          resources:
            a: { type: fake.plain, value: "${data.found.value}" }
            b: { type: fake.plain, value: "${data.other.value}" }
          """);
      PlanOptions target =
          new PlanOptions(
              PlanOptions.Mode.APPLY,
              true,
              List.of(dev.paas.core.address.Address.parse("resources.a")),
              List.of());
      assertEquals("C a", Told.steps(scene.plan(target).steps()));
      assertEquals(1, scene.count(Operation.LOOKUP));
    }
  }

  @Test
  void anAnswerThatIsNotWhatWasAskedForIsADefectOfThePlugin() {
    try (Scene scene = scene()) {
      scene.answers(answer -> answer.with("name", Value.of("another")));
      String told =
          Scene.refusal(
              () -> scene.file("data: { found: { type: fake.lookup, name: here } }").plan());
      assertTrue(told.contains("answered with another value for name"), told);
      scene.answers(answer -> answer.with("surprise", Value.of(1)));
      String more =
          Scene.refusal(
              () -> scene.file("data: { found: { type: fake.lookup, name: here } }").plan());
      assertTrue(more.contains("its schema does not allow"), more);
    }
  }
}

package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.plan.Plan;
import dev.paas.core.state.ResourceRecord;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.provider.tck.fake.SimulatedCrash;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.tck.CommitFate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an apply of which a part fails. */
final class FailureTest {
  private static final String CHAIN =
      """
      a: { type: fake.plain, value: 1 }
      b: { type: fake.plain, value: "${resources.a.out}" }
      c: { type: fake.plain, value: "${resources.b.out}" }
      d: { type: fake.plain, value: 4 }
      """;

  private final Path folder;

  FailureTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void fifteenWhatIsHalfMadeIsRecordedAndReplaced() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.CREATE).of("resources.b").nth(1).failHalfway("it broke");
      ApplyResult result = scene.file(CHAIN).apply();
      assertEquals("C a, C b, C d", scene.changes());
      assertEquals("C a, C d", Told.steps(result.done()));
      assertEquals("C b", Told.steps(result.failed()));
      assertEquals("C c", Told.steps(result.notBegun()));
      assertFalse(result.isComplete());
      assertEquals(
          "provider.failed: cannot create resources.b: it broke @ platform.yaml:7:3\n",
          Told.of(result.errors()));
      assertEquals(List.of("b"), halfMade(scene));
      assertTrue(
          Told.of(scene.plan()).startsWith("replace b: its creation failed half-way\n"),
          Told.of(scene.plan()));

      scene.applied();
      assertEquals("D b, C b, C c", scene.changes());
      scene.assertSettled();
      assertEquals(List.of(), halfMade(scene));
    }
  }

  @Test
  void whatCanBeGoneOnWithIsRecordedAsMade() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.CREATE).of("resources.b").nth(1).failResumably("it broke");
      ApplyResult result = scene.file(CHAIN).apply();
      assertEquals("C b", Told.steps(result.failed()));
      assertEquals("C c", Told.steps(result.notBegun()));
      assertEquals(List.of(), halfMade(scene));
      assertTrue(scene.recorded().intents().isEmpty());

      scene.applied();
      assertEquals("C c", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void seventeenWhatWasBeingMadeWhenTheProcessDiedIsAdopted() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.CREATE).of("resources.b").crashAfter();
      scene.file(CHAIN);
      assertThrows(SimulatedCrash.class, scene::apply);
      int made = scene.world().things().size();
      scene.world().forgetRules();
      assertTrue(
          Told.of(scene.plan()).contains("adopt b: an interrupted apply made it\n"),
          Told.of(scene.plan()));
      scene.applied();
      assertFalse(scene.changes().contains("C b"), scene.changes());
      assertTrue(scene.changes().contains("C c"), scene.changes());
      assertTrue(made >= 2);
      scene.assertSettled();
    }
  }

  @Test
  void aReplacementWhoseSecondHalfFailedIsFinished() {
    String before = "a: { type: fake.plain, replace: 1 }";
    try (Scene scene = Scene.in(folder)) {
      scene.applied(before);
      scene.world().on(Operation.CREATE).of("resources.a").fail("no");
      ApplyResult result = scene.file(before.replace("1", "2")).apply();
      assertEquals("D a, C a", scene.changes());
      assertFalse(result.isComplete());
      assertEquals(0, scene.world().things().size());
      scene.world().forgetRules();
      scene.applied();
      assertEquals("C a", scene.changes());
      scene.assertSettled();
    }
  }

  private static List<String> halfMade(Scene scene) {
    List<String> names = new ArrayList<>();
    for (ResourceRecord record : scene.recorded().records().values()) {
      if (record.flags().halfMade()) {
        names.add(record.address().name());
      }
    }
    return names;
  }

  @Test
  void whatFailsBeforeAnythingIsMadeLeavesNothing() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.CREATE).of("resources.b").nth(1).fail("no room");
      scene.file(CHAIN).apply();
      assertEquals(2, scene.recorded().records().size());
      assertTrue(scene.recorded().intents().isEmpty());
      scene.applied();
      assertEquals("C b, C c", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatDiesSilentlyAfterItsWorkIsFoundByItsKey() {
    try (Scene scene = Scene.in(folder)) {
      // The answer is lost: nobody says what was left.
      scene
          .world()
          .on(Operation.CREATE)
          .of("resources.b")
          .nth(1)
          .after(
              () -> {
                throw new IllegalStateException("the connection broke");
              });
      scene.file(CHAIN).apply();
      assertEquals(List.of("b"), halfMade(scene));
      Settled.agree(scene.world(), scene.recorded());
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void aFailedUpdateIsRecordedAsFarAsItCame() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(CHAIN);
      scene.file(CHAIN.replace("value: 1", "value: 2"));
      scene.world().on(Operation.UPDATE).of("resources.a").nth(1).failHalfway("it broke");
      ApplyResult result = scene.apply();
      assertEquals("U a", Told.steps(result.failed()));
      assertEquals("U b, U c", Told.steps(result.notBegun()));
      Plan next = scene.plan();
      assertTrue(
          Told.of(next).contains("an earlier apply was interrupted at it")
              || Told.of(next).contains("update b"),
          Told.of(next));
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void aFailedDeletionIsTriedAgain() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(CHAIN);
      scene.file("a: { type: fake.plain, value: 1 }");
      scene.world().on(Operation.DELETE).of("resources.c").nth(1).fail("it is in use");
      ApplyResult result = scene.apply();
      assertEquals("D d, D c", scene.changes());
      assertEquals("D b", Told.steps(result.notBegun()));
      scene.applied();
      assertEquals("D c, D b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void anOldOneStaysAsLongAsSomethingNeedsIt() {
    String platform =
        """
        a: { type: fake.plain, replace: %s, lifecycle: { createBeforeDestroy: true } }
        b: { type: fake.plain, value: "${resources.a.out}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(platform.formatted(1));
      scene.world().on(Operation.UPDATE).of("resources.b").times(2).fail("not now");
      assertEquals("Dd a", Told.steps(scene.file(platform.formatted(2)).apply().notBegun()));
      assertEquals("Dd a", Told.steps(scene.apply().notBegun()), "the second time");
      assertEquals(3, scene.world().things().size());
      scene.applied();
      assertEquals("U b, D a", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatMayHelpIsTriedAgain() {
    try (Scene scene = Scene.in(folder)) {
      ProviderException busy =
          ProviderException.builder("it is busy").retryAfter(Duration.ofMillis(1)).build();
      scene.world().on(Operation.CREATE).of("resources.b").times(3).fail(busy);
      scene.applied(CHAIN);
      assertEquals("C a, C b, C b, C b, C b, C c, C d", scene.changes());
      assertEquals(
          3, scene.heard().lines().filter(line -> line.contains("again: it is busy")).count());
      scene.assertSettled();
    }
  }

  @Test
  void whatDoesNotHelpIsGivenUp() {
    try (Scene scene = Scene.in(folder)) {
      ProviderException busy =
          ProviderException.builder("it is busy").retryAfter(Duration.ofMillis(1)).build();
      scene.world().on(Operation.CREATE).of("resources.b").fail(busy);
      ApplyResult result = scene.file(CHAIN).apply();
      assertEquals("C b", Told.steps(result.failed()));
      assertEquals(5, scene.changes().split("C b", -1).length - 1, scene.changes());
      scene.world().forgetRules();
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void aPlanThatChangesWhatTheUserSetIsRefused() {
    try (Scene scene = Scene.in(folder)) {
      scene.handlers(
          handler ->
              new ForwardingHandler(handler) {
                @Override
                public PlannedResource plan(PlanRequest request) throws ProviderException {
                  return PlannedResource.of(
                      super.plan(request).attributes().with("name", Value.of("better")));
                }
              });
      String told = Scene.refusal(() -> scene.file("a: { type: fake.thing, name: mine }").plan());
      assertEquals(
          "provider.contract: the provider fake planned another value for name than the file has"
              + " | That is a defect of the plugin fake. Nothing was changed."
              + " | Please report it to the plugin's authors. @ platform.yaml:6:32\n",
          told);
      assertEquals("", scene.changes());
    }
  }

  /** A handler whose answers are changed on their way. */
  private static ResourceHandler answering(
      ResourceHandler handler, java.util.function.UnaryOperator<MapValue> otherwise) {
    return new ForwardingHandler(handler) {
      @Override
      public ObservedResource create(CreateRequest request, CallContext context)
          throws ProviderException {
        return changed(super.create(request, context));
      }

      @Override
      public ObservedResource update(UpdateRequest request, CallContext context)
          throws ProviderException {
        return changed(super.update(request, context));
      }

      private ObservedResource changed(ObservedResource made) {
        return new ObservedResource(made.id(), otherwise.apply(made.attributes()));
      }
    };
  }

  @Test
  void anApplyThatReturnsAnotherValueThanPlannedIsAnErrorAndRecorded() {
    try (Scene scene = Scene.in(folder)) {
      scene.handlers(
          handler ->
              answering(
                  handler,
                  made -> made.has("value") ? made.with("value", Value.of("other")) : made));
      ApplyResult result = scene.file(CHAIN).apply();
      assertTrue(
          Told.of(result.errors())
              .startsWith(
                  "provider.contract: the provider fake made resources.a with another value for"
                      + " value than was planned | It was made and is recorded."),
          Told.of(result.errors()));
      assertEquals(2, scene.recorded().records().size());
      scene.handlers(handler -> handler);
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void anApplyThatLeavesSomethingUnknownIsAnErrorAndRecorded() {
    try (Scene scene = Scene.in(folder)) {
      scene.handlers(handler -> answering(handler, made -> made.with("out", Value.unknown())));
      ApplyResult result = scene.file(CHAIN).apply();
      assertTrue(
          Told.of(result.errors()).contains("another value for out than was planned"),
          Told.of(result.errors()));
      scene.handlers(handler -> handler);
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void aProviderThatThrowsWhatItShouldNotIsNamed() {
    for (Throwable thrown :
        List.of(new NullPointerException("oops"), new NoClassDefFoundError("some/Library"))) {
      try (Scene scene =
          Scene.in(folder.resolve(thrown.getClass().getSimpleName())).parallelism(4)) {
        scene
            .world()
            .on(Operation.CREATE)
            .of("resources.b")
            .nth(1)
            .before(() -> FailureTest.<RuntimeException>sneak(thrown));
        ApplyResult result = scene.file(CHAIN).apply();
        assertTrue(
            Told.of(result.errors())
                .startsWith(
                    "provider.failed: cannot create resources.b: the provider has a defect"),
            Told.of(result.errors()));
        assertEquals("C a, C d", Told.steps(result.done()));
        scene.applied();
        scene.assertSettled();
      }
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aFullStateStopsTheApplyAndTheNextOneFinishes() {
    int commits;
    try (Scene scene = Scene.in(folder.resolve("count"))) {
      scene.applied(CHAIN);
      commits = scene.state().commits();
    }
    for (int n = 1; n <= commits; n++) {
      try (Scene scene = Scene.in(folder.resolve("full" + n)).parallelism(1 + n % 2)) {
        int full = n;
        scene
            .state()
            .onCommit((number, c) -> number == full ? CommitFate.FAIL : CommitFate.CARRY_OUT);
        String told;
        try {
          told = Told.of(scene.file(CHAIN).apply().errors());
        } catch (dev.paas.core.diagnostic.DiagnosticException refused) {
          told = Told.of(refused.diagnostics());
        }
        assertTrue(told.contains("state.full: no space is left for the state"), n + ": " + told);
        scene.applied();
        scene.assertSettled();
      }
    }
  }

  @Test
  void whatCannotBeAllowedIsSaidBeforeAnythingIsChanged() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.PREFLIGHT).of("resources.c").fail("the quota is used up");
      scene.world().on(Operation.PREFLIGHT).of("resources.d").fail("the name is taken");
      String told = Scene.refusal(() -> scene.file(CHAIN).apply());
      assertTrue(told.contains("cannot create resources.c: the quota is used up"), told);
      assertTrue(told.contains("cannot create resources.d: the name is taken"), told);
      assertEquals("", scene.changes());
      assertEquals(0, scene.state().commits());
    }
  }

  @Test
  void twentySixACycleNamesEachEdge() {
    try (Scene scene = Scene.in(folder)) {
      String told =
          Scene.refusal(
              () ->
                  scene
                      .file(
                          """
                          locals: { l: "${resources.b.out}" }
                          resources:
                            a: { type: fake.plain, value: "${locals.l}" }
                            b: { type: fake.plain, value: 1, dependsOn: [resources.c] }
                            c: { type: fake.plain, count: "${size(resources.a.out)}" }
                          """)
                      .plan());
      assertTrue(
          told.startsWith("reference.cycle: these refer to one another in a circle: "), told);
      for (String place : List.of(":5:", ":7:", ":8:", ":9:")) {
        assertTrue(told.contains("platform.yaml" + place), told);
      }
      assertTrue(
          Scene.refusal(
                  () -> scene.file("a: { type: fake.plain, value: \"${resources.a.out}\" }").plan())
              .startsWith("reference.cycle: resources.a refers to itself"));
    }
  }
}

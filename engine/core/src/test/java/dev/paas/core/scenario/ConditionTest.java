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
import dev.paas.core.plan.SavedPlan;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks before and after, on resources and on the whole platform. */
@Timeout(60)
final class ConditionTest {
  private final Path folder;

  ConditionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void allThatFailBeforeAreToldAndNothingIsChanged() {
    try (Scene scene = Scene.in(folder)) {
      String told =
          Scene.refusal(
              () ->
                  scene
                      .file(
                          """
                          locals: { size: 3 }
                          resources:
                            a:
                              type: fake.plain
                              value: 1
                              checks:
                                - { assert: "${locals.size < 3}", message: "size is ${locals.size}." }
                                - { assert: "${locals.size > 1}" }
                            b:
                              type: fake.plain
                              value: "${resources.a.id}"
                              checks: [{ assert: "${each.index == 0}", when: before }]
                              count: 2
                          """)
                      .apply());
      assertTrue(
          told.contains(
              "check.failed: a check of resources.a failed: size is 3 | `locals.size` is 3."),
          told);
      assertTrue(told.contains("a check of resources.b[1] failed | `each.index` is 1."), told);
      assertFalse(told.contains("resources.b[0]"), told);
      assertEquals("", scene.changes());
    }
  }

  @Test
  void whatIsKnownAfterApplyIsCheckedJustBeforeTheStep() {
    String text =
        """
        a: { type: fake.plain, value: 1 }
        b: { type: fake.plain, value: 2, checks: [{ assert: "${resources.a.id == '%s'}" }] }
        c: { type: fake.plain, value: "${resources.b.id}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      ApplyResult result = scene.file(text.formatted("t9")).apply();
      assertEquals("C a", scene.changes());
      assertEquals("C b", Told.steps(result.failed()));
      assertEquals("C c", Told.steps(result.notBegun()));
      assertTrue(
          Told.of(result.errors())
              .contains("a check of resources.b failed | `resources.a.id` is \"t1\"."),
          Told.of(result.errors()));
      scene.applied(text.formatted("t1"));
      assertEquals("C b, C c", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsMadeIsCheckedAfterwardsAndRecorded() {
    String text =
        """
        a: { type: fake.plain, value: %s, checks: [{ assert: "${self.value == 2}", message: must be two }] }
        b: { type: fake.plain, value: "${resources.a.id}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      ApplyResult result = scene.file(text.formatted(1)).apply();
      assertEquals("C a", scene.changes());
      assertEquals("C a", Told.steps(result.failed()));
      assertEquals("C b", Told.steps(result.notBegun()));
      assertEquals("[resources.a]", scene.recorded().records().keySet().toString());
      String told = Scene.refusal(scene::plan);
      assertTrue(
          told.contains("a check of resources.a failed: must be two | `self.value` is 1."), told);
      scene.applied(text.formatted(2));
      assertEquals("U a, C b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void anUnchangedResourceIsCheckedInTheApplyWhenItDependsOnWhatChanges() {
    String text =
        """
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, value: 2, checks: [{ assert: "${resources.a.out != 'out-t1-1'}" }] }
        c: { type: fake.plain, value: %s, dependsOn: [resources.b] }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(text.formatted(1, 1));
      assertEquals("U a, ? b, U c", Told.steps(scene.file(text.formatted(2, 2)).plan().steps()));
      ApplyResult result = scene.apply();
      assertEquals("U a", scene.changes());
      assertEquals("? b", Told.steps(result.failed()));
      assertEquals("U c", Told.steps(result.notBegun()));
    }
  }

  @Test
  void aSavedPlanMakesItsChecks() throws Exception {
    String text =
        """
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, value: 2, checks: [{ assert: "${resources.a.out != 'out-t1-1'}" }] }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.applied(text.formatted(1));
      scene.file(text.formatted(2));
      Path file = folder.resolve("plan.bin");
      try (Engine engine = scene.engine()) {
        engine.save(
            engine.plan(PlanOptions.DEFAULT, PlanListener.NONE), file, "plan.bin", Scene.MAKER);
      }
      SavedPlan saved = Engine.read(file, "plan.bin", folder, Map.of());
      try (Engine engine = scene.engine()) {
        ApplyResult result = engine.apply(engine.restore(saved), scene.how());
        assertEquals("? b", Told.steps(result.failed()));
      }
    }
  }

  @Test
  void whatIsSensitiveIsNotTold() {
    try (Scene scene = Scene.in(folder)) {
      scene.variable("word", "geheim");
      String told =
          Scene.refusal(
              () ->
                  scene
                      .file(
                          """
                          variables: { word: { type: string, sensitive: true } }
                          resources:
                            a:
                              type: fake.plain
                              value: 1
                              checks: [{ assert: "${vars.word == 'x'}", message: "it is ${vars.word}" }]
                          """)
                      .plan());
      assertFalse(told.contains("geheim"), told);
      assertTrue(told.contains("failed: (sensitive) | `vars.word` is (sensitive)."), told);
    }
  }

  @Test
  void selfIsOnlyThereWhereItMeansSomething() {
    try (Scene scene = Scene.in(folder)) {
      String told =
          Scene.refusal(
              () ->
                  scene
                      .file(
                          """
                          resources:
                            a: { type: fake.plain, value: "${self.id}" }
                            b: { type: fake.plain, checks: [{ assert: "${self.vlue == 1}" }] }
                            c: { type: fake.plain, checks: [{ assert: "${self.value == 1}", when: before }] }
                            d: { type: fake.note, readyWhen: "${self.value == 1}" }
                          checks: { e: { assert: "${self.x}" } }
                          """)
                      .plan());
      assertTrue(told.contains("there is no self here"), told);
      assertTrue(told.contains("resources.b has no attribute \"vlue\""), told);
      assertTrue(told.contains("a check before cannot refer to self"), told);
      assertTrue(told.contains("fake.note cannot honour \"readyWhen\""), told);
    }
  }

  @Test
  void theWholePlatformIsCheckedAfterTheApplyAndNothingIsUndone() {
    String text =
        """
        data: { found: { type: fake.lookup, name: here, dependsOn: [resources.a] } }
        resources: { a: { type: fake.plain, value: 1 } }
        checks:
          site: { assert: "${data.found.value == 'up'}", message: the site is down }
          hint: { assert: "${resources.a.value == 2}", severity: warn }
          fine: { assert: "${resources.a.id == 't1'}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.world().putLookup("here", Value.of("down"));
      Plan plan = scene.file(text).plan();
      assertTrue(
          PlanJson.toJson(plan)
              .contains(
                  "\"checks\":[{\"name\":\"site\",\"outcome\":\"unknown\",\"severity\":\"error\"},"
                      + "{\"name\":\"hint\",\"outcome\":\"fails\",\"severity\":\"warn\","
                      + "\"message\":\"the check hint failed\","
                      + "\"detail\":\"`resources.a.value` is 1.\"},"
                      + "{\"name\":\"fine\",\"outcome\":\"unknown\",\"severity\":\"error\"}]"),
          PlanJson.toJson(plan));
      ApplyResult result = scene.apply();
      assertTrue(result.isComplete());
      assertFalse(result.isGood());
      assertEquals("C a", scene.changes());
      assertEquals(
          List.of("FAILS", "FAILS", "HOLDS"),
          result.checks().stream().map(check -> check.outcome().name()).toList());
      assertFalse(scene.apply().isGood(), "also when there is nothing to do");
      scene.world().putLookup("here", Value.of("up"));
      assertTrue(scene.apply().isGood(), "a warning is no failure");
    }
  }

  @Test
  void aConditionMustBeOne() {
    try (Scene scene = Scene.in(folder)) {
      String told =
          Scene.refusal(
              () ->
                  scene
                      .file(
                          """
                          locals: { one: 1 }
                          resources: { a: { type: fake.plain, checks: [{ assert: "${locals.one}" }] } }
                          """)
                      .plan());
      assertTrue(told.contains("assert must be true or false, not a whole number"), told);
    }
  }
}

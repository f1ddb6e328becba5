package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are known after apply only. */
final class UnknownTest {
  private static final String CHAIN =
      """
      locals: { shown: "<${resources.a.stable}>" }
      resources:
        a: { type: fake.plain, value: %s }
        b: { type: fake.plain, value: "${locals.shown}" }
        c: { type: fake.plain, value: "${resources.b.stable}" }
        d: { type: fake.plain, value: "${resources.c.value == 'x' ? 1 : 2}" }
        e: { type: fake.plain, value: 1, dependsOn: [resources.d] }
      outputs: { last: { value: "${resources.d.value}" } }
      """;

  private final Path folder;

  UnknownTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theySpreadAsFarAsTheyMust() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(CHAIN.formatted(1));
      Plan plan = scene.file(CHAIN.formatted(2)).plan();
      assertEquals(
          """
          update a: `value`, `out`, `stable` change
            value: 1 -> 2
          update b: `value`, `out`, `stable` change
            value: "<stable-t1>" -> (known after apply)
          update c: `value`, `out`, `stable` change
            value: "stable-t2" -> (known after apply)
          update d: `value`, `out`, `stable` change
            value: 2 -> (known after apply)
          output last: 2 -> (known after apply)
          """,
          Told.of(plan));
    }
  }

  @Test
  void whatTurnsOutUnchangedIsCutOff() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(CHAIN.formatted(1));
      ApplyResult result = scene.applied(CHAIN.formatted(2));
      assertEquals("U a", scene.changes());
      assertEquals("U a", Told.steps(result.done()));
      scene.assertSettled();
    }
  }

  @Test
  void aReplacementThatTurnsOutNotToBeOneIsToldAsOne() {
    // What is only known after apply may force a replacement: the plan says the worse.
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          """
          a: { type: fake.plain, value: 1 }
          b: { type: fake.plain, replace: "${resources.a.stable}" }
          """);
      scene.applied(
          """
          a: { type: fake.plain, value: 2 }
          b: { type: fake.plain, replace: "${resources.a.stable}" }
          """);
      assertEquals("D b, U a, C b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void howManyInstancesThereAreMustBeKnown() {
    try (Scene scene = Scene.in(folder)) {
      String told =
          Scene.refusal(
              () ->
                  scene
                      .file(
                          """
                          a: { type: fake.plain, value: 1 }
                          n: { type: fake.plain, count: "${size(resources.a.out)}" }
                          m: { type: fake.plain, forEach: "${[resources.a.out]}" }
                          w: { type: fake.plain, when: "${resources.a.out == 'x'}" }
                          z: { type: fake.plain, value: "${resources.n[0].out}" }
                          """)
                      .plan(PlanOptions.DEFAULT.exact()));
      assertEquals(
          """
          instances.unknown: count is known only after apply | It depends on resources.a.out, which \
          does not exist yet, so it cannot be told which instances there are. | Make that first, with \
          --target resources.a, or use a value that is known before. @ platform.yaml:7:36
          instances.unknown: forEach is known only after apply | It depends on resources.a.out, which \
          does not exist yet, so it cannot be told which instances there are. | Make that first, with \
          --target resources.a, or use a value that is known before. @ platform.yaml:8:38
          instances.unknown: when is known only after apply | It depends on resources.a.out, which \
          does not exist yet, so it cannot be told which instances there are. | Make that first, with \
          --target resources.a, or use a value that is known before. @ platform.yaml:9:35
          """,
          told);
    }
  }

  @Test
  void theKeysOfAMapMustBeKnownAndItsValuesNeedNot() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          """
          a: { type: fake.plain, value: 1 }
          m: { type: fake.plain, forEach: { x: "${resources.a.out}", y: 2 }, value: "${each.value}" }
          """);
      assertEquals("C a, C m[\"x\"], C m[\"y\"]", scene.changes());
      assertTrue(
          scene.world().at("resources.m[\"x\"]").orElseThrow().toString().contains("out-t1"));
      scene.assertSettled();
    }
  }

  @Test
  void aBranchThatIsNotTakenNeedsNoValue() {
    try (Scene scene = Scene.in(folder)) {
      Plan plan =
          scene
              .file(
                  """
                  a: { type: fake.plain, value: 1 }
                  b: { type: fake.plain, value: "${1 < 2 ? 'known' : resources.a.out}" }
                  c: { type: fake.plain, value: "${false && resources.a.out == 'x'}" }
                  """)
              .plan();
      assertEquals(
          """
          create a: it does not exist yet
            value: - -> 1
          create b: it does not exist yet
            value: - -> "known"
          create c: it does not exist yet
            value: - -> false
          """,
          Told.of(plan));
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void whatIsPlannedByTheProviderIsKnownAsEarlyAsItCanBe() {
    try (Scene scene = Scene.in(folder)) {
      Plan plan =
          scene
              .file(
                  """
                  a: { type: fake.thing, name: a, value: 1 }
                  b: { type: fake.plain, value: "${resources.a.digest}" }
                  c: { type: fake.plain, value: "${resources.a.zone}" }
                  """)
              .plan();
      assertTrue(Told.of(plan).contains("value: - -> \"digest-"), Told.of(plan));
      assertTrue(Told.of(plan).contains("value: - -> (known after apply)"), Told.of(plan));
      scene.applied();
      scene.assertSettled();
    }
  }
}

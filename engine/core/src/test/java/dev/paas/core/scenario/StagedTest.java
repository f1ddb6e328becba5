package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.plan.PlanOptions;
import dev.paas.provider.tck.fake.Operation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be planned only when something else is there. */
final class StagedTest {
  private static final PlanOptions DESTROY =
      new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of());

  /** {@code n} has so many instances as the output of {@code a} says, which has changed. */
  private static final String COUNTED =
      """
      a: { type: fake.plain, value: %s }
      n: { type: fake.plain, count: "${resources.a.out.endsWith('-%s') ? %s : 1}", value: x%s }
      """;

  private final Path folder;

  StagedTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aPlanSaysWhatIsDeferredAndWhy() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          """
          locals: { few: "${resources.a.out == 'x' ? 3 : 2}" }
          resources:
            a: { type: fake.plain, value: 1 }
            n: { type: fake.plain, count: "${size(resources.a.out)}" }
            l: { type: fake.plain, count: "${locals.few}" }
            k: { type: fake.plain, count: "${math.least(size(resources.a.out), 5, 9)}" }
            m: { type: fake.plain, forEach: ["${resources.a.out}", y] }
            f: { type: fake.plain, forEach: "${[1, 2, 3, 4].filter(i, i < size(resources.a.out))}" }
            w: { type: fake.plain, when: "${resources.a.out == 'x'}" }
            v: { type: fake.plain, when: "${resources.a.out == 'x'}", count: 4 }
            z: { type: fake.plain, value: "${resources.n[0].out}" }
            y: { type: fake.plain, value: 2, dependsOn: [resources.z] }
            o: { type: fake.plain, value: 3 }
          outputs:
            z: { value: "${resources.z.out}" }
            o: { value: "${resources.o.value}" }
          """);
      assertEquals(
          """
          create a: it does not exist yet
            value: - -> 1
          create o: it does not exist yet
            value: - -> 3
          deferred n: any number, `count` depends on resources.a.out
          deferred l: at most 3, `count` depends on resources.a.out
          deferred k: at most 5, `count` depends on resources.a.out
          deferred m: at most 2, `forEach` depends on resources.a.out
          deferred f: at most 4, `forEach` depends on resources.a.out
          deferred w: at most 1, `when` depends on resources.a.out
          deferred v: at most 4, `when` depends on resources.a.out
          deferred z: at most 1, it refers to resources.n
            create z: it does not exist yet
              value: - -> (known after apply)
          deferred y: at most 1, it refers to resources.z
            create y: it does not exist yet
              value: - -> 2
          output z: null -> (known after apply)
          output o: null -> 3
          """,
          Told.of(scene.plan()));
    }
  }

  @Test
  void whatWasDeferredIsDoneInTheSameRun() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          """
          resources:
            a: { type: fake.plain, value: 1 }
            n: { type: fake.plain, count: "${size(resources.a.out) - 6}", value: "${each.index}" }
            z: { type: fake.plain, value: "${resources.n[1].out}" }
            o: { type: fake.plain, value: 3 }
          outputs: { z: { value: "${resources.z.out}" } }
          """);
      StagedRun run = scene.staged();
      assertTrue(run.complete(), run.refusal() + run.beyond());
      assertEquals("C a, C o | C n[0], C n[1], C z", run.calls());
      scene.assertSettled();
      assertTrue(scene.recorded().outputs().toString().contains("out-t5"));
    }
  }

  @Test
  void aWaveMayDeferAgain() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          """
          a: { type: fake.plain, value: 1 }
          b: { type: fake.plain, count: "${resources.a.out == 'x' ? 2 : 1}" }
          c: { type: fake.plain, forEach: ["${resources.b[0].out}"] }
          d: { type: fake.plain, value: "${size(resources.c)}" }
          """);
      StagedRun run = scene.staged();
      assertTrue(run.complete(), run.refusal() + run.beyond());
      assertEquals("C a | C b[0] | C c[\"out-t2-0\"], C d", run.calls());
      scene.assertSettled();
      assertEquals("", scene.staged().calls());
    }
  }

  @Test
  void whatIsThereIsLeftAloneUntilItIsKnown() {
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(COUNTED.formatted(1, 0, 3, 1));
      assertEquals(4, scene.world().things().size());
      assertEquals(
          """
          update a: `value`, `out`, `stable` change
            value: 1 -> 2
          deferred n: at most 3, `count` depends on resources.a.out
          """,
          Told.of(scene.file(COUNTED.formatted(2, 1, 3, 2)).plan()));
      scene.applied();
      assertEquals("U a", scene.changes());
      assertEquals(4, scene.world().things().size());
      assertEquals("U n[0], U n[1], U n[2]", scene.staged().calls());
      scene.assertSettled();
    }
  }

  @Test
  void aDeletionThatWasNotShownIsNotDone() {
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(COUNTED.formatted(1, 0, 3, 1));
      StagedRun run = scene.file(COUNTED.formatted(2, 7, 3, 1)).staged();
      assertFalse(run.complete());
      assertEquals("U a", run.calls());
      assertEquals(
          List.of(
              "delete resources.n[1]: that was not shown",
              "delete resources.n[2]: that was not shown"),
          run.beyond());
      assertEquals("D n[2], D n[1]", scene.staged().calls());
      scene.assertSettled();
    }
  }

  @Test
  void aReplacementIsDoneWhenItWasShown() {
    String platform =
        """
        a: { type: fake.plain, value: %1$s }
        n: { type: fake.plain, count: "${resources.a.out == 'x' ? 2 : 1}", replace: %2$s }
        z: { type: fake.plain, replace: %3$s, dependsOn: [resources.n] }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(platform.formatted(1, 1, 1));
      StagedRun run = scene.file(platform.formatted(2, 1, 2)).staged();
      assertTrue(run.complete(), run.beyond().toString());
      assertEquals("U a | D z, C z", run.calls());
      run = scene.file(platform.formatted(3, 2, 2)).staged();
      assertEquals(List.of("replace resources.n[0]: that was not shown"), run.beyond());
      assertEquals("U a", run.calls());
    }
  }

  @Test
  void whatIsUnchangedHasNothingToWaitFor() {
    String platform =
        """
        a: { type: fake.plain, value: %s }
        n: { type: fake.plain, count: "${resources.a.out == 'x' ? 2 : 1}" }
        z: { type: fake.plain, value: 1, dependsOn: [resources.n] }
        y: { type: fake.plain, value: "${resources.z.out}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(platform.formatted(1));
      assertEquals(
          """
          update a: `value`, `out`, `stable` change
            value: 1 -> 2
          deferred n: at most 2, `count` depends on resources.a.out
          """,
          Told.of(scene.file(platform.formatted(2)).plan()));
    }
  }

  @Test
  void whatTheDeferredStillRefersToStays() {
    String before =
        """
        net: { type: fake.plain, value: 1 }
        old: { type: fake.plain, value: "${resources.net.out}" }
        a: { type: fake.plain, value: 1 }
        n: { type: fake.plain, count: "${resources.a.out == 'x' ? 2 : 1}", value: "${resources.old.out}" }
        """;
    String after =
        """
        a: { type: fake.plain, value: 2 }
        n: { type: fake.plain, count: "${resources.a.out == 'x' ? 2 : 1}", value: 1 }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(before);
      assertEquals(
          """
          update a: `value`, `out`, `stable` change
            value: 1 -> 2
          deferred n: at most 2, `count` depends on resources.a.out
          deferred net: at most 1, resources.old still refers to it
            delete net: it is not in platform.yaml any more
          deferred old: at most 1, resources.n[0] still refers to it
            delete old: it is not in platform.yaml any more
          """,
          Told.of(scene.file(after).plan()));
      StagedRun run = scene.staged();
      assertTrue(run.complete(), run.beyond().toString());
      assertEquals("U a | D old, D net, U n[0]", run.calls());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsReplacedCreateFirstStaysForTheDeferred() {
    String platform =
        """
        a: { type: fake.plain, replace: %1$s, lifecycle: { createBeforeDestroy: true } }
        n: { type: fake.plain, forEach: ["${resources.a.value}"], value: "${resources.a.out}" }
        m: { type: fake.plain, when: "${resources.a.out != 'x'}", value: "${resources.a.out}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(platform.replace("replace", "value: q, replace").formatted(1));
      scene.file(platform.replace("replace", "value: q, replace").formatted(2));
      StagedRun run = scene.staged();
      assertTrue(run.complete(), run.beyond().toString());
      assertEquals("C a, U n[\"q\"] | U m, D a", run.calls());
      scene.assertSettled();
    }
  }

  @Test
  void createFirstSpreadsFromWhatIsDeferred() {
    String platform =
        """
        a: { type: fake.plain, replace: %1$s }
        n: { type: fake.plain, count: "${resources.a.out == 'x' ? 2 : 1}", value: "${resources.a.out}",
             lifecycle: { createBeforeDestroy: true } }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(platform.formatted(1));
      StagedRun run = scene.file(platform.formatted(2)).staged();
      assertTrue(run.complete(), run.beyond().toString());
      assertEquals("C a | U n[0], D a", run.calls());
      scene.assertSettled();
    }
  }

  @Test
  void aProviderWhoseSettingsAreNotKnownIsAskedNothing() {
    String platform =
        """
        providers:
          fake: {}
          far: { plugin: fake, region: "${resources.a.out}" }
        resources:
          a: { type: fake.plain, value: %s }
          b: { type: fake.thing, provider: far, name: b, value: %s }
          c: { type: fake.plain, provider: far, count: 2, value: "${resources.b.out}" }
          d: { type: fake.plain, value: 1 }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.withoutProviders();
      assertEquals(
          """
          create a: it does not exist yet
            value: - -> 1
          create d: it does not exist yet
            value: - -> 1
          deferred b: at most 1, the settings of its provider depend on resources.a.out
          deferred c: at most 2, the settings of its provider depend on resources.a.out
          """,
          Told.of(scene.file(platform.formatted(1, 1)).plan()));
      StagedRun run = scene.staged();
      assertTrue(run.complete(), run.refusal() + run.beyond());
      assertEquals("C a, C d | C b, C c[0], C c[1]", run.calls());
      scene.assertSettled();

      // What has left the file waits as well, and what is there is not looked at before.
      scene.file(
          platform.formatted(2, 2).replaceAll("(?m)^  c: .*$", "").replace("out}\" }\n  d", "d"));
      int reads = scene.count(Operation.READ);
      assertEquals(
          """
          update a: `value`, `out`, `stable` change
            value: 1 -> 2
          deferred b: at most 1, the settings of its provider depend on resources.a.out
          deferred c[0]: at most 1, the settings of its provider depend on resources.a.out
            delete c[0]: it is not in platform.yaml any more
          deferred c[1]: at most 1, the settings of its provider depend on resources.a.out
            delete c[1]: it is not in platform.yaml any more
          """,
          Told.of(scene.plan()));
      assertEquals(reads + 2, scene.count(Operation.READ), "a and d");
      run = scene.staged();
      assertTrue(run.complete(), run.refusal() + run.beyond());
      assertEquals("U a | D c[1], D c[0], U b", run.calls());
      scene.assertSettled();
    }
  }

  @Test
  void destroyingNeedsNoWaves() {
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(COUNTED.formatted(1, 0, 3, 1));
      scene.file(COUNTED.formatted(2, 0, 3, 1)).applied(DESTROY);
      assertEquals("D n[2], D n[1], D n[0], D a", scene.changes());
      scene.file(COUNTED.formatted(1, 0, 3, 1)).applied();
      assertEquals("C a", scene.changes());
      scene.applied(DESTROY);
      assertEquals("D a", scene.changes());
    }
  }

  @Test
  void aTargetMakesWhatIsWaitedFor() {
    try (Scene scene = Scene.in(folder)) {
      PlanOptions target =
          new PlanOptions(
              PlanOptions.Mode.APPLY, true, List.of(Address.parse("resources.a")), List.of());
      scene.file(COUNTED.formatted(1, 0, 3, 1));
      assertEquals(
          "create a: it does not exist yet\n  value: - -> 1\n", Told.of(scene.plan(target)));
      scene.applied(target);
      assertEquals("C a", scene.changes());
      scene.applied();
      assertEquals("C n[0], C n[1], C n[2]", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aReplacementThatWasAskedForIsDoneOnce() {
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(COUNTED.formatted(1, 0, 2, 1));
      PlanOptions replace =
          new PlanOptions(
              PlanOptions.Mode.APPLY,
              true,
              List.of(),
              List.of(Address.parse("resources.a"), Address.parse("resources.n[1]")));
      StagedRun run = scene.file(COUNTED.formatted(1, 0, 2, 1)).staged(replace);
      assertEquals("D a, C a", run.calls());
      assertEquals(List.of("replace resources.n[1]: that was not shown"), run.beyond());
    }
  }

  @Test
  void afterACrashBetweenTheWavesTheNextRunGoesOn() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(COUNTED.formatted(1, 0, 3, 1)).applied();
      assertEquals("C a", scene.changes());
      assertEquals(
          """
          create n[0]: it does not exist yet
            value: - -> "x1"
          create n[1]: it does not exist yet
            value: - -> "x1"
          create n[2]: it does not exist yet
            value: - -> "x1"
          """,
          Told.of(scene.plan()));
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void aFailureInAWaveEndsTheRun() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.CREATE).of("resources.a").fail("no");
      StagedRun run = scene.file(COUNTED.formatted(1, 0, 3, 1)).staged();
      assertFalse(run.complete());
      assertEquals(1, run.plans().size());
      scene.world().forgetRules();
      assertTrue(scene.staged().complete());
      scene.assertSettled();
    }
  }

  @Test
  void whatCannotBePlannedThenIsSaidThen() {
    try (Scene scene = Scene.in(folder)) {
      StagedRun run =
          scene
              .file(
                  """
                  a: { type: fake.plain, value: 1 }
                  n: { type: fake.plain, count: "${size(resources.a.out) - 7}" }
                  z: { type: fake.plain, value: "${resources.n[3].out}" }
                  """)
              .staged();
      assertFalse(run.complete());
      assertEquals("C a", run.calls());
      assertTrue(
          run.refusal().startsWith("reference.no-instance: resources.n has no instance [3]"),
          run.refusal());
    }
  }

  @Test
  void whatNothingCanMakeKnownIsAnError() {
    // The value is unknown for as long as its resource is left alone, and it is.
    try (Scene scene = Scene.in(folder)) {
      String told =
          Scene.refusal(
              () -> scene.file(COUNTED.formatted(1, 0, 3, 1)).plan(PlanOptions.DEFAULT.exact()));
      assertTrue(told.startsWith("instances.unknown: count is known only after apply"), told);
      assertTrue(told.contains("--target resources.a"), told);
    }
  }
}

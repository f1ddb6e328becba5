package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.Interruption;
import dev.paas.core.plan.Plan;
import dev.paas.core.state.ResourceRecord;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Resources that are made before they are ready. */
@Timeout(60)
final class ReadinessTest {
  private static final String TEXT =
      """
      a:
        type: fake.plain
        value: 1
        readyWhen: { condition: "${self.out == 'up'}", timeout: %s, interval: 1ms }
      b: { type: fake.plain, value: 2, dependsOn: [resources.a] }
      """;

  private final Path folder;

  ReadinessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** It gets ready when it is looked at for the {@code n}th time. */
  private static void readyAtRead(Scene scene, int n) {
    scene
        .world()
        .on(Operation.READ)
        .of("resources.a")
        .nth(n)
        .before(() -> scene.world().tamper(made(scene).id(), "out", Value.of("up")));
  }

  private static FakeThing made(Scene scene) {
    return scene.world().at("resources.a").orElseThrow();
  }

  @Test
  void whatDependsOnItWaits() {
    try (Scene scene = Scene.in(folder)) {
      readyAtRead(scene, 3);
      scene.applied(TEXT.formatted("1m"));
      assertEquals("C a, C b", scene.changes());
      assertEquals(3, scene.count(Operation.READ));
      assertEquals(
          Value.of("up"),
          recorded(scene).attributes().get("out"),
          "what was seen last is recorded");
      scene.assertSettled();
    }
  }

  private static ResourceRecord recorded(Scene scene) {
    return Objects.requireNonNull(scene.recorded().record(Address.of("resources", "a")));
  }

  @Test
  void whatDoesNotGetReadyIsRecordedAndWaitedForAgain() {
    try (Scene scene = Scene.in(folder)) {
      ApplyResult result = scene.file(TEXT.formatted("20ms")).apply();
      assertEquals("C a", scene.changes());
      assertEquals("C a", Told.steps(result.failed()));
      assertEquals("C b", Told.steps(result.notBegun()));
      String told = Told.of(result.errors());
      assertTrue(told.contains("resources.a was not ready within 20ms"), told);
      assertTrue(told.contains("`self.out` is \"out-t1-0\". It is recorded as made."), told);
      assertFalse(recorded(scene).flags().halfMade());

      Plan plan = scene.plan();
      assertEquals("? a, C b", Told.steps(plan.steps()));
      assertTrue(Told.of(plan.warnings()).contains("resources.a is not ready"));
      scene.apply();
      assertEquals("", scene.changes(), "it is not made anew, and b waits still");
      scene.world().tamper(made(scene).id(), "out", Value.of("up"));
      scene.applied();
      assertEquals("C b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aSettledPlatformThatIsNotReadyIsWaitedFor() {
    try (Scene scene = Scene.in(folder)) {
      readyAtRead(scene, 1);
      scene.applied(TEXT.formatted("20ms"));
      scene.world().forgetRules();
      scene.world().tamper(made(scene).id(), "out", Value.of("down"));
      Plan plan = scene.plan();
      assertTrue(plan.isEmpty());
      assertEquals("? a", Told.steps(plan.steps()));
      assertFalse(scene.apply().isComplete());
      scene.world().tamper(made(scene).id(), "out", Value.of("up"));
      scene.applied();
      scene.assertSettled();
    }
  }

  @Test
  void whatGoesAwayMeanwhileIsTold() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.READ).nth(2).before(() -> scene.world().remove(made(scene).id()));
      String told = Told.of(scene.file(TEXT.formatted("1m")).apply().errors());
      assertTrue(told.contains("resources.a went away before it was ready"), told);
      scene.world().forgetRules();
      readyAtRead(scene, 2);
      scene.applied();
      assertEquals("C a, C b", scene.changes());
    }
  }

  @Test
  void theWishToStopEndsTheWait() {
    try (Scene scene = Scene.in(folder)) {
      Interruption wish = new Interruption();
      scene.interruption(wish);
      scene.world().on(Operation.READ).nth(2).before(wish::request);
      ApplyResult result = scene.file(TEXT.formatted("10m")).apply();
      assertTrue(result.interrupted());
      assertTrue(Told.of(result.errors()).contains("was not ready when the apply was interrupted"));
      assertEquals("C b", Told.steps(result.notBegun()));
      scene.interruption(new Interruption());
      scene.world().forgetRules();
      scene.world().tamper(made(scene).id(), "out", Value.of("up"));
      scene.applied();
      assertEquals("C b", scene.changes());
    }
  }

  @Test
  void aConditionThatCannotBeEvaluatedYetIsNotReady() {
    try (Scene scene = Scene.in(folder)) {
      scene
          .world()
          .on(Operation.READ)
          .nth(2)
          .before(
              () ->
                  scene
                      .world()
                      .tamper(
                          made(scene).id(),
                          "value",
                          Value.map(java.util.Map.of("state", Value.of("up")))));
      scene.applied(
          """
          a:
            type: fake.plain
            value: {}
            lifecycle: { ignoreChanges: [value] }
            readyWhen: { condition: "${self.value.state == 'up'}", interval: 1ms }
          """);
      assertEquals(2, scene.count(Operation.READ));
    }
  }

  @Test
  void secretsAreNotTold() {
    try (Scene scene = Scene.in(folder)) {
      String told =
          Told.of(
              scene
                  .file(
                      """
                      a:
                        type: fake.thing
                        name: a
                        readyWhen: { condition: "${self.password == 'x'}", timeout: 1ms, interval: 1ms }
                      """)
                  .apply()
                  .errors());
      assertTrue(told.contains("`self.password` is (sensitive)."), told);
    }
  }
}

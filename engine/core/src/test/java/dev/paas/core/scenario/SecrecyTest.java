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
import dev.paas.core.state.ResourceRecord;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sensitive is nowhere to be seen but in the world. */
final class SecrecyTest {
  private static final String SECRET = "hunter2hunter2";
  private static final String TOKEN = "tok3ntok3ntok3n";

  private static final String PLATFORM =
      """
      variables:
        pass: { type: string, sensitive: true }
        token: { type: string, sensitive: true }
      locals: { joined: "prefix ${vars.pass}" }
      resources:
        a: { type: fake.thing, name: a, secret: "${vars.pass}", token: "${vars.token}" }
        b: { type: fake.plain, value: { deep: ["${locals.joined}", "${resources.a.password}"] } }
        c: { type: fake.plain, value: "${resources.b.value.deep[0]}" }
        d: { type: fake.note, value: "${base64.encode(bytes(vars.pass))}", dependsOn: [resources.c] }
      outputs: { secret: { value: "${resources.b.value}", sensitive: true } }
      """;

  private final Path folder;

  SecrecyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Scene scene() {
    return Scene.in(folder)
        .onDisk()
        .variable("pass", SECRET)
        .variable("token", TOKEN)
        .file(PLATFORM);
  }

  private static void assertClean(String what, String text) {
    String encoded =
        java.util.Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    for (String secret : List.of(SECRET, TOKEN, encoded, "password-of-")) {
      assertFalse(text.contains(secret), what + " has " + secret + ": " + text);
    }
  }

  /** Everything below the folder but the file of the test itself. */
  private void assertCleanFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      int searched = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        searched++;
        assertClean(
            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      assertTrue(searched > 4, "only " + searched + " files");
    }
  }

  @Test
  void plansAndStateDoNotShowIt() throws IOException {
    try (Scene scene = scene()) {
      Plan plan = scene.plan();
      assertClean("the plan", Told.of(plan) + plan);
      assertClean("the plan as JSON", PlanJson.toJson(plan));
      assertTrue(PlanJson.toJson(plan).contains("$sensitive"));

      ApplyResult result = scene.applied();
      assertClean("the result", result.toString());
      assertClean("the progress", scene.heard());
      assertCleanFiles();
      FakeThing made = scene.world().at("resources.a").orElseThrow();
      assertEquals(SECRET, made.attributes().getString("secret"), "the provider gets it");
      assertEquals(TOKEN, made.attributes().getString("token"), "the provider gets it");
      scene.assertSettled();
      scene.variable("pass", SECRET + "-2");
      plan = scene.plan();
      assertTrue(Told.of(plan).contains("update a"), Told.of(plan));
      assertClean("the plan of a change", Told.of(plan) + plan + PlanJson.toJson(plan));
      scene.applied();
      assertCleanFiles();
      scene.assertSettled();
    }
  }

  @Test
  void driftDoesNotShowIt() {
    try (Scene scene = scene()) {
      scene.applied();
      String id = scene.world().at("resources.a").orElseThrow().id();
      scene.world().tamper(id, "secret", Value.of(SECRET + "-changed"));
      scene.world().tamper(id, "password", Value.of("password-of-nobody"));
      Plan plan = scene.plan();
      assertEquals(1, plan.drift().size());
      assertClean("the drift", Told.of(plan) + plan + PlanJson.toJson(plan));
    }
  }

  @Test
  void whatIsWriteOnlyIsKeptAsAHash() {
    try (Scene scene = scene()) {
      scene.applied();
      ResourceRecord record =
          scene.recorded().records().values().stream()
              .filter(one -> one.address().name().equals("a"))
              .findFirst()
              .orElseThrow();
      String kept = record.attributes().getString("token", "");
      assertTrue(kept.startsWith("hash:"), kept);
      scene.assertSettled();

      scene.variable("token", TOKEN + "-2");
      Plan plan = scene.plan();
      assertTrue(Told.of(plan).contains("update a: `token` changes"), Told.of(plan));
      assertClean("the plan", Told.of(plan) + plan + PlanJson.toJson(plan));
      scene.applied();
      assertEquals(
          TOKEN + "-2",
          scene.world().at("resources.a").orElseThrow().attributes().getString("token"));
      scene.assertSettled();
    }
  }

  @Test
  void errorsDoNotShowIt() throws IOException {
    try (Scene scene = scene()) {
      scene
          .world()
          .on(Operation.CREATE)
          .of("resources.b")
          .before(
              () -> {
                throw new IllegalStateException("cannot make " + SECRET);
              });
      scene.world().on(Operation.CREATE).of("resources.a").failHalfway("broke");
      ApplyResult failed = scene.apply();
      assertFalse(failed.isComplete());
      assertClean("the errors", Told.of(failed.errors()) + failed);
      failed = scene.apply();
      assertClean("the errors", Told.of(failed.errors()) + failed);
      assertCleanFiles();
    }
  }

  @Test
  void evaluationErrorsDoNotShowIt() {
    try (Scene scene = scene()) {
      scene.file(
          """
          variables:
            pass: { type: string, sensitive: true }
            token: { type: string, sensitive: true }
          resources:
            a: { type: fake.thing, name: "${vars.pass + 'X'}", size: "${int(vars.pass)}" }
            b: { type: fake.thing, name: b, takes: "${vars.pass}" }
            c: { type: fake.thing, name: c, mishap: "${vars.pass}" }
            d: { type: fake.plain, forEach: "${[vars.pass]}" }
            e: { type: fake.plain, value: "${{'x': 1}[vars.pass]}" }
          outputs: { shown: { value: "${vars.pass}" } }
          """);
      String told = Scene.refusal(scene::plan);
      assertClean("the errors", told);
      assertTrue(told.lines().count() >= 4, told);
    }
  }

  @Test
  void aSavedPlanDoesNotShowItAndStillCarriesIt() throws Exception {
    Path file = folder.resolve("plan.bin");
    try (Scene scene = scene()) {
      try (Engine engine = scene.engine()) {
        engine.save(
            engine.plan(PlanOptions.DEFAULT, PlanListener.NONE), file, "plan.bin", Scene.MAKER);
      }
      assertCleanFiles();
      SavedPlan saved = Engine.read(file, "plan.bin", folder, Map.of());
      try (Engine engine = scene.engine()) {
        PlannedPlatform restored = engine.restore(saved);
        assertTrue(engine.apply(restored, scene.how()).isComplete());
      }
      assertEquals(
          SECRET, scene.world().at("resources.a").orElseThrow().attributes().getString("secret"));
      assertEquals(
          TOKEN, scene.world().at("resources.a").orElseThrow().attributes().getString("token"));
      assertCleanFiles();
      scene.assertSettled();
    }
  }
}

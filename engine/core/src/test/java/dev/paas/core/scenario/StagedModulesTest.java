package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules of which is known only later how many there are, or how many there are in them. */
final class StagedModulesTest {
  private static final String MODULE =
      """
      variables:
        size: { type: integer, default: 1 }
      resources:
        one: { type: fake.plain, value: 1 }
        many: { type: fake.plain, count: "${vars.size}", value: "${each.index}" }
      outputs:
        all: { value: "${resources.many.map(m, m.value)}" }
      """;

  private final Path folder;

  StagedModulesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("part"));
    Files.writeString(folder.resolve("part/module.yaml"), MODULE);
  }

  @Test
  void aModuleIsDeferredWithAllThatIsInIt() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          """
          resources:
            a: { type: fake.plain, value: 1 }
            z: { type: fake.plain, value: "${modules.p[0].all[0]}" }
          modules:
            p: { source: ./part, count: "${size(resources.a.out) - 6}" }
          """);
      assertEquals(
          """
          create a: it does not exist yet
            value: - -> 1
          deferred modules.p: any number, `count` depends on resources.a.out
          deferred z: at most 1, it refers to modules.p
            create z: it does not exist yet
              value: - -> (known after apply)
          """,
          Told.of(scene.plan()));
      StagedRun run = scene.staged();
      assertTrue(run.complete(), run.refusal() + run.beyond());
      assertEquals(6, scene.world().things().size());
      scene.assertSettled();
    }
  }

  @Test
  void anInputTellsHowManyThereAreInside() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          """
          resources:
            a: { type: fake.plain, value: 1 }
            z: { type: fake.plain, value: "${size(modules.p.all)}" }
          modules:
            p: { source: ./part, inputs: { size: "${resources.a.out == 'x' ? 3 : 2}" } }
          """);
      assertEquals(
          """
          create a: it does not exist yet
            value: - -> 1
          create modules.p.resources.one: it does not exist yet
            value: - -> 1
          deferred z: at most 1, it refers to modules.p.resources.many
            create z: it does not exist yet
              value: - -> (known after apply)
          deferred modules.p.resources.many: at most 3, `count` depends on resources.a.out
          """,
          Told.of(scene.plan()));
      StagedRun run = scene.staged();
      assertTrue(run.complete(), run.refusal() + run.beyond());
      scene.assertSettled();
    }
  }

  @Test
  void whatIsInADeferredModuleIsLeftAlone() {
    String platform =
        """
        resources:
          a: { type: fake.plain, value: %s }
        modules:
          p: { source: ./part, when: "${resources.a.out != 'x'}" }
        """;
    try (Scene scene = Scene.in(folder)) {
      scene.stagedToEnd(platform.formatted(1));
      assertEquals(3, scene.world().things().size());
      scene.file(platform.formatted(2)).applied();
      assertEquals("U a", scene.changes());
      assertEquals(3, scene.world().things().size());
      scene.assertSettled();
    }
  }
}

package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.FormerState;
import dev.paas.core.state.PlatformState;
import dev.paas.core.upkeep.Migration;
import dev.paas.core.upkeep.Push;
import dev.paas.core.upkeep.StateFile;
import dev.paas.provider.tck.fake.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A state is moved to another backend, or replaced by a file, and the process may die of it. */
@Timeout(120)
final class MigrationTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String PLATFORM =
      """
      variables: { pass: { type: string, sensitive: true } }
      resources:
        a: { type: fake.thing, name: a, secret: "${vars.pass}" }
        b: { type: fake.plain, replace: 1, lifecycle: { createBeforeDestroy: true } }
        c: { type: fake.plain, value: "${resources.a.password}" }
        n: { type: fake.plain, count: 255, value: "${resources.a.id}" }
      outputs: { pass: { value: "${resources.a.password}", sensitive: true } }
      """;

  private final Path folder;

  MigrationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Records, something replaced that is still there, something begun, and outputs. */
  private Scene scene(String name) {
    Scene scene = Scene.in(folder.resolve(name)).variable("pass", "hunter2hunter2");
    scene.applied(PLATFORM);
    scene.world().on(Operation.DELETE).fail("not now");
    scene.file(PLATFORM.replace("replace: 1", "replace: 2"));
    scene.apply();
    scene.world().forgetRules();
    scene.death().mortal();
    assertEquals(1, scene.recorded().deposed().size());
    return scene;
  }

  private static void moveToDisk(Scene scene) {
    try {
      Files.writeString(scene.folder().resolve("former.yaml"), "state: { backend: memory }\n");
    } catch (IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
    scene.environment("PAAS_STATE_KEY", KEY).onDisk();
    scene.file(PLATFORM.replace("replace: 1", "replace: 2"));
  }

  private static void migrate(Scene scene) throws InterruptedException {
    try (Engine engine = scene.engine()) {
      FormerState former = new FormerState(scene.folder().resolve("former.yaml"), "former.yaml");
      Migration.of(engine.formerState(former), engine.state()).carryOut("test", Duration.ZERO);
    }
  }

  private static void assertSame(PlatformState expected, PlatformState moved, String when) {
    assertEquals(expected.lineage(), moved.lineage(), when);
    assertEquals(expected.applyRevision(), moved.applyRevision(), when);
    assertEquals(expected.records(), moved.records(), when);
    assertEquals(expected.deposed(), moved.deposed(), when);
    assertEquals(expected.intents(), moved.intents(), when);
    assertEquals(expected.outputs(), moved.outputs(), when);
  }

  @Test
  void everythingMovesAndTheOldPlaceSaysSo() throws Exception {
    try (Scene scene = scene("all")) {
      PlatformState before = scene.recorded();
      moveToDisk(scene);
      migrate(scene);
      assertSame(before, scene.recorded(), "moved");
      String again = Scene.refusal(() -> run(() -> migrate(scene)));
      assertTrue(again.startsWith("state.moved: the state was moved to "), again);
      scene.applied();
      scene.assertSettled();
      scene.inMemory();
      scene.file(PLATFORM);
      String old = Scene.refusal(scene::plan);
      assertTrue(old.startsWith("state.moved: the state was moved to "), old);
    }
  }

  /** Whoever moves it back gets what was changed meanwhile. */
  @Test
  void itCanMoveBack() throws Exception {
    try (Scene scene = scene("back")) {
      moveToDisk(scene);
      migrate(scene);
      scene.applied();
      PlatformState before = scene.recorded();
      Files.writeString(scene.folder().resolve("former.yaml"), "state: { backend: journal }\n");
      scene.inMemory();
      scene.file(PLATFORM.replace("replace: 1", "replace: 2"));
      migrate(scene);
      assertSame(before, scene.recorded(), "moved back");
      scene.assertSettled();
    }
  }

  @Test
  void whateverIsThereAlreadyStays() throws Exception {
    try (Scene scene = scene("there")) {
      scene.onDisk();
      scene.file("d: { type: fake.plain, value: 1 }");
      scene.applied();
      PlatformState there = scene.recorded();
      Files.writeString(scene.folder().resolve("former.yaml"), "state: { backend: memory }\n");
      String told = Scene.refusal(() -> run(() -> migrate(scene)));
      assertTrue(told.startsWith("state.not-moved: cannot move the state: there is one in "), told);
      assertSame(there, scene.recorded(), told);
      scene.inMemory();
      scene.file(PLATFORM.replace("replace: 1", "replace: 2"));
      scene.applied();
      assertTrue(scene.plan().isEmpty());
    }
  }

  /** An action that may be interrupted. */
  private interface Action {
    void run() throws InterruptedException;
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** Runs something that dies at its instant {@code n}; whether it did. */
  private static boolean dies(Scene scene, int n, Action action) {
    scene.death().at(n);
    try {
      run(action);
    } catch (DiagnosticException refused) {
      assertTrue(scene.death().happened(), () -> Told.of(refused.diagnostics()));
    }
    boolean died = scene.death().happened();
    scene.death().never();
    return died;
  }

  @Test
  void aMigrationThatDiesIsFinishedByTheNext() throws Exception {
    int instants = 0;
    for (boolean died = true; died; ) {
      instants++;
      try (Scene scene = scene("dies-" + instants)) {
        PlatformState before = scene.recorded();
        moveToDisk(scene);
        died = dies(scene, instants, () -> migrate(scene));
        String when = scene.death().when();
        if (died) {
          finish(scene, when);
        }
        assertSame(before, scene.recorded(), when);
        scene.applied();
        scene.assertSettled();
      }
    }
    assertTrue(instants > 10, "only " + instants + " instants");
  }

  /** What was cut off is done again, unless nothing of it was left to do. */
  private static void finish(Scene scene, String when) {
    try {
      run(() -> migrate(scene));
    } catch (DiagnosticException refused) {
      String told = Told.of(refused.diagnostics());
      assertTrue(told.startsWith("state.moved: "), when + ": " + told);
    }
  }

  @Test
  void aPushThatDiesIsFinishedByTheNext() throws Exception {
    int instants = 0;
    int unfinished = 0;
    for (boolean died = true; died; ) {
      instants++;
      try (Scene scene = scene("push-" + instants)) {
        PlatformState before = scene.recorded();
        StateFile file = pulled(scene);
        scene.applied(PLATFORM.replace("replace: 1", "replace: 3").replace("255", "1"));
        died = dies(scene, instants, () -> push(scene, file));
        String when = scene.death().when();
        if (died) {
          if (!isOpen(scene)) {
            String told = Scene.refusal(scene::plan);
            assertTrue(told.startsWith("state.unfinished: "), when + told);
            unfinished++;
          }
          push(scene, file);
        }
        PlatformState after = scene.recorded();
        assertEquals(before.records(), after.records(), when);
        assertEquals(before.deposed(), after.deposed(), when);
        assertTrue(after.applyRevision() > before.applyRevision() + 1, when);
      }
    }
    assertTrue(unfinished >= 3, unfinished + " of " + instants);
  }

  private static boolean isOpen(Scene scene) {
    try (Engine engine = scene.engine()) {
      return engine.state().closures().current() == null;
    }
  }

  private static StateFile pulled(Scene scene) {
    try (Engine engine = scene.engine()) {
      return StateFile.parse(
          Objects.requireNonNull(StateFile.of(engine.state().entries())).text("1"));
    }
  }

  private static void push(Scene scene, StateFile file) throws InterruptedException {
    try (Engine engine = scene.engine()) {
      Push.of(engine.state(), file, "state.json", true).carryOut("test", Duration.ZERO);
    }
  }
}

package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.Rekey;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A state gets another key: whole or, killed at any instant, not yet whole and no less readable.
 */
final class RekeyTest {
  private static final String OLD = key('o');
  private static final String NEW = key('n');
  private static final Pattern SEALED = Pattern.compile("\\$sensitive\":\"([0-9a-f]*):");

  private static final Pattern VALUE = Pattern.compile("\\$sensitive\":\"([^\"]*)");

  /** So many that they do not go into one commit. */
  private static final String MANY =
      """
      variables: { secret: { type: string, sensitive: true, default: geheim } }
      resources:
        many: { type: fake.plain, count: 520, value: "${vars.secret}" }
        gone: { type: fake.plain, replace: 1, value: "${vars.secret}" }
      outputs:
        one: { value: "${vars.secret}", sensitive: true }
        two: { value: "${vars.secret}!", sensitive: true }
      """;

  private static final String FEW = MANY.replace("520", "2");

  private final Path folder;

  RekeyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String key(char of) {
    return Base64.getEncoder()
        .encodeToString(String.valueOf(of).repeat(32).getBytes(StandardCharsets.US_ASCII));
  }

  private Scene scene(String name) {
    return Scene.in(folder.resolve(name)).environment("OLD", OLD).environment("NEW", NEW);
  }

  /** A scene to which something is applied with the old key, and then the new one is given. */
  private Scene rotating(String name, String text) {
    Scene scene = scene(name).encryption("key: { env: OLD }");
    scene.applied(text);
    scene.encryption("key: { env: NEW }, oldKeys: [{ env: OLD }]").file(text);
    return scene;
  }

  private static Rekey.Outcome rekey(Scene scene) {
    try (Engine engine = scene.engine()) {
      return Rekey.of(engine.state()).carryOut("test", Duration.ZERO);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** The ids of all keys that something in the state is encrypted with. */
  private static Set<String> ids(Scene scene) {
    Set<String> ids = new TreeSet<>();
    for (StateEntry entry : scene.state().snapshot().entries()) {
      Matcher sealed = SEALED.matcher(new String(entry.value(), StandardCharsets.UTF_8));
      while (sealed.find()) {
        ids.add(sealed.group(1));
      }
    }
    return ids;
  }

  private static int instants(Scene scene) {
    scene.death().never();
    rekey(scene);
    return scene.death().instants();
  }

  @Test
  void killedAtAnyInstantItIsGoneOnWith() {
    int instants;
    try (Scene scene = rotating("count", MANY)) {
      instants = instants(scene);
    }
    assertTrue(instants >= 8, "several commits: " + instants);
    for (int k = 1; k <= instants; k++) {
      try (Scene scene = rotating("at" + k, MANY)) {
        Set<String> old = ids(scene);
        PlatformState before = scene.recorded();
        scene.death().at(k);
        assertThrows(DiagnosticException.class, () -> rekey(scene));
        String when = scene.death().when();
        scene.death().never();

        assertEquals(before.records(), scene.recorded().records(), when);
        assertEquals(before.outputs(), scene.recorded().outputs(), when);
        rekey(scene);
        Set<String> now = ids(scene);
        assertEquals(1, now.size(), when);
        assertNotEquals(old, now, when);

        scene.encryption("key: { env: NEW }").file(MANY);
        assertEquals(before.records(), scene.recorded().records(), when);
        scene.applied(PlanOptions.DEFAULT);
        scene.encryption("key: { env: OLD }").file(MANY);
        assertTrue(Scene.refusal(scene::plan).contains("key"), when);
      }
    }
  }

  @Test
  void aKeyThatWasMadeHereSurvivesThatToo() throws Exception {
    int instants;
    try (Scene scene = scene("count")) {
      scene.applied(FEW);
      instants = instants(scene);
    }
    for (int k = 1; k <= instants; k++) {
      try (Scene scene = scene("own" + k)) {
        scene.applied(FEW);
        PlatformState before = scene.recorded();
        Path file = scene.folder().resolve(".paas/state.key");
        String old = Files.readString(file);
        scene.death().at(k);
        assertThrows(DiagnosticException.class, () -> rekey(scene));
        String when = scene.death().when();
        scene.death().never();
        assertEquals(before.records(), scene.recorded().records(), when);
        rekey(scene);
        assertEquals(1, ids(scene).size(), when);
        assertEquals(before.records(), scene.recorded().records(), when);
        assertFalse(Files.exists(file.resolveSibling("state.key.next")), when);
        assertNotEquals(old, Files.readString(file), when);
        scene.applied();
        scene.assertSettled();
      }
    }
  }

  @Test
  void nobodyAppliesWithAKeyThatIsNotTheStatesOne() throws Exception {
    try (Scene scene = rotating("order", FEW)) {
      String notYet = Scene.refusal(() -> scene.file(FEW.replace("geheim", "neu")).apply());
      assertTrue(notYet.contains("does not have this key yet"), notYet);

      scene.encryption("key: { env: OLD }, oldKeys: [{ env: NEW }]");
      scene.file(FEW.replace("geheim", "neu"));
      try (Engine planning = scene.engine()) {
        PlannedPlatform planned = planning.plan(PlanOptions.DEFAULT, PlanListener.NONE);
        scene.encryption("key: { env: NEW }, oldKeys: [{ env: OLD }]").file(FEW);
        rekey(scene);
        String late = Scene.refusal(() -> applyQuietly(planning, planned, scene));
        assertTrue(late.contains("does not have this key yet"), late);
      }
      assertEquals(1, ids(scene).size());
    }
  }

  private static void applyQuietly(Engine engine, PlannedPlatform planned, Scene scene) {
    try {
      engine.apply(planned, scene.how());
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** An apply that was planned before, and begins after, takes the new key. */
  @Test
  void aKeyThatWasMadeHereIsFoundByWhoeverHasBegunToPlan() throws Exception {
    try (Scene scene = scene("late")) {
      scene.applied(FEW);
      String more =
          FEW.replace(
              "outputs:", "  new: { type: fake.plain, value: \"${vars.secret}\" }\noutputs:");
      scene.file(more);
      try (Engine planning = scene.engine()) {
        PlannedPlatform planned = planning.plan(PlanOptions.DEFAULT, PlanListener.NONE);
        rekey(scene);
        applyQuietly(planning, planned, scene);
      }
      assertEquals(1, ids(scene).size());
      scene.assertSettled();
    }
  }

  @Test
  void intoTheClearAndBack() {
    try (Scene scene = scene("clear").encryption("key: none")) {
      scene.applied(FEW);
      assertEquals(Set.of(), ids(scene));
      scene.encryption("key: { env: NEW }").file(FEW);
      assertTrue(Scene.refusal(scene::plan).contains("in clear"));
      scene.encryption("key: { env: NEW }, oldKeys: [none]").file(FEW);
      PlatformState before = scene.recorded();
      int history = 2; // The file as it was applied, and what names it.
      assertEquals(before.records().size() + 3 + history, rekey(scene).values());
      scene.encryption("key: { env: NEW }").file(FEW);
      assertEquals(before.records(), scene.recorded().records());
      scene.applied();
      scene.encryption("key: none, oldKeys: [{ env: NEW }]").file(FEW);
      rekey(scene);
      scene.encryption("key: none").file(FEW);
      assertEquals(before.records(), scene.recorded().records());
      scene.assertSettled();
    }
  }

  /** What is written where something was moved to is bound to that place. */
  @Test
  void movingEncryptsAgain() {
    try (Scene scene = scene("moved").encryption("key: { env: OLD }")) {
      scene.applied(FEW);
      String text = sealedIn(scene, "record/resources.gone");
      scene.applied(
          FEW.replace("gone:", "kept:")
              + "moved: [{ from: resources.gone, to: resources.kept }]\n");
      assertNotEquals(text, sealedIn(scene, "record/resources.kept"));
      scene.assertSettled();
    }
  }

  private static String sealedIn(Scene scene, String key) {
    Matcher sealed = VALUE.matcher(entry(scene, key));
    assertTrue(sealed.find(), key);
    return sealed.group(1);
  }

  private static void replace(Scene scene, String key, String from, String to) throws Exception {
    try (StateStore store = scene.state().open()) {
      String text = new String(store.read(key).entries().get(0).value(), StandardCharsets.UTF_8);
      assertTrue(text.contains(from), text);
      store
          .commit(
              StateCommit.builder()
                  .put(key, text.replace(from, to).getBytes(StandardCharsets.UTF_8))
                  .build())
          .get();
    }
  }

  @Test
  void valuesCannotBeSwappedBetweenEntries() throws Exception {
    try (Scene scene = scene("swap").encryption("key: { env: OLD }")) {
      scene.applied(FEW);
      String first = sealedIn(scene, "record/resources.many[0]");
      String second = sealedIn(scene, "record/resources.many[1]");
      replace(scene, "record/resources.many[0]", first, second);
      replace(scene, "record/resources.many[1]", second, first);
      String told = Scene.refusal(scene::plan);
      assertTrue(told.contains("record/resources.many[0]"), told);
      assertTrue(told.contains("record/resources.many[1]"), told);
      assertTrue(told.contains("belongs to another place"), told);
    }
  }

  @Test
  void valuesCannotBeSwappedWithinAnEntry() throws Exception {
    try (Scene scene = scene("within").encryption("key: { env: OLD }")) {
      scene.applied(FEW);
      Matcher sealed = VALUE.matcher(entry(scene, "outputs"));
      assertTrue(sealed.find());
      String one = sealed.group(1);
      assertTrue(sealed.find());
      String two = sealed.group(1);
      replace(scene, "outputs", one, "?");
      replace(scene, "outputs", two, one);
      replace(scene, "outputs", "?", two);
      String told = Scene.refusal(scene::plan);
      assertTrue(told.contains("outputs") && told.contains("belongs to another place"), told);
    }
  }

  private static String entry(Scene scene, String key) {
    for (StateEntry entry : scene.state().snapshot().entries()) {
      if (entry.key().equals(key)) {
        return new String(entry.value(), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("there is no " + key);
  }
}

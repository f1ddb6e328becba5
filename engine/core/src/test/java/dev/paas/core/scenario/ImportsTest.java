package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.state.ResourceRecord;
import dev.paas.provider.tck.fake.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code imports}: what exists already and shall belong to the platform. */
final class ImportsTest {
  private final Path folder;

  ImportsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A world with some things that no state knows. */
  private static void abandon(Scene scene, String resources) {
    scene.applied(resources);
    StringBuilder removed = new StringBuilder("removed:\n");
    scene
        .recorded()
        .records()
        .keySet()
        .forEach(
            address ->
                removed.append("  - { from: '").append(address).append("', destroy: false }\n"));
    scene.applied(removed.toString());
    assertEquals(0, scene.recorded().records().size());
  }

  private static String platform(String resources, String... imports) {
    StringBuilder text = new StringBuilder("resources:\n").append(resources.indent(2));
    text.append("imports:\n");
    for (String one : imports) {
      text.append("  - ").append(one).append('\n');
    }
    return text.toString();
  }

  private static ResourceRecord recorded(Scene scene, String address) {
    return Objects.requireNonNull(scene.recorded().record(Address.parse("resources." + address)));
  }

  @Test
  void whatIsAsItShallBeIsRecorded() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.file(
          platform(
              "a: { type: fake.thing, name: n, value: 1, protect: true }",
              "{ to: resources.a, id: t1 }"));
      assertEquals("import a: \n", Told.of(scene.plan()));
      scene.applied();
      assertEquals("", scene.changes());
      assertEquals("t1", recorded(scene, "a").id());
      assertTrue(recorded(scene, "a").flags().protect());
      assertEquals("", Told.of(scene.plan()));
      assertTrue(scene.plan().corrections().isEmpty());
      scene.applied();
      assertEquals(0, scene.count(Operation.IMPORT));
    }
  }

  @Test
  void whatDiffersIsUpdated() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.file(
          platform("a: { type: fake.thing, name: n, value: 2 }", "{ to: resources.a, id: t1 }"));
      assertTrue(Told.of(scene.plan()).contains("value: 1 -> 2"), Told.of(scene.plan()));
      scene.applied();
      assertEquals("U a", scene.changes());
      assertEquals(1, scene.world().things().size());
      assertEquals("", Told.of(scene.plan()));
    }
  }

  @Test
  void anUpdateThatFailsLeavesItImported() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.file(
          platform("a: { type: fake.thing, name: n, value: 2 }", "{ to: resources.a, id: t1 }"));
      scene.world().on(Operation.UPDATE).fail("no");
      assertEquals(1, scene.apply().failed().size());
      assertEquals("t1", recorded(scene, "a").id());
      scene.world().forgetRules();
      scene.applied();
      assertEquals("U a", scene.changes());
    }
  }

  @Test
  void whatWouldBeReplacedIsRefused() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.file(
          platform("a: { type: fake.thing, name: m, value: 1 }", "{ to: resources.a, id: t1 }"));
      String told = Scene.refusal(scene::apply);
      assertTrue(
          told.startsWith("import.replaces: t1 is not what the file has at resources.a"), told);
      assertEquals(1, scene.world().things().size());
    }
  }

  @Test
  void whatIsNotThereIsAnError() {
    try (Scene scene = Scene.in(folder)) {
      scene.file(
          platform("a: { type: fake.thing, name: m, value: 1 }", "{ to: resources.a, id: t7 }"));
      String told = Scene.refusal(scene::apply);
      assertTrue(told.startsWith("import.not-found: there is no t7 for resources.a"), told);
    }
  }

  @Test
  void whatIsNotDeclaredIsAnError() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.file(platform("a: { type: fake.plain, value: 1 }", "{ to: resources.b, id: t1 }"));
      String told = Scene.refusal(scene::apply);
      assertTrue(told.startsWith("import.invalid: there is no resources.b in the file"), told);
    }
  }

  @Test
  void oneThingHasOneAddress() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      String things =
          """
          a: { type: fake.thing, name: n, value: 1 }
          b: { type: fake.thing, name: n, value: 1 }
          """;
      scene.file(platform(things, "{ to: resources.a, id: t1 }", "{ to: resources.b, id: t1 }"));
      String told = Scene.refusal(scene::apply);
      assertTrue(told.contains("import.invalid: t1 is resources.a already"), told);
    }
  }

  @Test
  void anImportForEachElement() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, count: 2, name: n, value: 1 }");
      scene.file(
          platform(
              "a: { type: fake.thing, forEach: [x, y], name: n, value: 1 }",
              "{ forEach: { x: t2, y: t1 }, to: 'resources.a[\"${each.key}\"]', id: '${each.value}' }"));
      assertEquals("import a[\"x\"]: \nimport a[\"y\"]: \n", Told.of(scene.plan()));
      scene.applied();
      assertEquals("t2", recorded(scene, "a[\"x\"]").id());
      assertEquals("t1", recorded(scene, "a[\"y\"]").id());
    }
  }

  @Test
  void itsAttributesAreKnownToWhatRefersToIt() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.applied(
          platform(
              """
              a: { type: fake.thing, name: n, value: 1 }
              b: { type: fake.plain, value: "${resources.a.id}" }
              """,
              "{ to: resources.a, id: t1 }"));
      assertEquals("C b", scene.changes());
      assertEquals("\"t1\"", String.valueOf(recorded(scene, "b").attributes().get("value")));
    }
  }

  @Test
  void oneThingCanBeImportedAlone() throws InterruptedException {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.file(
          """
          resources:
            a: { type: fake.thing, name: n, value: 2 }
            b: { type: fake.plain, value: 1 }
          outputs: { o: { value: "${resources.b.out}" } }
          """);
      try (Engine engine = scene.engine()) {
        PlannedPlatform planned =
            engine.planImport(Address.parse("resources.a"), "t1", PlanListener.NONE);
        scene.world().forgetCalls();
        assertTrue(engine.apply(planned, scene.how()).isComplete());
      }
      assertEquals("", scene.changes());
      assertEquals("t1", recorded(scene, "a").id());
      assertEquals(1, scene.recorded().records().size());
      scene.applied();
      assertEquals("U a, C b", scene.changes());
    }
  }

  @Test
  void aDestructionAndARefreshImportNothing() {
    try (Scene scene = Scene.in(folder)) {
      abandon(scene, "old: { type: fake.thing, name: n, value: 1 }");
      scene.file(
          platform("a: { type: fake.thing, name: n, value: 1 }", "{ to: resources.a, id: t1 }"));
      scene.applied(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
      scene.applied(new PlanOptions(PlanOptions.Mode.REFRESH, true, List.of(), List.of()));
      assertEquals(1, scene.world().things().size());
      assertEquals(0, scene.recorded().records().size());
    }
  }
}

package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.paas.core.address.Address;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.plan.PlanOptions;
import dev.paas.provider.tck.fake.FakeCall;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every plan. */
final class LawsTest {
  private static final List<String> BEFORE =
      List.of(
          "a: { type: fake.plain, value: 1 }",
          "b: { type: fake.plain, replace: \"${resources.a.out}\" }",
          "c: { type: fake.plain, count: 3, value: \"${resources.b.id}\" }",
          "d: { type: fake.thing, name: d, value: { x: 1, y: [2, 3] }, labels: { p: q, r: s } }",
          "e: { type: fake.batch, forEach: [x, y], value: \"${each.key}\" }",
          "f: { type: fake.note, value: \"${resources.d.digest}\" }",
          "g: { type: fake.plain, value: 7 }");

  private static final List<String> AFTER =
      List.of(
          "a: { type: fake.plain, value: 2 }",
          "b: { type: fake.plain, replace: \"${resources.a.out}\" }",
          "c: { type: fake.plain, count: 4, value: \"${resources.b.id}\" }",
          "d: { type: fake.thing, name: d, value: { x: 2, y: [2] }, labels: { p: q } }",
          "e: { type: fake.batch, forEach: [x, z], value: \"${each.key}\" }",
          "f: { type: fake.note, value: \"${resources.d.digest}\" }",
          "h: { type: fake.plain, value: \"${resources.c[0].out}\", dependsOn: [resources.d] }");

  private final Path folder;

  LawsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  @Test
  void aPlanStraightAfterAnApplyIsEmpty() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(text(BEFORE));
      scene.assertSettled();
      scene.applied(text(AFTER));
      scene.assertSettled();
      assertEquals(List.of(), scene.applied().done());
      assertEquals("", scene.changes(), "an apply of an empty plan");
    }
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    try (Scene scene = Scene.in(folder.resolve("a"));
        Scene other = Scene.in(folder.resolve("b")).parallelism(8)) {
      List<String> plans = new ArrayList<>();
      for (Scene one : List.of(scene, other)) {
        one.parallelism(1).applied(text(BEFORE));
        one.parallelism(one == scene ? 1 : 8).file(text(AFTER));
        plans.add(PlanJson.toJson(one.plan()));
        plans.add(PlanJson.toJson(one.plan()));
      }
      assertEquals(1, Set.copyOf(plans).size(), String.join("\n", plans));
    }
  }

  @Test
  void theOrderOfKeysChangesNothingButTheOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      try (Scene scene = Scene.in(folder.resolve("x" + round));
          Scene other = Scene.in(folder.resolve("y" + round))) {
        scene.applied(text(BEFORE));
        other.applied(text(BEFORE));
        List<String> shuffled = new ArrayList<>(AFTER);
        Collections.shuffle(shuffled, random);
        String message = "seed " + seed + ": " + shuffled;
        Plan plan = scene.file(text(AFTER)).plan();
        Plan turned = other.file(text(shuffled)).plan();
        assertEquals(inOrder(plan), inOrder(turned), message);
        assertEquals(addresses(turned), inFile(turned, shuffled), message);
        scene.applied();
        other.applied();
        scene.assertSettled();
        other.assertSettled();
        assertEquals(things(scene), things(other), message);
      }
    }
  }

  /** What a plan says of each resource, whatever the order. */
  private static Set<String> inOrder(Plan plan) {
    Set<String> changes = new TreeSet<>();
    plan.changes().forEach(change -> changes.add(change.toString()));
    return changes;
  }

  private static List<String> addresses(Plan plan) {
    return plan.changes().stream().map(change -> change.address().name()).distinct().toList();
  }

  /** The same, sorted as the file is; what has left it comes last. */
  private static List<String> inFile(Plan plan, List<String> lines) {
    List<String> names = new ArrayList<>(addresses(plan));
    List<String> order = lines.stream().map(line -> line.substring(0, 1)).toList();
    names.sort(
        (x, y) ->
            Integer.compare(
                order.contains(x) ? order.indexOf(x) : order.size(),
                order.contains(y) ? order.indexOf(y) : order.size()));
    return names;
  }

  /** Inputs of what is there; what the provider made up depends on the order of creation. */
  private static Set<String> things(Scene scene) {
    Set<String> things = new TreeSet<>();
    for (FakeThing thing : scene.world().things()) {
      things.add(thing.address() + " " + thing.type() + " " + thing.attributes().keys());
    }
    return things;
  }

  @Test
  void theOrderOfKeysInsideAResourceChangesNothing() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          "d: { type: fake.thing, name: d, value: { x: 1, y: 2 }, labels: { p: q, r: s } }");
      scene.file("d: { labels: { r: s, p: q }, value: { y: 2, x: 1 }, name: d, type: fake.thing }");
      scene.assertSettled();
    }
  }

  @Test
  void planningWritesNothing() throws IOException {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(text(BEFORE));
      scene.world().tamper("t1", "value", Value.of(99));
      scene.file(text(AFTER));
      List<String> stateBefore = bytes(scene);
      int commits = scene.state().commits();
      int leases = scene.state().leasesGiven();
      List<FakeThing> things = scene.world().things();
      List<String> files = files();

      for (PlanOptions.Mode mode : PlanOptions.Mode.values()) {
        Plan plan = scene.plan(new PlanOptions(mode, true, List.of(), List.of()));
        assertFalse(Told.of(plan).isEmpty());
      }
      scene.plan(
          new PlanOptions(
              PlanOptions.Mode.APPLY, false, List.of(Address.parse("resources.c[1]")), List.of()));

      assertEquals(commits, scene.state().commits());
      assertEquals(leases, scene.state().leasesGiven());
      assertEquals(stateBefore, bytes(scene));
      assertEquals(things, scene.world().things());
      assertEquals(files, files());
      for (FakeCall call : scene.world().calls()) {
        boolean changes =
            Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE).contains(call.operation());
        assertFalse(changes && call.began() > lastChange(scene), call.toString());
      }
    }
  }

  private static int lastChange(Scene scene) {
    return scene.world().calls().stream()
        .filter(call -> call.operation() == Operation.CREATE)
        .mapToInt(FakeCall::began)
        .max()
        .orElse(0);
  }

  @Test
  void aFirstPlanMakesNoFile() throws IOException {
    try (Scene scene = Scene.in(folder)) {
      List<String> before = files();
      scene.file(text(BEFORE)).plan();
      assertEquals(before, files());
      assertEquals(0, scene.state().commits());
    }
  }

  private static List<String> bytes(Scene scene) {
    List<String> all = new ArrayList<>();
    for (StateEntry entry : scene.state().snapshot().entries()) {
      all.add(entry.key() + " " + entry.revision() + " " + Arrays.hashCode(entry.value()));
    }
    return all;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(Path::toString).sorted().toList();
    }
  }
}

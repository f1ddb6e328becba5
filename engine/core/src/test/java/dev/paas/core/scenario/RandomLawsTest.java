package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.Step;
import dev.paas.core.state.ResourceRecord;
import dev.paas.provider.tck.fake.FakeCall;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of every plan, tried with random platforms and changes of them. A failure names its
 * seed and is made smaller by leaving out resources; {@code -Dpaas.laws.seed=N} tries that one
 * alone, {@code -Dpaas.laws.seeds=N} so many.
 */
final class RandomLawsTest {
  private final Path folder;
  private int scenes;

  RandomLawsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /**
   * A platform and what becomes of it.
   *
   * @param before the resources that are applied, a line each
   * @param after the resources that are planned then
   */
  private record Story(List<String> before, List<String> after) {
    Story without(int line) {
      boolean early = line < before.size();
      List<String> fewer = new ArrayList<>(early ? before : after);
      fewer.remove(early ? line : line - before.size());
      return early ? new Story(fewer, after) : new Story(before, fewer);
    }

    int size() {
      return before.size() + after.size();
    }

    @Override
    public String toString() {
      return "--- before\n" + text(before) + "--- after\n" + text(after) + "---\n";
    }
  }

  private static String text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  @Test
  void theLawsHold() {
    Integer only = Integer.getInteger("paas.laws.seed");
    int first = only == null ? 0 : only;
    int last = only == null ? Integer.getInteger("paas.laws.seeds", 30) : only + 1;
    for (int seed = first; seed < last; seed++) {
      RandomPlatform platforms = new RandomPlatform(new Random(seed));
      Story story = new Story(platforms.next().lines().toList(), platforms.next().lines().toList());
      Throwable broken = broken(story, seed);
      if (broken != null) {
        Story small = shrunk(story, seed);
        throw new AssertionError(
            "-Dpaas.laws.seed=" + seed + "\n" + small + broken(small, seed), broken);
      }
    }
  }

  /** What is wrong; a platform that is refused breaks no law. */
  private @Nullable Throwable broken(Story story, int seed) {
    try {
      check(story, new Random(seed));
      return null;
    } catch (DiagnosticException refused) {
      return Told.of(refused.diagnostics()).contains("internal:") ? refused : null;
    } catch (RuntimeException | AssertionError broken) {
      return broken;
    }
  }

  private Story shrunk(Story story, int seed) {
    Story smallest = story;
    for (int line = story.size() - 1; line >= 0; line--) {
      Story smaller = line < smallest.size() ? smallest.without(line) : smallest;
      if (broken(smaller, seed) != null) {
        smallest = smaller;
      }
    }
    return smallest;
  }

  private Scene scene(List<String> applied) {
    Scene scene = Scene.in(folder.resolve("scene" + scenes++));
    scene.applied(text(applied));
    return scene;
  }

  private void check(Story story, Random random) {
    try (Scene scene = scene(story.before())) {
      scene.assertSettled();
      planningChangesNothing(scene, story);
      theOrderOfTheFileDoesNotMatter(scene, story, random);
      severalFilesAreLikeOne(scene, story, random);
    }
    for (int parallelism : List.of(1, 4)) {
      try (Scene scene = scene(story.before())) {
        everyEdgeIsRespected(scene.parallelism(parallelism).file(text(story.after())));
        scene.assertSettled();
      }
    }
    nothingOutsideOfATargetIsTouched(story, random);
    aFailureIsMadeUpFor(story, random);
    aModuleMakesNoDifference(story);
    anotherNameChangesNothing(story);
  }

  /** Planning twice gives the same bytes, and reads only. */
  private static void planningChangesNothing(Scene scene, Story story) {
    scene.file(text(story.after()));
    int commits = scene.state().commits();
    int leases = scene.state().leasesGiven();
    List<FakeThing> things = scene.world().things();
    scene.world().forgetCalls();
    String json = PlanJson.toJson(scene.plan());
    assertEquals(json, PlanJson.toJson(scene.plan()), "the plan, made twice");
    scene.plan(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
    scene.plan(new PlanOptions(PlanOptions.Mode.REFRESH, true, List.of(), List.of()));
    assertEquals(commits, scene.state().commits(), "commits while planning");
    assertEquals(leases, scene.state().leasesGiven(), "leases while planning");
    assertEquals(things, scene.world().things(), "what is there after planning");
    assertEquals("", scene.changes(), "changes while planning");
  }

  private static void theOrderOfTheFileDoesNotMatter(Scene scene, Story story, Random random) {
    Plan plan = scene.file(text(story.after())).plan();
    List<String> shuffled = new ArrayList<>(story.after());
    Collections.shuffle(shuffled, random);
    Plan turned = scene.file(text(shuffled)).plan();
    assertEquals(changes(plan), changes(turned), "the changes, of a file in another order");
    assertEquals(before(plan), before(turned), "the edges, of a file in another order");
  }

  /** Everything gets another name, and {@code moved} says so: nothing is asked of a provider. */
  private void anotherNameChangesNothing(Story story) {
    try (Scene scene = scene(story.before())) {
      int things = scene.world().things().size();
      List<String> renamed = new ArrayList<>();
      List<String> moved = new ArrayList<>();
      for (String line : story.before()) {
        String name = line.substring(0, line.indexOf(':'));
        renamed.add("s" + line.replace("resources.r", "resources.sr"));
        moved.add("{ from: resources." + name + ", to: resources.s" + name + " }");
      }
      scene.world().forgetCalls();
      Plan plan = scene.file(section(renamed) + "moved: " + moved + "\n").plan();
      for (Change change : plan.changes()) {
        assertEquals(Action.MOVE, change.action(), change.address() + " has another name");
      }
      scene.applied();
      assertEquals("", scene.changes(), "changes by other names");
      assertEquals(things, scene.world().things().size(), "things with other names");
      scene.assertSettled();
    }
  }

  /** What is in a module has other addresses, and nothing else is different. */
  private void aModuleMakesNoDifference(Story story) {
    try (Scene plain = scene(story.before());
        Scene scene = Scene.in(folder.resolve("scene" + scenes++))) {
      module(scene, story.before()).applied();
      scene.assertSettled();
      assertEquals(made(plain), made(scene), "what is made in a module");
      Plan outside = plain.file(text(story.after())).plan();
      Plan inside = module(scene, story.after()).plan();
      assertEquals(actions(outside), actions(inside), "the actions in a module");
      assertEquals(before(outside), withoutModule(before(inside)), "the edges in a module");
      scene.applied();
      scene.assertSettled();
    }
  }

  private static Scene module(Scene scene, List<String> lines) {
    write(
        scene.folder().resolve("inner").resolve("module.yaml"),
        "apiVersion: paas/v1\n" + section(lines));
    return scene.file("modules: { m: { source: ./inner } }\n");
  }

  private static String withoutModule(String text) {
    return text.replace("modules.m.", "");
  }

  private static Map<String, Set<String>> withoutModule(Map<String, Set<String>> edges) {
    Map<String, Set<String>> bare = new TreeMap<>();
    edges.forEach(
        (step, first) -> {
          Set<String> all = new TreeSet<>();
          first.forEach(one -> all.add(withoutModule(one)));
          bare.put(withoutModule(step), all);
        });
    return bare;
  }

  private static Set<String> made(Scene scene) {
    Set<String> made = new TreeSet<>();
    scene.world().things().forEach(thing -> made.add(withoutModule(thing.address())));
    return made;
  }

  private static Set<String> actions(Plan plan) {
    Set<String> actions = new TreeSet<>();
    for (Change change : plan.changes()) {
      actions.add(
          change.action()
              + " "
              + withoutModule(change.address().toString())
              + " "
              + change.createFirst()
              + " "
              + withoutModule(change.reasons().toString()));
    }
    return actions;
  }

  private static Set<String> changes(Plan plan) {
    return plan.changes().stream().map(Change::toString).collect(Collectors.toSet());
  }

  private static void severalFilesAreLikeOne(Scene scene, Story story, Random random) {
    String json = PlanJson.toJson(scene.file(text(story.after())).plan());
    int cut = random.nextInt(story.after().size() + 1);
    write(
        scene.folder().resolve("more.yaml"),
        section(story.after().subList(cut, story.after().size())));
    scene.file("include: [more.yaml]\n" + section(story.after().subList(0, cut)));
    assertEquals(json, PlanJson.toJson(scene.plan()), "the plan of two files");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String section(List<String> lines) {
    return "resources:\n" + (lines.isEmpty() ? "  {}\n" : text(lines).indent(2));
  }

  /** All that must be done before each step, gates looked through. */
  private static Map<String, Set<String>> before(Plan plan) {
    List<Set<String>> closed = new ArrayList<>();
    Map<String, Set<String>> named = new TreeMap<>();
    for (Step step : plan.steps()) {
      Set<String> before = new TreeSet<>();
      for (int id : step.after()) {
        before.addAll(closed.get(id));
        Step earlier = plan.steps().get(id);
        if (earlier.kind() != Step.Kind.GATE) {
          before.add(earlier.toString());
        }
      }
      closed.add(before);
      if (step.kind() != Step.Kind.GATE) {
        named.put(step.toString(), before);
      }
    }
    return named;
  }

  /** By what the provider was asked for, and when. */
  private static void everyEdgeIsRespected(Scene scene) {
    Plan plan = scene.plan();
    deletionsAreInReverse(scene, plan);
    scene.applied();
    Map<String, FakeCall> calls = new HashMap<>();
    for (FakeCall call : scene.world().calls()) {
      boolean replaced = calls.containsKey("CREATE " + call.address());
      switch (call.operation()) {
        case CREATE, UPDATE -> calls.put(call.toString(), call);
        case DELETE -> calls.put((replaced ? "DELETE_DEPOSED " : "DELETE ") + call.address(), call);
        default -> {}
      }
    }
    before(plan)
        .forEach(
            (step, first) -> {
              FakeCall call = calls.get(step);
              for (String one : first) {
                FakeCall earlier = calls.get(one);
                if (call != null && earlier != null) {
                  assertTrue(earlier.before(call), one + " was not over before " + step);
                }
              }
            });
    referencesAreEdges(scene, plan);
  }

  /** What is deleted goes before what it referred to when it was last applied. */
  private static void deletionsAreInReverse(Scene scene, Plan plan) {
    Map<String, Set<String>> before = before(plan);
    for (ResourceRecord record : scene.recorded().records().values()) {
      String user = "DELETE " + record.address();
      for (Address used : before.containsKey(user) ? record.dependencies() : List.<Address>of()) {
        before.forEach(
            (step, first) -> {
              boolean deletes = step.startsWith("DELETE") && used.covers(address(step));
              boolean itself = address(step).equals(record.address());
              assertTrue(
                  !deletes || itself || first.contains(user), step + " is not after " + user);
            });
      }
    }
  }

  /** What is made comes after all that it refers to. */
  private static void referencesAreEdges(Scene scene, Plan plan) {
    Map<String, Set<String>> before = before(plan);
    for (ResourceRecord record : scene.recorded().records().values()) {
      for (Step.Kind kind : List.of(Step.Kind.CREATE, Step.Kind.UPDATE)) {
        Set<String> first = before.get(kind + " " + record.address());
        for (Address used : record.dependencies()) {
          for (String step : before.keySet()) {
            boolean makes = step.startsWith("CREATE ") || step.startsWith("UPDATE ");
            if (first != null && makes && used.covers(address(step))) {
              boolean itself = address(step).equals(record.address());
              assertTrue(itself || first.contains(step), step + " before " + record.address());
            }
          }
        }
      }
    }
  }

  private static Address address(String step) {
    return Address.parse(step.substring(step.indexOf(' ') + 1));
  }

  private void nothingOutsideOfATargetIsTouched(Story story, Random random) {
    if (story.after().isEmpty()) {
      return;
    }
    String line = story.after().get(random.nextInt(story.after().size()));
    Address target = Address.of("resources", line.substring(0, line.indexOf(':')));
    try (Scene scene = scene(story.before())) {
      scene.file(text(story.after()));
      Set<Address> inside = closure(scene, target);
      Map<String, String> outside = outside(scene, inside);
      PlanOptions options =
          new PlanOptions(PlanOptions.Mode.APPLY, true, List.of(target), List.of());
      for (Change change : scene.plan(options).changes()) {
        Address changed = change.address().declaration();
        assertTrue(inside.contains(changed), changed + " changes, with --target " + target);
      }
      scene.applied(options);
      for (FakeCall call : scene.world().calls()) {
        boolean changes =
            Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE).contains(call.operation());
        boolean within = !changes || inside.contains(Address.parse(call.address()).declaration());
        assertTrue(within, call + ", with --target " + target);
      }
      assertEquals(outside, outside(scene, inside), "outside of --target " + target);
      scene.applied();
      scene.assertSettled();
    }
  }

  private static Set<Address> closure(Scene scene, Address target) {
    Map<Address, List<Address>> references;
    try (Engine engine = scene.engine()) {
      references = engine.references();
    }
    Set<Address> inside = new HashSet<>(Set.of(target));
    List<Address> open = new ArrayList<>(inside);
    while (!open.isEmpty()) {
      for (Address used : references.getOrDefault(open.remove(open.size() - 1), List.of())) {
        if (inside.add(used.declaration())) {
          open.add(used.declaration());
        }
      }
    }
    return inside;
  }

  private static Map<String, String> outside(Scene scene, Set<Address> inside) {
    Map<String, String> things = new TreeMap<>();
    for (FakeThing thing : scene.world().things()) {
      if (!inside.contains(Address.parse(thing.address()).declaration())) {
        things.put(thing.id(), thing.address() + " " + thing.attributes());
      }
    }
    return things;
  }

  /** A plan that was carried out in part only leads to the same end when it is made again. */
  private void aFailureIsMadeUpFor(Story story, Random random) {
    Set<String> end;
    try (Scene scene = scene(story.before())) {
      scene.applied(text(story.after()));
      end = things(scene);
    }
    Operation[] changing = {Operation.CREATE, Operation.UPDATE, Operation.DELETE};
    try (Scene scene = scene(story.before())) {
      scene
          .world()
          .on(changing[random.nextInt(changing.length)])
          .nth(1 + random.nextInt(3))
          .fail("fails");
      scene.file(text(story.after())).apply();
      scene.world().forgetRules();
      scene.applied();
      scene.assertSettled();
      assertEquals(end, things(scene), "the end after a failure");
    }
  }

  /** What is there; values that the provider makes up depend on how often it was asked. */
  private static Set<String> things(Scene scene) {
    Set<String> things = new TreeSet<>();
    for (FakeThing thing : scene.world().things()) {
      things.add(thing.address() + " " + thing.type() + " " + thing.attributes().keys());
    }
    return things;
  }
}

package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.state.ResourceRecord;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.provider.tck.fake.SimulatedCrash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code moved}: what is the same thing at another address. */
final class MovesTest {
  private final Path folder;

  MovesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String platform(String resources, String... moves) {
    StringBuilder text = new StringBuilder("resources:\n").append(resources.indent(2));
    text.append(moves.length == 0 ? "" : "moved:\n");
    for (String move : moves) {
      String[] ends = move.split(" -> ", -1);
      text.append("  - { from: '").append("resources.").append(ends[0]);
      text.append("', to: '").append("resources.").append(ends[1]).append("' }\n");
    }
    return text.toString();
  }

  private static void plays(Path folder, String before, String after, String plan, String calls) {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(before);
      scene.assertSettled();
      scene.file(after);
      assertEquals(plan, Told.of(scene.plan()));
      scene.applied();
      assertEquals(calls, scene.changes());
      scene.assertSettled();
      scene.applied();
      assertEquals("", scene.changes());
    }
  }

  @Test
  void nineteenAnInstanceOfAMapTakesTheRecord() {
    plays(
        folder,
        "web: { type: fake.plain, value: 1 }",
        platform(
            "srv: { type: fake.plain, forEach: [blue, green], value: 1 }", "web -> srv[\"blue\"]"),
        """
        move srv["blue"] from web:\s
        create srv["green"]: it does not exist yet
          value: - -> 1
        """,
        "C srv[\"green\"]");
  }

  @Test
  void nineteenAChainIsFollowedToItsEnd() {
    String[] chain = {"a -> b", "b -> c[\"k\"]"};
    String last = platform("c: { type: fake.plain, forEach: [k], value: 1 }", chain);
    plays(
        folder.resolve("from-a"),
        "a: { type: fake.plain, value: 1 }",
        last,
        "move c[\"k\"] from a: \n",
        "");
    plays(
        folder.resolve("from-b"),
        "b: { type: fake.plain, value: 1 }",
        last,
        "move c[\"k\"] from b: \n",
        "");
    plays(
        folder.resolve("new"),
        "",
        last,
        """
        create c["k"]: it does not exist yet
          value: - -> 1
        """,
        "C c[\"k\"]");
  }

  @Test
  void twentyAnOccupiedAddressIsAnErrorThatDestroysNothing() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 2 }");
      scene.file(platform("b: { type: fake.plain, value: 2 }", "a -> b"));
      String told = Scene.refusal(scene::apply);
      assertTrue(
          told.startsWith("moved.occupied: cannot move resources.a to resources.b | "), told);
      assertTrue(told.contains("resources.b is recorded already. Nothing was changed."), told);
      assertEquals(2, scene.world().things().size());
      assertEquals(2, scene.recorded().records().size());
    }
  }

  @Test
  void twentyTwoToOneAddressIsAnError() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 2 }");
      scene.file(platform("c: { type: fake.plain, value: 2 }", "a -> c", "b -> c"));
      String told = Scene.refusal(scene::apply);
      assertEquals(1, told.lines().count(), told);
      assertTrue(told.contains("would be moved to the same address"), told);
    }
  }

  @Test
  void twentyTwoNamesAreSwapped() {
    plays(
        folder,
        """
        a: { type: fake.plain, value: 1 }
        b: { type: fake.plain, value: 2 }
        c: { type: fake.plain, value: "${resources.a.out}" }
        """,
        platform(
            """
            a: { type: fake.plain, value: 2 }
            b: { type: fake.plain, value: 1 }
            c: { type: fake.plain, value: "${resources.b.out}" }
            """,
            "a -> b",
            "b -> a"),
        """
        move a from b:\s
        move b from a:\s
        """,
        "");
  }

  @Test
  void aSwapIsDoneOnceForAsLongAsItIsInTheFile() {
    String swap =
        platform(
            "a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 2 }",
            "a -> b",
            "b -> a");
    try (Scene scene = Scene.in(folder)) {
      scene.applied(swap);
      assertEquals("C a, C b", scene.changes());
      scene.assertSettled();
      scene.applied("a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 2 }");
      scene.assertSettled();
      assertEquals(0, scene.recorded().movesDone().size());
      scene.file(swap);
      assertEquals(2, scene.plan().moves().moves().size());
      scene.applied();
      assertEquals("U a, U b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aRowOfNamesIsShifted() {
    plays(
        folder,
        "a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 2 }",
        platform(
            "b: { type: fake.plain, value: 1 }\nc: { type: fake.plain, value: 2 }",
            "a -> b",
            "b -> c"),
        """
        move b from a:\s
        move c from b:\s
        """,
        "");
  }

  @Test
  void somethingNewMayBeWhereItWas() {
    plays(
        folder,
        "a: { type: fake.plain, value: 1 }",
        platform("a: { type: fake.plain, value: 2 }\nb: { type: fake.plain, value: 1 }", "a -> b"),
        """
        create a: it does not exist yet
          value: - -> 2
        move b from a:\s
        """,
        "C a");
  }

  @Test
  void whatMovesMayChangeToo() {
    plays(
        folder,
        """
        a: { type: fake.plain, value: 1 }
        r: { type: fake.plain, replace: 1 }
        """,
        platform(
            """
            b: { type: fake.plain, value: 2 }
            s: { type: fake.plain, replace: 2 }
            """,
            "a -> b",
            "r -> s"),
        """
        update b from a: `value`, `out`, `stable` change
          value: 1 -> 2
        replace s from r: `replace` forces replacement
          replace: 1 -> 2
        """,
        "D s, U b, C s");
  }

  @Test
  void allInstancesMoveWithTheirDeclaration() {
    plays(
        folder,
        """
        n: { type: fake.plain, count: 3, value: "${each.index}" }
        u: { type: fake.plain, value: "${resources.n[1].out}" }
        """,
        platform(
            """
            m: { type: fake.plain, count: 2, value: "${each.index}" }
            u: { type: fake.plain, value: "${resources.m[1].out}" }
            """,
            "n -> m"),
        """
        move m[0] from n[0]:\s
        move m[1] from n[1]:\s
        delete m[2] from n[2]: `count` leaves it out
        """,
        "D m[2]");
  }

  @Test
  void instancesMoveToKeysOneByOne() {
    plays(
        folder,
        "n: { type: fake.plain, count: 2, value: 1 }",
        platform(
            "n: { type: fake.plain, forEach: [x, y], value: 1 }",
            "n[0] -> n[\"x\"]",
            "n[1] -> n[\"y\"]"),
        """
        move n["x"] from n[0]:\s
        move n["y"] from n[1]:\s
        """,
        "");
  }

  @Test
  void theFirstOfSeveralWasTheOnlyOne() {
    plays(
        folder.resolve("more"),
        """
        n: { type: fake.plain, value: 1 }
        u: { type: fake.plain, value: "${resources.n.out}" }
        """,
        """
        n: { type: fake.plain, count: 2, value: 1 }
        u: { type: fake.plain, value: "${resources.n[0].out}" }
        """,
        """
        move n[0] from n:\s
        create n[1]: it does not exist yet
          value: - -> 1
        """,
        "C n[1]");
    plays(
        folder.resolve("less"),
        "n: { type: fake.plain, count: 2, value: 1 }",
        "n: { type: fake.plain, value: 1 }",
        """
        move n from n[0]:\s
        delete n[1]: it is not in platform.yaml any more
        """
            .replace(
                "it is not in platform.yaml any more", "the resource has no instances any more"),
        "D n[1]");
  }

  @Test
  void whatIsNotThereDoesNotMove() {
    plays(
        folder,
        "b: { type: fake.plain, value: 1 }",
        platform("b: { type: fake.plain, value: 1 }", "a -> b"),
        "",
        "");
  }

  @Test
  void anotherTypeIsAnError() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }");
      scene.file(platform("b: { type: fake.batch, value: 1 }", "a -> b"));
      String told = Scene.refusal(scene::apply);
      assertTrue(told.startsWith("moved.other-type: cannot move resources.a to resources.b"), told);
      assertTrue(told.contains("fake.plain of fake"), told);
      assertTrue(told.contains("fake.batch of fake"), told);
      assertEquals(1, scene.world().things().size());
    }
  }

  @Test
  void whatRefersToItByRecordIsKnownUnderItsNewName() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          """
          a: { type: fake.plain, value: 1 }
          b: { type: fake.plain, value: "${resources.a.out}" }
          """);
      scene.applied(
          platform(
              """
              z: { type: fake.plain, value: 1 }
              b: { type: fake.plain, value: "${resources.z.out}" }
              """,
              "a -> z"));
      assertEquals(List.of(Address.parse("resources.z")), recorded(scene, "b").dependencies());
      scene.applied("");
      assertEquals("D b, D z", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aSecretThatIsNotKeptStaysTheSame() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.thing, name: n, token: swordfish }");
      scene.assertSettled();
      scene.file(platform("b: { type: fake.thing, name: n, token: swordfish }", "a -> b"));
      assertEquals("move b from a: \n", Told.of(scene.plan()));
      scene.applied();
      scene.assertSettled();
      scene.applied(platform("b: { type: fake.thing, name: n, token: trout }", "a -> b"));
      assertEquals("U b", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void whatAnInterruptedApplyMadeIsFoundUnderItsOldName() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.CREATE).of("resources.a").crashAfter();
      scene.file("a: { type: fake.plain, value: 1 }");
      crash(scene);
      FakeThing made = scene.world().things().get(0);
      scene.world().forgetRules();
      scene.file(platform("b: { type: fake.plain, value: 1 }", "a -> b")).applied();
      assertEquals("", scene.changes());
      ResourceRecord record = recorded(scene, "b");
      assertEquals(made.id(), record.id());
      assertEquals(Address.parse("resources.a"), record.madeFor());
      assertTrue(
          scene.world().calls(Operation.FIND).stream()
              .allMatch(call -> call.address().equals("resources.a")));
      scene.assertSettled();
    }
  }

  private static ResourceRecord recorded(Scene scene, String name) {
    return Objects.requireNonNull(scene.recorded().record(Address.of("resources", name)));
  }

  private static void crash(Scene scene) {
    try {
      scene.apply();
    } catch (SimulatedCrash died) {
      return;
    }
    throw new AssertionError("it did not crash");
  }

  @Test
  void onlyWhatIsWantedMoves() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 1 }");
      scene.file(
          platform(
              "x: { type: fake.plain, value: 1 }\ny: { type: fake.plain, value: 1 }",
              "a -> x",
              "b -> y"));
      scene.applied(
          new PlanOptions(
              PlanOptions.Mode.APPLY, true, List.of(Address.parse("resources.x")), List.of()));
      assertEquals("", scene.changes());
      assertTrue(scene.recorded().records().containsKey(Address.parse("resources.x")));
      assertTrue(scene.recorded().records().containsKey(Address.parse("resources.b")));
      scene.applied(PlanOptions.DEFAULT.excluding(List.of(Address.parse("resources.y"))));
      assertTrue(scene.recorded().records().containsKey(Address.parse("resources.b")));
      scene.applied();
      assertEquals("", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void halfOfASwapCannotBeLeftOut() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 2 }");
      scene.file(
          platform(
              "a: { type: fake.plain, value: 2 }\nb: { type: fake.plain, value: 1 }",
              "a -> b",
              "b -> a"));
      PlanOptions half =
          new PlanOptions(
              PlanOptions.Mode.APPLY, true, List.of(Address.parse("resources.b")), List.of());
      String told = Scene.refusal(() -> scene.apply(half));
      assertTrue(told.contains("--target or --exclude must not leave that out"), told);
    }
  }

  @Test
  void aDestructionTakesWhatHasNotMovedYet() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }\nb: { type: fake.plain, value: 2 }");
      scene.file(platform("b: { type: fake.plain, value: 2 }", "a -> b"));
      scene.applied(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
      assertEquals(List.of(), scene.world().things());
    }
  }

  @Test
  void aRefreshMovesNothing() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }");
      scene.file(platform("b: { type: fake.plain, value: 1 }", "a -> b"));
      scene.applied(new PlanOptions(PlanOptions.Mode.REFRESH, true, List.of(), List.of()));
      assertTrue(scene.recorded().records().containsKey(Address.parse("resources.a")));
      assertFalse(scene.plan().isEmpty());
    }
  }

  @Test
  void whatWasReplacedMovesAlong() {
    String before = "a: { type: fake.plain, replace: 1, lifecycle: { createBeforeDestroy: true } }";
    try (Scene scene = Scene.in(folder)) {
      scene.applied(before);
      scene.world().on(Operation.DELETE).of("resources.a").fail("no");
      scene.file(before.replace("replace: 1", "replace: 2")).apply();
      assertEquals(1, scene.recorded().deposed().size());
      scene.world().forgetRules();
      scene.file(
          platform(before.replace("replace: 1", "replace: 2").replace("a:", "b:"), "a -> b"));
      scene.applied();
      assertEquals("D b", scene.changes());
      scene.assertSettled();
    }
  }

  /** Writes the file of a module of a scene. */
  private static void module(Scene scene, String name, String text) {
    try {
      Path module = Files.createDirectories(scene.folder().resolve(name));
      Files.writeString(module.resolve("module.yaml"), "apiVersion: paas/v1\n" + text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Test
  void whatMovesIntoAModuleAndOutAgain() {
    String inside = "modules: { cache: { source: ./cache } }\n";
    try (Scene scene = Scene.in(folder)) {
      module(scene, "cache", "resources: { a: { type: fake.plain, value: 1 } }\n");
      scene.applied("b: { type: fake.plain, value: 1 }");
      scene.file(inside + "moved: [{ from: resources.b, to: modules.cache.resources.a }]\n");
      assertEquals("move modules.cache.resources.a from b: \n", Told.of(scene.plan()));
      scene.applied();
      scene.assertSettled();
      scene.applied(
          platform("c: { type: fake.plain, value: 1 }")
              + "moved: [{ from: modules.cache.resources.a, to: resources.c }]\n");
      assertEquals("", scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void aModuleMovesAsAWhole() {
    try (Scene scene = Scene.in(folder)) {
      module(
          scene,
          "cache",
          """
          resources:
            a: { type: fake.plain, value: 1 }
            n: { type: fake.plain, count: 2, value: "${resources.a.out}" }
          """);
      scene.applied("modules: { old: { source: ./cache, count: 2 } }\n");
      scene.file(
          """
          modules: { new: { source: ./cache, count: 2 }, one: { source: ./cache } }
          moved: [{ from: modules.old, to: modules.new }]
          """);
      scene.applied();
      assertEquals(
          "C modules.one.resources.a, C modules.one.resources.n[0], C modules.one.resources.n[1]",
          scene.changes());
      scene.assertSettled();
      scene.applied(
          """
          modules: { new: { source: ./cache, forEach: [x] }, one: { source: ./cache } }
          moved:
            - { from: 'modules.new[1]', to: 'modules.new["x"]' }
          """);
      assertEquals(
          "D modules.new[0].resources.n[1], D modules.new[0].resources.n[0],"
              + " D modules.new[0].resources.a",
          scene.changes());
      scene.assertSettled();
    }
  }

  @Test
  void anEntryInAModuleIsAboutEachInstanceOfIt() {
    try (Scene scene = Scene.in(folder)) {
      module(scene, "cache", "resources: { a: { type: fake.plain, value: 1 } }\n");
      scene.applied("modules: { m: { source: ./cache, count: 2 } }\n");
      module(
          scene,
          "cache",
          """
          resources: { b: { type: fake.plain, forEach: [k], value: 1 } }
          moved: [{ from: resources.a, to: 'resources.b["k"]' }]
          """);
      assertEquals(
          """
          move modules.m[0].resources.b["k"] from modules.m[0].resources.a:\s
          move modules.m[1].resources.b["k"] from modules.m[1].resources.a:\s
          """,
          Told.of(scene.plan()));
      scene.applied();
      assertEquals("", scene.changes());
      scene.assertSettled();
    }
  }
}

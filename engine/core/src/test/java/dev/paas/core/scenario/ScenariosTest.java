package dev.paas.core.scenario;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of a platform, as a table: what is planned, and what is done in which order. */
final class ScenariosTest {

  static Stream<Scenario> table() {
    return Stream.of(
        Scenario.of("1 a chain is made from its beginning")
            .after(
                """
                c: { type: fake.plain, value: "${resources.b.out}" }
                b: { type: fake.plain, value: "${resources.a.out}" }
                a: { type: fake.plain, value: one }
                """)
            .plans(
                """
                create c: it does not exist yet
                  value: - -> (known after apply)
                create b: it does not exist yet
                  value: - -> (known after apply)
                create a: it does not exist yet
                  value: - -> "one"
                """)
            .calls("C a, C b, C c"),
        Scenario.of("2 what left the file is deleted from its end, by what was recorded")
            .before(
                """
                a: { type: fake.plain, value: one }
                b: { type: fake.plain, value: "${resources.a.out}" }
                c: { type: fake.plain, value: "${resources.b.out}" }
                """)
            .plans(
                """
                delete a: it is not in platform.yaml any more
                delete b: it is not in platform.yaml any more
                delete c: it is not in platform.yaml any more
                """)
            .calls("D c, D b, D a"),
        Scenario.of("3 both replaced")
            .before(
                """
                a: { type: fake.plain, replace: 1 }
                b: { type: fake.plain, replace: "${resources.a.out}" }
                """)
            .after(
                """
                a: { type: fake.plain, replace: 2 }
                b: { type: fake.plain, replace: "${resources.a.out}" }
                """)
            .plans(
                """
                replace a: `replace` forces replacement
                  replace: 1 -> 2
                replace b: `replace` forces replacement
                  replace: "out-t1-0" -> (known after apply)
                """)
            .calls("D b, D a, C a, C b"),
        Scenario.of("4 one replaced, what refers to it updated")
            .before(
                """
                a: { type: fake.plain, replace: 1 }
                b: { type: fake.plain, value: "${resources.a.out}" }
                """)
            .after(
                """
                a: { type: fake.plain, replace: 2 }
                b: { type: fake.plain, value: "${resources.a.out}" }
                """)
            .plans(
                """
                replace a: `replace` forces replacement
                  replace: 1 -> 2
                update b: `value`, `out`, `stable` change
                  value: "out-t1-0" -> (known after apply)
                """)
            .calls("D a, C a, U b"),
        Scenario.of("5 the first one create-first, both replaced")
            .before(
                """
                a: { type: fake.plain, replace: 1, lifecycle: { createBeforeDestroy: true } }
                b: { type: fake.plain, replace: "${resources.a.out}" }
                """)
            .after(
                """
                a: { type: fake.plain, replace: 2, lifecycle: { createBeforeDestroy: true } }
                b: { type: fake.plain, replace: "${resources.a.out}" }
                """)
            .plans(
                """
                replace create-first a: `replace` forces replacement
                  replace: 1 -> 2
                replace b: `replace` forces replacement
                  replace: "out-t1-0" -> (known after apply)
                """)
            .calls("D b, C a, C b, D a"),
        Scenario.of("6 the first one create-first and replaced, the other updated")
            .before(
                """
                a: { type: fake.plain, replace: 1, lifecycle: { createBeforeDestroy: true } }
                b: { type: fake.plain, value: "${resources.a.out}" }
                """)
            .after(
                """
                a: { type: fake.plain, replace: 2, lifecycle: { createBeforeDestroy: true } }
                b: { type: fake.plain, value: "${resources.a.out}" }
                """)
            .calls("C a, U b, D a"),
        Scenario.of("7 the second one create-first, which makes the first one so")
            .before(
                """
                a: { type: fake.plain, replace: 1 }
                b:
                  { type: fake.plain, replace: "${resources.a.out}",
                    lifecycle: { createBeforeDestroy: true } }
                """)
            .after(
                """
                a: { type: fake.plain, replace: 2 }
                b:
                  { type: fake.plain, replace: "${resources.a.out}",
                    lifecycle: { createBeforeDestroy: true } }
                """)
            .calls("C a, C b, D b, D a"),
        Scenario.of("8 one leaves, the other refers to it no more")
            .before(
                """
                a: { type: fake.plain, value: 1 }
                b: { type: fake.plain, value: "${resources.a.out}" }
                """)
            .after("b: { type: fake.plain, value: 2 }")
            .calls("D a, U b"),
        Scenario.of("8 the same, when it was recorded as create-first")
            .before(
                """
                a: { type: fake.plain, value: 1, lifecycle: { createBeforeDestroy: true } }
                b: { type: fake.plain, value: "${resources.a.out}" }
                """)
            .after("b: { type: fake.plain, value: 2 }")
            .calls("U b, D a"),
        Scenario.of("8 the same, when the other one is replaced")
            .before(
                """
                a: { type: fake.plain, value: 1 }
                b: { type: fake.plain, replace: "${resources.a.out}" }
                """)
            .after("b: { type: fake.plain, replace: 2 }")
            .calls("D b, D a, C b"),
        Scenario.of("8 the same, when it was recorded as create-first")
            .before(
                """
                a: { type: fake.plain, value: 1, lifecycle: { createBeforeDestroy: true } }
                b: { type: fake.plain, replace: "${resources.a.out}" }
                """)
            .after("b: { type: fake.plain, replace: 2 }")
            .calls("D b, C b, D a"),
        Scenario.of("what refers to something goes before that is changed")
            .before(
                """
                a: { type: fake.plain, value: 1 }
                b: { type: fake.plain, value: "${resources.a.out}" }
                c: { type: fake.plain, replace: 1, dependsOn: [resources.a] }
                """)
            .after(
                """
                a: { type: fake.plain, value: 2 }
                c: { type: fake.plain, replace: 2, dependsOn: [resources.a] }
                """)
            .calls("D b, D c, U a, C c"),
        Scenario.of("what is replaced is made as the file says, with what was left alone")
            .before(
                """
                a:
                  { type: fake.plain, value: 1, replace: 1, lifecycle: { ignoreChanges: [value] } }
                """)
            .after(
                """
                a:
                  { type: fake.plain, value: 2, replace: 2, lifecycle: { ignoreChanges: [value] } }
                """)
            .plans(
                """
                replace a: `replace` forces replacement
                  value: 1 -> 2
                  replace: 1 -> 2
                """)
            .calls("D a, C a"),
        Scenario.of("10 one leaves, the other refers to a new one")
            .before(
                """
                a: { type: fake.plain, value: 1 }
                b: { type: fake.plain, value: "${resources.a.out}" }
                """)
            .after(
                """
                b: { type: fake.plain, value: "${resources.c.out}" }
                c: { type: fake.plain, value: 1 }
                """)
            .calls("D a, C c, U b"),
        Scenario.of("12 a dependency turns round, both replaced")
            .before(
                """
                a: { type: fake.plain, replace: 1 }
                b: { type: fake.plain, replace: "${resources.a.id}" }
                """)
            .after(
                """
                a: { type: fake.plain, replace: "${resources.b.id}" }
                b: { type: fake.plain, replace: 2 }
                """)
            .calls("D b, D a, C b, C a"),
        Scenario.of("13 the same, both create-first")
            .before(
                """
                a: { type: fake.plain, replace: 1, lifecycle: { createBeforeDestroy: true } }
                b:
                  { type: fake.plain, replace: "${resources.a.id}",
                    lifecycle: { createBeforeDestroy: true } }
                """)
            .after(
                """
                a:
                  { type: fake.plain, replace: "${resources.b.id}",
                    lifecycle: { createBeforeDestroy: true } }
                b: { type: fake.plain, replace: 2, lifecycle: { createBeforeDestroy: true } }
                """)
            .calls("C b, C a, D b, D a"),
        Scenario.of("21 the first of a list leaves, by count")
            .before(
                """
                n: { type: fake.plain, count: 3, value: "${['a', 'b', 'c'][each.index]}" }
                """)
            .after(
                """
                n: { type: fake.plain, count: 2, value: "${['b', 'c'][each.index]}" }
                """)
            .plans(
                """
                update n[0]: `value`, `out`, `stable` change
                  value: "a" -> "b"
                update n[1]: `value`, `out`, `stable` change
                  value: "b" -> "c"
                delete n[2]: `count` leaves it out
                """)
            .calls("D n[2], U n[0], U n[1]"),
        Scenario.of("21 the same, by forEach")
            .before(
                """
                n: { type: fake.plain, forEach: [a, b, c], value: "${each.key}" }
                """)
            .after(
                """
                n: { type: fake.plain, forEach: [b, c], value: "${each.key}" }
                """)
            .plans(
                """
                delete n["a"]: its key is not in `forEach` any more
                """)
            .calls("D n[\"a\"]"),
        Scenario.of("from count to forEach all is made anew")
            .before(
                """
                n: { type: fake.plain, count: 2, value: "${each.index}" }
                m: { type: fake.plain, value: "${resources.n[0].out}" }
                """)
            .after(
                """
                n: { type: fake.plain, forEach: [a], value: "${each.key}" }
                m: { type: fake.plain, value: "${resources.n['a'].out}" }
                """)
            .calls("D n[1], D n[0], C n[\"a\"], U m"),
        Scenario.of("a condition that is false any more")
            .before(
                """
                a: { type: fake.plain, when: "${1 < 2}", value: 1 }
                """)
            .after(
                """
                a: { type: fake.plain, when: "${1 > 2}", value: 1 }
                """)
            .plans(
                """
                delete a: `when` is false
                """)
            .calls("D a"),
        Scenario.of("an order alone makes nothing unknown and forces nothing")
            .before(
                """
                a: { type: fake.plain, replace: 1 }
                b: { type: fake.plain, value: 1, dependsOn: [resources.a] }
                c: { type: fake.plain, value: "${resources.b.out}" }
                """)
            .after(
                """
                a: { type: fake.plain, replace: 2 }
                b: { type: fake.plain, value: 1, dependsOn: [resources.a] }
                c: { type: fake.plain, value: "${resources.b.out}" }
                """)
            .plans(
                """
                replace a: `replace` forces replacement
                  replace: 1 -> 2
                """)
            .calls("D a, C a"),
        Scenario.of("an order alone orders what is made")
            .after(
                """
                a: { type: fake.plain, value: 1, dependsOn: [resources.b] }
                b: { type: fake.plain, value: 1, dependsOn: [resources.c] }
                c: { type: fake.plain, value: 1 }
                """)
            .calls("C c, C b, C a"),
        Scenario.of("another type is another thing")
            .before("a: { type: fake.plain, value: 1 }")
            .after("a: { type: fake.batch, value: 1 }")
            .calls("D a, C a"),
        Scenario.of("what lives in state only is made, changed and deleted too")
            .before(
                """
                a: { type: fake.note, value: 1 }
                b: { type: fake.note, replace: 1 }
                c: { type: fake.note, value: 1 }
                """)
            .after(
                """
                a: { type: fake.note, value: 2 }
                b: { type: fake.note, replace: 2 }
                """)
            .calls("U a, C b"));
  }

  private final Path folder;

  ScenariosTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void goesAsTheTableSays(Scenario scenario) {
    scenario.play(folder);
  }
}

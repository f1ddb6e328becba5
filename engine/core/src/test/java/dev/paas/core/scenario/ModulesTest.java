package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules: what goes in, what comes out, and in which order things happen. */
final class ModulesTest {
  private static final String BOX =
      """
      variables:
        size: { type: integer, default: 1 }
        label: { type: string, default: none }
      locals: { text: "${vars.label} ${vars.size}" }
      resources:
        first: { type: fake.plain, value: "${locals.text}" }
        second: { type: fake.plain, value: "${resources.first.out}" }
        alone: { type: fake.plain, value: alone }
      outputs:
        last: { value: "${resources.second.stable}" }
        size: { value: "${vars.size}" }
      """;

  private final Path folder;

  ModulesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Scene scene(String module) {
    Scene scene = Scene.in(folder);
    module("box", module);
    return scene;
  }

  private void module(String name, String text) {
    try {
      Path module = Files.createDirectories(folder.resolve(name));
      Files.writeString(module.resolve("module.yaml"), text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static List<String> recorded(Scene scene) {
    return scene.recorded().records().keySet().stream().map(Address::toString).sorted().toList();
  }

  private static ResourceRecord record(Scene scene, String address) {
    ResourceRecord record = scene.recorded().record(Address.parse(address));
    return Objects.requireNonNull(record, address + " is not recorded");
  }

  private static Value value(Scene scene, String address) {
    return record(scene, address).attributes().getOrNull("value");
  }

  private static List<Address> dependencies(Scene scene, String address) {
    return record(scene, address).dependencies();
  }

  @Test
  void whatIsInThemIsMadeUnderTheirNames() {
    try (Scene scene = scene(BOX)) {
      scene.applied(
          """
          modules: { a: { source: ./box, inputs: { size: 3 } } }
          resources: { after: { type: fake.plain, value: "${modules.a.last}" } }
          outputs: { size: { value: "${modules.a.size}" } }
          """);
      assertEquals(
          "C modules.a.resources.first, C modules.a.resources.second, C after,"
              + " C modules.a.resources.alone",
          scene.changes());
      assertEquals(Value.of("none 3"), value(scene, "modules.a.resources.first"));
      assertEquals(
          List.of(Address.parse("modules.a.resources.second")),
          dependencies(scene, "resources.after"));
      scene.assertSettled();
    }
  }

  @Test
  void anInputThatIsNotKnownMakesOnlyWhatItReachesWait() {
    try (Scene scene = scene(BOX)) {
      scene.applied(
          """
          modules: { a: { source: ./box, inputs: { label: "${resources.before.stable}" } } }
          resources: { before: { type: fake.plain, value: 1 } }
          """);
      assertEquals(
          """
          update before: `value`, `out`, `stable` change
            value: 1 -> 2
          update modules.a.resources.first: `value`, `out`, `stable` change
            value: "stable-t1 1" -> (known after apply)
          update modules.a.resources.second: `value`, `out`, `stable` change
            value: "out of t2" -> (known after apply)
          """
              .replace("out of t2", textOfFirst(scene)),
          Told.of(
              scene
                  .file(
                      """
                      modules: { a: { source: ./box, inputs: { label: "${resources.before.stable}" } } }
                      resources: { before: { type: fake.plain, value: 2 } }
                      """)
                  .plan()));
      scene.applied();
      scene.assertSettled();
    }
  }

  private static String textOfFirst(Scene scene) {
    return String.valueOf(record(scene, "modules.a.resources.first").attributes().getString("out"));
  }

  @Test
  void instancesAreApartFromOneAnother() {
    try (Scene scene = scene(BOX)) {
      scene.applied(
          """
          modules:
            k: { source: ./box, forEach: { eu: 1, us: 2 }, inputs: { size: "${each.value}", label: "${each.key}" } }
            n: { source: ./box, count: 2, inputs: { size: "${each.index}" } }
            no: { source: ./box, when: false }
          resources:
            one: { type: fake.plain, value: "${modules.k['eu'].last}" }
            all: { type: fake.plain, value: "${modules.n.map(m, string(m.size)).join(',')}" }
            sum: { type: fake.plain, value: "${modules.k.eu.size + modules.k['us'].size}" }
          """);
      assertEquals(Value.of("us 2"), value(scene, "modules.k[\"us\"].resources.first"));
      assertEquals(Value.of("none 1"), value(scene, "modules.n[1].resources.first"));
      assertEquals(Value.of("0,1"), value(scene, "resources.all"));
      assertEquals(Value.of(3), value(scene, "resources.sum"));
      assertEquals(
          List.of(Address.parse("modules.k[\"eu\"].resources.second")),
          dependencies(scene, "resources.one"));
      assertEquals(
          List.of(Address.parse("modules.k[\"us\"].resources.first")),
          dependencies(scene, "modules.k[\"us\"].resources.second"));
      scene.assertSettled();
      scene.applied(
          """
          modules: { k: { source: ./box, forEach: { us: 2 }, inputs: { size: "${each.value}", label: "${each.key}" } } }
          """);
      assertEquals(
          List.of(
              "modules.k[\"us\"].resources.alone",
              "modules.k[\"us\"].resources.first",
              "modules.k[\"us\"].resources.second"),
          recorded(scene));
      scene.assertSettled();
    }
  }

  @Test
  void theyHoldOthers() {
    try (Scene scene = scene(BOX)) {
      module(
          "outer",
          """
          variables: { names: { type: array } }
          modules: { inner: { source: ../box, forEach: "${vars.names}", inputs: { label: "${each.value}" } } }
          resources: { sum: { type: fake.plain, value: "${modules.inner.map(k, k).join(',')}" } }
          outputs: { first: { value: "${modules.inner[vars.names[0]].last}" } }
          """);
      scene.applied(
          """
          modules:
            o: { source: ./outer, count: 2, inputs: { names: [x, y] } }
          resources: { after: { type: fake.plain, value: "${modules.o[1].first}" } }
          """);
      assertEquals(
          Value.of("y 1"), value(scene, "modules.o[1].modules.inner[\"y\"].resources.first"));
      assertEquals(Value.of("x,y"), value(scene, "modules.o[0].resources.sum"));
      assertEquals(
          List.of(Address.parse("modules.o[1].modules.inner.resources.second")),
          dependencies(scene, "resources.after"));
      scene.assertSettled();
      scene.applied("");
      assertEquals(List.of(), recorded(scene));
    }
  }

  @Test
  void dependsOnAModuleMeansAllThatIsInIt() {
    try (Scene scene = scene(BOX)) {
      String file =
          """
          modules:
            a: { source: ./box, inputs: { size: %1$d } }
            b: { source: ./box, dependsOn: [modules.a] }
          resources: { z: { type: fake.plain, value: 1, dependsOn: [modules.b] } }
          """;
      scene.applied(file.formatted(1));
      String made = scene.changes();
      assertTrue(
          made.indexOf("C modules.a.resources.alone") < made.indexOf("C modules.b.resources"),
          made);
      assertTrue(made.endsWith("C z"), made);
      assertEquals(
          List.of(Address.parse("modules.a")), dependencies(scene, "modules.b.resources.alone"));
      scene.assertSettled();
      // An order neither makes a value unknown nor forces anything.
      scene.applied(file.formatted(2));
      assertEquals("U modules.a.resources.first, U modules.a.resources.second", scene.changes());
      scene.applied("");
      String gone = scene.changes();
      assertTrue(gone.startsWith("D z, D modules.b"), gone);
      assertTrue(gone.lastIndexOf("D modules.b.") < gone.indexOf("D modules.a."), gone);
    }
  }

  @Test
  void aTargetIsAWholeModule() {
    try (Scene scene = scene(BOX)) {
      scene.file(
          """
          modules:
            a: { source: ./box, inputs: { label: "${resources.needed.out}" } }
            b: { source: ./box }
          resources: { needed: { type: fake.plain, value: 1 } }
          """);
      PlanOptions target =
          new PlanOptions(
              PlanOptions.Mode.APPLY, true, List.of(Address.parse("modules.a")), List.of());
      scene.applied(target);
      assertEquals(
          "C needed, C modules.a.resources.first, C modules.a.resources.second,"
              + " C modules.a.resources.alone",
          scene.changes());
      PlanOptions one =
          new PlanOptions(
              PlanOptions.Mode.APPLY,
              true,
              List.of(Address.parse("modules.b.resources.alone")),
              List.of());
      scene.applied(one);
      assertEquals("C modules.b.resources.alone", scene.changes());
    }
  }

  @Test
  void aTargetIsOneInstanceOfAModule() {
    try (Scene scene = scene(BOX)) {
      scene.file(
          """
          modules:
            k: { source: ./box, forEach: { eu: 1, us: 2 }, inputs: { label: "${resources.needed.out}" } }
          resources:
            needed: { type: fake.plain, value: 1 }
            other: { type: fake.plain, value: 1 }
          """);
      scene.applied(
          new PlanOptions(
              PlanOptions.Mode.APPLY,
              true,
              List.of(Address.parse("modules.k[\"eu\"]")),
              List.of()));
      assertEquals(
          "C needed, C modules.k[\"eu\"].resources.first, C modules.k[\"eu\"].resources.second,"
              + " C modules.k[\"eu\"].resources.alone",
          scene.changes());
    }
  }

  @Test
  void anInputIsCheckedAgainstTheVariable() {
    try (Scene scene = scene(BOX)) {
      assertEquals(
          """
          module.input-unknown: the module a has no variable "sise" | Did you mean "size"? @ platform.yaml:6:33
          schema.wrong-type: the input size must be a whole number, not a text @ platform.yaml:6:48 & declared here @ box/module.yaml:2:3
          """
              .strip(),
          Scene.refusal(
                  () ->
                      scene
                          .file(
                              """
                              modules:
                                a: { source: ./box, inputs: { sise: 3, size: much } }
                              """)
                          .plan())
              .strip());
    }
  }

  @Test
  void lookUpsAreReadInEachInstance() {
    try (Scene scene =
        scene(
            """
            variables: { name: { type: string } }
            data: { found: { type: fake.lookup, name: "${vars.name}" } }
            resources: { one: { type: fake.plain, value: "${data.found.value}" } }
            outputs: { found: { value: "${data.found.value}" } }
            """)) {
      scene.world().putLookup("eu", Value.of("in eu"));
      scene.world().putLookup("stable-t1", Value.of("later"));
      scene.applied(
          """
          modules:
            k: { source: ./box, forEach: [eu], inputs: { name: "${each.value}" } }
            late: { source: ./box, inputs: { name: "${resources.before.stable}" } }
          resources:
            before: { type: fake.plain, value: 1 }
            after: { type: fake.plain, value: "${modules.late.found}" }
          """);
      assertEquals(Value.of("in eu"), value(scene, "modules.k[\"eu\"].resources.one"));
      assertEquals(Value.of("later"), value(scene, "modules.late.resources.one"));
      assertEquals(Value.of("later"), value(scene, "resources.after"));
      scene.assertSettled();
    }
  }

  @Test
  void whatIsMovedIntoAModuleIsNotMadeAnew() {
    try (Scene scene = scene(BOX)) {
      scene.applied(
          """
          first: { type: fake.plain, value: none 1 }
          second: { type: fake.plain, value: "${resources.first.out}" }
          alone: { type: fake.plain, value: alone }
          """);
      scene.applied(
          """
          moved:
            - { from: resources.first, to: "modules.a[0].resources.first" }
            - { from: resources.second, to: "modules.a[0].resources.second" }
            - { from: resources.alone, to: "modules.a[0].resources.alone" }
          modules: { a: { source: ./box, count: 1 } }
          """);
      assertEquals("", scene.changes());
      scene.assertSettled();
      scene.applied(
          """
          moved: [{ from: "modules.a[0]", to: modules.b }]
          modules: { b: { source: ./box } }
          """);
      assertEquals("", scene.changes());
      assertEquals(
          List.of(
              "modules.b.resources.alone",
              "modules.b.resources.first",
              "modules.b.resources.second"),
          recorded(scene));
      scene.assertSettled();
    }
  }

  @Test
  void whatIsSensitiveStaysSo() {
    try (Scene scene = scene(BOX.replace("label: {", "label: { sensitive: true,"))) {
      scene.applied(
          """
          modules: { a: { source: ./box, inputs: { label: hush } } }
          """);
      assertTrue(
          value(scene, "modules.a.resources.first").hasSensitive(), "it was not kept as sensitive");
      scene.assertSettled();
    }
  }
}

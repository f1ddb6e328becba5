package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ignoreChanges}: what stays as it is, whatever the file says. */
final class IgnoreTest {
  private final Path folder;

  IgnoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> patterns() {
    return Stream.of(
        Arguments.of("value", "1", "2", "1"),
        Arguments.of(
            "value.env.*", "{env: {a: 1}, b: 1}", "{env: {a: 2}, b: 2}", "{env: {a: 1}, b: 2}"),
        Arguments.of("value.env.*", "{env: {a: 1}}", "{env: {c: 2}}", "{env: {a: 1}}"),
        Arguments.of(
            "value.ports[*].host",
            "{ports: [{host: 1, to: 1}, {host: 2, to: 2}]}",
            "{ports: [{host: 8, to: 9}, {host: 8, to: 2}]}",
            "{ports: [{host: 1, to: 9}, {host: 2, to: 2}]}"),
        Arguments.of(
            "value.ports[*].host",
            "{ports: [{host: 1}]}",
            "{ports: [{host: 8}, {host: 7}]}",
            "{ports: [{host: 1}, {host: 7}]}"),
        Arguments.of(
            "value.ports[1].host",
            "{ports: [{host: 1}, {host: 2}]}",
            "{ports: [{host: 8}, {host: 9}]}",
            "{ports: [{host: 8}, {host: 2}]}"),
        Arguments.of(
            "value.*.deep",
            "{x: {deep: 1, o: 1}, y: {deep: 2}}",
            "{x: {deep: 8, o: 8}, y: {deep: 9}}",
            "{x: {deep: 1, o: 8}, y: {deep: 2}}"),
        Arguments.of(
            "value.labels[\"a.b\"]",
            "{labels: {a.b: 1, c: 1}}",
            "{labels: {a.b: 2, c: 2}}",
            "{labels: {a.b: 1, c: 2}}"),
        Arguments.of("*", "{x: 1}", "{x: 2}", "{x: 1}"));
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @MethodSource("patterns")
  void itStaysAsItIs(String pattern, String before, String after, String expected) {
    String resource = "{ type: fake.plain, value: %s, lifecycle: { ignoreChanges: ['%s'] } }";
    try (Scene scene = Scene.in(folder)) {
      scene.applied(
          "a: "
              + resource.formatted(before, pattern)
              + "\nx: { type: fake.plain, value: "
              + expected
              + " }");
      scene.applied(
          "a: "
              + resource.formatted(after, pattern)
              + "\nx: { type: fake.plain, value: "
              + expected
              + " }");
      assertEquals(
          scene.world().at("resources.x").orElseThrow().attributes().get("value"),
          scene.world().at("resources.a").orElseThrow().attributes().get("value"));
      scene.assertSettled();
    }
  }
}

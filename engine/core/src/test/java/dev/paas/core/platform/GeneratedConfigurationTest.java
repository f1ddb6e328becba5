package dev.paas.core.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.json.JsonTrees;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.SchemaValidator;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated says what the user has to, and no more. */
final class GeneratedConfigurationTest {
  private static final AttributeSchema SCHEMA =
      SchemaValidator.of(
              "urn:paas:test:generated",
              JsonTrees.parse(
                  new ByteArrayInputStream(
                      """
                      { "type": "object", "properties": {
                        "id": { "type": "string", "readOnly": true },
                        "address": { "type": "string", "x-paas-computed": true },
                        "driver": { "type": "string", "default": "local" },
                        "size": { "type": "string", "format": "paas-size", "default": "1G" },
                        "count": { "type": "integer" },
                        "password": { "type": "string", "x-paas-sensitive": true },
                        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                        "mounts": { "type": "array", "items": { "type": "object", "properties": {
                          "path": { "type": "string" },
                          "readOnly": { "type": "boolean", "default": false } } } } } }
                      """
                          .getBytes(StandardCharsets.UTF_8))))
          .attributes();

  private static String lines(MapValue attributes) {
    return String.join("\n", GeneratedConfiguration.lines("data", Map.of(), SCHEMA, attributes));
  }

  @Test
  void onlyWhatIsSetAndNoDefault() {
    MapValue attributes =
        MapValue.builder()
            .put("id", "v1")
            .put("address", "10.0.0.1")
            .put("driver", "local")
            .put("size", "1024M")
            .put("count", 3)
            .put("password", Value.of("swordfish"))
            .put("labels", MapValue.builder().put("a.b", "yes").put("c", "${x}").build())
            .put(
                "mounts",
                Value.list(
                    List.of(
                        MapValue.builder().put("path", "/data").put("readOnly", false).build(),
                        MapValue.builder().put("path", "a b").put("readOnly", true).build())))
            .build();
    assertEquals(
        """
        data:
          count: 3
          # password: it is sensitive, and not written here
          labels:
            a.b: "yes"
            c: "$${x}"
          mounts:
            - path: /data
            - path: "a b"
              readOnly: true""",
        lines(attributes));
  }

  @Test
  void nothingIsAnEmptyMap() {
    assertEquals("data: {}", lines(MapValue.builder().put("driver", "local").build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        " a",
        "a: b",
        "- a",
        "# a",
        "0755",
        "1e3",
        "~",
        "null",
        "True",
        "\"q\"",
        "back\\slash",
        "two\nlines\n",
        "tab\t",
        "\u00e9\u4e2d\ud83d\ude00",
        "\u0007",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "{a}",
        "[a]",
        "a, b",
        "a #b",
        "2020-01-01",
        "\ufeff",
        "-",
        "."
      })
  void aTextIsReadAsItWas(String text) {
    String yaml = "a: " + GeneratedConfiguration.text(text) + "\n";
    Diagnostics problems = new Diagnostics();
    Node root = new YamlReader(YamlLimits.DEFAULT).read(new Source("test.yaml", yaml), problems);
    Node read = ((MappingNode) Objects.requireNonNull(root)).get("a");
    assertEquals(List.of(), problems.sorted(), yaml);
    assertEquals(Value.of(text), ((ScalarNode) Objects.requireNonNull(read)).value(), yaml);
  }
}

package dev.paas.provider.tck.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.tck.fake.FakePlugin;
import dev.paas.provider.tck.manifest.AttributeSchema.Keyword;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final String SOUND =
      """
      {
        "apiVersion": "paas/plugin/v1", "name": "some", "version": "1.2.3", "description": "Some.",
        "parallelism": 3,
        "configuration": {
          "type": "object", "properties": {"host": {"type": "string", "description": "A host."}},
          "additionalProperties": false
        },
        "sections": {
          "services": {
            "options": {
              "privileged": {"type": "boolean", "default": false, "description": "All rights."}
            },
            "unsupported": {"deploy.strategy": "a reason", "volumes.readOnly": "another"},
            "plans": true, "batchRead": true, "onlyNamed": false
          }
        },
        "types": {
          "some.type": {
            "description": "A type.", "imports": true, "timeouts": {"create": "10m"},
            "schema": {
              "type": "object",
              "properties": {
                "mode": {
                  "$ref": "urn:paas:schema:definitions#/$defs/fileMode",
                  "default": "0644", "x-paas-replace": true
                },
                "list": {
                  "type": "array", "x-paas-identity": "key", "description": "A list.",
                  "items": {"$ref": "#/$defs/item"}
                },
                "id": {
                  "type": "string", "readOnly": true, "x-paas-changes-with": ["mode"],
                  "description": "An identifier."
                }
              },
              "required": ["list"],
              "additionalProperties": false,
              "$defs": {
                "item": {
                  "type": "object",
                  "properties": {"key": {"type": "string", "description": "A key."}},
                  "additionalProperties": false
                }
              }
            }
          }
        },
        "data": {
          "some.data": {
            "description": "A look-up.",
            "schema": {"type": "object", "additionalProperties": false}
          }
        }
      }
      """;

  private static Manifest manifest(String json) {
    return Manifest.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aSoundManifestHasNoProblems() throws Exception {
    assertEquals(List.of(), manifest(SOUND).problems());
    assertEquals(List.of(), Manifest.read(FakePlugin.manifest()).problems());
  }

  /** What is replaced by what, and what is wrong then. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "paas/plugin/v1 => paas/plugin/v2 => apiVersion: not paas/plugin/v1",
        "\"some\", => \"Some!\", => name: not lower-case words",
        "\"A look-up.\", => \"A look-up.\", \"timeouts\": {\"create\": \"1m\"}, => there is no such timeout",
        "\"1.2.3\" => \"${project.version}\" => version: not of the form",
        "\"Some.\" => \" \" => the manifest: it has no description",
        "\"parallelism\": 3 => \"parallelism\": 0 => parallelism: not a positive number",
        "\"parallelism\": 3 => \"paralelism\": 3 => the manifest: unknown key paralelism",
        "\"services\": => \"servces\": => sections.servces: there is no such section",
        "deploy.strategy => deploy.stratgy => the section has no such property",
        "\"a reason\" => \"\" => no reason is given",
        "\"privileged\" => \"image\" => the section has that property itself",
        "\"privileged\" => \"count\" => the name is the engine's",
        "\"host\" => \"plugin\" => the name is the engine's",
        "\"plans\": true => \"plans\": \"yes\" => neither true nor false",
        "\"onlyNamed\": false => \"onlyNamed\": \"no\" => neither true nor false",
        "\"imports\": true => \"onlyNamed\": true => unknown key onlyNamed",
        "\"some.type\" => \"type\" => the name is not of the form group.type",
        "\"imports\": true => \"external\": false, \"imports\": true => nothing is external",
        "\"batchRead\": true => \"batchread\": true => unknown key batchread",
        "\"create\": \"10m\" => \"creation\": \"10m\" => there is no such timeout",
        "\"10m\" => \"10 minutes\" => not a duration",
        "\"mode\": { => \"file_mode\": { => the name is not camelCase",
        "\"default\": \"0644\" => \"default\": \"rw-r--r--\" => the default does not agree",
        "fileMode => filemode => leads nowhere",
        "#/$defs/item => #/$defs/items => leads nowhere",
        "x-paas-replace => x-paas-replaces => there is no keyword x-paas-replaces",
        "\"x-paas-replace\": true => \"x-paas-replace\": \"no\" => neither true nor false",
        "\"key\", \"description\" => \"name\", \"description\" => names no property of its elements",
        "\"A key.\" => \"\" => .key: it has no description",
        "[\"mode\"] => [\"made\"] => it changes with made, which is not there",
        "[\"list\"] => [\"id\"] => readOnly, yet the user must set it",
        "[\"list\"] => [\"mode\"] => required, yet it has a default",
        "\"readOnly\": true => \"readOnly\": true, \"writeOnly\": true => both readOnly and writeOnly",
        "\"readOnly\": true, => \"x-paas-computed\": true, \"default\": \"a\", => yet it has a default",
        "\"readOnly\": true, => \"writeOnly\": true, => yet it is not computed",
        "\"type\": \"string\", \"readOnly\" => \"type\": \"text\", \"readOnly\" => types.some.type.schema",
        "\"A list.\" => \"A list.\", \"deprecated\": true => belong together",
        "\"A list.\" => \"A list.\", \"x-paas-reference\": \"servces\" => no such section",
        "\"A list.\" => \"A list.\", \"x-paas-short-for\": {\"netwroks\": \"id\"} => no such section",
        "\"A list.\" => \"A list.\", \"x-paas-short-for\": {\"networks\": \"di\"} => no attribute of networks",
        "\"A list.\" => \"A list.\", \"x-paas-shorthand\": \"url\" => no such shorthand",
        "\"A list.\" => \"A list.\", \"examples\": [7] => an example does not agree",
      })
  void everyProblemIsFound(String mutation) {
    String[] parts = mutation.split(" => ", -1);
    assertTrue(SOUND.contains(parts[0]), () -> "nothing to replace: " + parts[0]);
    List<String> problems = manifest(SOUND.replace(parts[0], parts[1])).problems();
    assertTrue(
        problems.stream().anyMatch(problem -> problem.contains(parts[2])),
        () -> "expected " + parts[2] + " among " + problems);
  }

  @Test
  void closedObjectsAreAskedFor() {
    String open = SOUND.replace("\"additionalProperties\": false,", "");
    assertTrue(
        manifest(open).problems().stream().anyMatch(p -> p.contains("unknown keys are allowed")));
  }

  @Test
  void aKeyTwiceIsNoJson() {
    assertThrows(RuntimeException.class, () -> manifest("{\"name\": \"a\", \"name\": \"b\"}"));
  }

  @Test
  void schemasAreReadThroughReferences() {
    AttributeSchema type = manifest(SOUND).type("some.type").attributes();
    AttributeSchema mode = type.property("mode");
    assertEquals(ValueKind.STRING, mode.onlyKind());
    assertEquals(Value.of("0644"), mode.defaultValue());
    assertTrue(mode.is(Keyword.REPLACE));
    assertEquals(ValueKind.STRING, type.property("list").element().property("key").onlyKind());
    assertEquals(List.of("mode"), type.property("id").changesWith());
  }

  @Test
  void sectionsHaveTheOptionsOfThePlugin() {
    ResourceType services = manifest(SOUND).type("services");
    assertTrue(services.isSection() && services.plans() && services.batchRead());
    assertEquals(Value.of(false), services.attributes().property("privileged").defaultValue());
    assertEquals(Value.of(1), services.attributes().property("replicas").defaultValue());
    assertEquals(
        List.of(),
        services.problemsOfConfiguration(
            MapValue.builder().put("image", "a").put("privileged", true).build()));
    assertEquals(
        1,
        services
            .problemsOfConfiguration(MapValue.builder().put("image", "a").put("x", true).build())
            .size());
  }

  @Test
  void usersCannotSetWhatIsComputed() {
    ResourceType type = manifest(SOUND).type("some.type");
    MapValue given = MapValue.builder().put("list", Value.list()).put("id", "x").build();
    assertEquals(1, type.problemsOfConfiguration(given).size());
    assertEquals(List.of(), type.problemsOfConfiguration(given.without("id")));
    assertEquals(List.of(), type.problemsOfAttributes(given));
    assertEquals(1, type.problemsOfAttributes(given.with("list", Value.of(1))).size());
    assertEquals(1, type.problemsOfAttributes(given.with("more", Value.of(1))).size());
  }

  @Test
  void unknownTypesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> manifest(SOUND).type("some.other"));
  }
}

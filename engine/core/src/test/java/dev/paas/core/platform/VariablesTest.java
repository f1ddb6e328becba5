package dev.paas.core.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.EngineSettings;
import dev.paas.core.json.JsonValues;
import dev.paas.core.provider.CallListener;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the values of variables come from, and what a text from outside stands for. */
final class VariablesTest {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<VariableInputs.File> files = new ArrayList<>();
  private final List<String> assignments = new ArrayList<>();
  private final Map<String, Value> fixed = new HashMap<>();
  private String declarations = "";

  VariablesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private VariablesTest declare(String name, String schema) {
    declarations += "  " + name + ": " + schema + "\n";
    return this;
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    files.add(new VariableInputs.File(folder.resolve(name), name));
  }

  private Platform load() {
    try {
      Path main = folder.resolve("platform.yaml");
      Files.writeString(main, "apiVersion: paas/v1\nname: shop\nvariables:\n" + declarations);
      VariableInputs inputs = new VariableInputs(environment, files, assignments, fixed);
      EngineSettings settings = new EngineSettings(main, "platform.yaml", "", inputs, List.of(), 1);
      try (Engine engine = Engine.open(settings, CallListener.NONE)) {
        return engine.platform();
      }
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }

  /** The value as JSON. */
  private String value(String name) {
    Value value = load().variableValues().get(name);
    return value == null ? "nothing" : JsonValues.toJson(value.revealed(), JsonValues.NONE);
  }

  private List<String> problems() {
    return assertThrows(DiagnosticException.class, this::load).diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(Diagnostic::summary)
        .toList();
  }

  @Test
  void whatComesLaterStandsBeforeWhatComesEarlier() throws IOException {
    declare("x", "{ type: string, default: default }");
    assertEquals("\"default\"", value("x"));
    environment.put("PAAS_VAR_x", "environment");
    assertEquals("\"environment\"", value("x"));
    file("one.vars.yaml", "x: file 1\n");
    assertEquals("\"file 1\"", value("x"));
    file("two.vars.yaml", "x: file 2\n");
    assertEquals("\"file 2\"", value("x"));
    assignments.add("x=option 1");
    assertEquals("\"option 1\"", value("x"));
    assignments.add("x=option 2");
    assertEquals("\"option 2\"", value("x"));
    fixed.put("x", Value.of("of a saved plan"));
    assertEquals("\"of a saved plan\"", value("x"));
  }

  @Test
  void eachIsTakenFromWhereItIsSetLast() throws IOException {
    declare("a", "{ default: 1 }").declare("b", "{ default: 1 }").declare("c", "{ default: 1 }");
    environment.put("PAAS_VAR_a", "2");
    environment.put("PAAS_VAR_b", "2");
    file("one.vars.yaml", "b: 3\nc: 3\n");
    assignments.add("c=4");
    assertEquals(List.of("2", "3", "4"), List.of(value("a"), value("b"), value("c")));
  }

  @Test
  void aHyphenIsAnUnderscoreInTheEnvironment() {
    declare("my-zone", "{ type: string }");
    environment.put("PAAS_VAR_my_zone", "north");
    assertEquals("\"north\"", value("my-zone"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { type: string }  | 12              | "12"
          { type: string }  | true            | "true"
          { type: string }  | null            | "null"
          { type: string }  | a: b # c        | "a: b # c"
          { type: string }  | ${vars.x}       | "${vars.x}"
          { type: string }  | `  two blanks`  | "  two blanks"
          { type: string }  | ``              | ""
          { type: integer } | 12              | 12
          { type: integer } | -3              | -3
          { type: integer } | 0x10            | 16
          { type: number }  | 1.5             | 1.5
          { type: number }  | 12              | 12
          { type: boolean } | true            | true
          { type: array }   | [1, two, true]  | [1,"two",true]
          { type: array }   | []              | []
          { type: array }   | ["${x}"]        | ["${x}"]
          { type: object }  | {a: 1, b: [x]}  | {"a":1,"b":["x"]}
          { type: object }  | {"a": {"b": 1}} | {"a":{"b":1}}
          {}                | 12              | 12
          {}                | twelve          | "twelve"
          {}                | [a]             | ["a"]
          {}                | null            | null
          { type: string, nullable: true } | null | null
          { type: string, nullable: true } | 12   | "12"
          { type: integer, nullable: true } | 12  | 12
          """)
  void aTextFromOutsideIsReadByTheTypeOfTheVariable(String schema, String text, String expected) {
    declare("x", schema);
    assignments.add("x=" + text);
    assertEquals(expected, value("x"));
    assignments.clear();
    environment.put("PAAS_VAR_x", text);
    assertEquals(expected, value("x"));
  }

  @Test
  void severalLinesCanBeAList() {
    declare("x", "{ type: array }");
    environment.put("PAAS_VAR_x", "- one\n- two\n");
    assertEquals("[\"one\",\"two\"]", value("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { type: integer }                        | three   | must be a whole number, not a text
          { type: integer }                        | 1.5     | must be a whole number, not a number
          { type: boolean }                        | yes     | must be true or false, not a text
          { type: array }                          | a, b    | must be a list, not a text
          { type: object }                         | [a]     | must be a map, not a list
          { type: string, enum: [a, b] }           | c       | cannot be "c"
          { type: string, pattern: "^[a-z]+$" }    | A       | cannot be "A"
          { type: string, minLength: 2 }           | a       | needs at least 2 characters
          { type: string, maxLength: 2 }           | abc     | may have at most 2 characters
          { type: integer, minimum: 1 }            | 0       | must be at least 1
          { type: integer, maximum: 3 }            | 4       | must be at most 3
          { type: number, exclusiveMinimum: 1 }    | 1       | must be more than 1
          { type: number, exclusiveMaximum: 1 }    | 1       | must be less than 1
          { type: array, minItems: 1 }             | []      | must not be empty
          { type: array, maxItems: 1 }             | [a, b]  | may have at most 1 entry
          { type: array, uniqueItems: true }       | [a, a]  | has the same entry twice
          { type: string, nullable: false }        | null    | -
          { type: integer }                        | null    | must be a whole number, not a text
          """)
  void whatAVariableMayBeIsChecked(String schema, String text, String problem) {
    declare("x", schema);
    assignments.add("x=" + text);
    if (problem.equals("-")) {
      assertEquals("\"" + text + "\"", value("x"));
    } else {
      assertEquals(List.of("the variable x " + problem), problems());
    }
  }

  @Test
  void whatStandsInsideIsChecked() {
    declare("x", "{ type: array, items: { type: integer } }");
    declare("y", "{ type: object, properties: { a: { type: integer } }, required: [a] }");
    assignments.add("x=[1, two]");
    assignments.add("y={b: 1}");
    assertEquals(
        List.of("[1] must be a whole number, not a text", "the variable y needs \"a\""),
        problems());
  }

  @Test
  void aDefaultIsCheckedToo() {
    declare("x", "{ type: integer, minimum: 3, default: 2 }");
    declare("y", "{ type: string, default: }");
    assertEquals(
        List.of(
            "the default of x must be at least 3", "the default of y must be a text, not nothing"),
        problems());
  }

  @Test
  void aNullableVariableMayHaveNoDefaultOrNull() {
    declare("x", "{ type: string, nullable: true, default: }");
    assertEquals("null", value("x"));
    declare("y", "{ type: string, nullable: true }");
    assertEquals(List.of("the variable y is not set"), problems());
  }
}

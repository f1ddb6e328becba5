package dev.paas.core.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.expression.Evaluator;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.Navigation;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.Templates;
import dev.paas.core.expression.cel.DevCelCompiler;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Conditions of entries in the lists and maps of a service. */
final class EntryConditionsTest {
  private static final ExpressionParser PARSER = new ExpressionParser(DevCelCompiler::new);
  private static final ResourceType SERVICES =
      ResourceType.ofSection("test", "services", JsonNodeFactory.instance.objectNode());

  private static final MapValue VARS =
      MapValue.builder()
          .put("on", true)
          .put("off", false)
          .put("text", "x")
          .put("unknown", Value.unknown())
          .put("secret", Value.of(true).asSensitive())
          .build();

  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Value resolve(Reference reference) {
          Value known = VARS.get(reference.root());
          return known == null ? Value.of("filled in") : Navigation.into(known, reference, 0);
        }

        @Override
        public Path directory() {
          return Path.of("");
        }

        @Override
        public Templates templates() {
          return new Templates(PARSER);
        }

        @Override
        public Instant time() {
          return Instant.EPOCH;
        }
      };

  private static Expression compile(String yaml, Diagnostics diagnostics) {
    Source source = new Source("x.yaml", yaml);
    MappingNode body =
        assertInstanceOf(
            MappingNode.class, new YamlReader(YamlLimits.DEFAULT).read(source, diagnostics));
    EntryConditions conditions = new EntryConditions(diagnostics);
    MappingNode without = conditions.without(body, SERVICES.attributes());
    SERVICES.validator().check(without, "services.x", null, diagnostics);
    diagnostics.throwIfErrors();
    return new BodyCompiler(PARSER, conditions, (section, name) -> false, diagnostics)
        .compile(without, SERVICES.attributes());
  }

  private static MapValue evaluate(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    Expression body = compile("image: x\n" + yaml, diagnostics);
    diagnostics.throwIfErrors();
    return assertInstanceOf(MapValue.class, Evaluator.evaluate(body, SCOPE));
  }

  private static List<Diagnostic> errors(String yaml) {
    return assertThrows(DiagnosticException.class, () -> evaluate(yaml)).diagnostics();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "env: { A: 1, B: { value: 2, when: \"${on}\" } } => {A: 1, B: 2}",
        "env: { A: 1, B: { value: 2, when: \"${off}\" } } => {A: 1}",
        "env: { A: 1, B: { when: false, value: \"${nowhere}\" } } => {A: 1}",
        "env: { B: { value: \"${text}\", when: true } } => {B: \"x\"}",
        "ports: { http: { value: 80, when: \"${off}\" }, https: 443 } => {https: 443}",
        "publish: { a: { port: 80, when: \"${on}\" }, b: { port: 81, when: \"${off}\" } } => {a: {port: 80}}",
        "publish: { a: { value: 80, when: \"${on}\" }, b: { value: 81, when: \"${off}\" } } => {a: {port: 80}}",
        "command: [run, { value: --debug, when: \"${off}\" }, { value: -v, when: \"${on}\" }] => [\"run\", \"-v\"]",
        "secrets: [{ name: a, when: \"${off}\" }, b] => [{name: \"b\"}]",
        "secrets: [{ value: a, when: \"${on}\" }] => [{name: \"a\"}]",
      })
  void anEntryIsThereOnItsCondition(String yaml, String expected) {
    MapValue body = evaluate(yaml);
    String key = yaml.substring(0, yaml.indexOf(':'));
    // What is filled in from elsewhere is another matter.
    String shown = String.valueOf(body.get(key)).replaceAll(", [a-z]+: \"filled in\"", "");
    assertEquals(expected, shown);
  }

  @Test
  void mountsMayHaveOneToo() {
    MapValue body =
        evaluate(
            """
            volumes:
              - { volume: data, target: /data, when: "${off}" }
              - { value: "./etc:/etc/app:ro", when: "${on}" }
              - { bind: ./x, target: /x }
            """);
    assertEquals(
        "[\"./etc\", \"./x\"]",
        body.getList("volumes").values().stream()
            .map(one -> ((MapValue) one).getOrNull("bind").toString())
            .toList()
            .toString());
  }

  @Test
  void whatIsLeftIsCheckedAsEver() {
    assertEquals(
        "schema.wrong-type",
        errors("env: { A: { value: [1], when: true } }").get(0).problem().id());
    assertEquals(
        "schema.wrong-value",
        errors("publish: { a: { port: 70000, when: true } }").get(0).problem().id());
    assertEquals(
        "schema.unknown-key",
        errors("publish: { a: { port: 80, prot: 1, when: true } }").get(0).problem().id());
    assertEquals(
        "schema.wrong-type", errors("env: { A: { valeu: x, when: true } }").get(0).problem().id());
    Diagnostic condition = errors("env: { A: { value: x, when: sometimes } }").get(0);
    assertEquals("when must be true or false, not a text", condition.summary());
    assertEquals("x.yaml:2:29", String.valueOf(condition.span()));
  }

  @Test
  void elsewhereItIsAnUnknownKey() {
    Diagnostic error = errors("healthcheck: { command: x, when: true }").get(0);
    assertEquals("schema.unknown-key", error.problem().id());
  }

  @Test
  void aConditionMustBeKnownAndTrueOrFalse() {
    Diagnostic unknown = errors("env: { A: { value: x, when: \"${unknown}\" } }").get(0);
    assertEquals("instances.unknown", unknown.problem().id());
    assertEquals("x.yaml:2:32", String.valueOf(unknown.span()));
    assertEquals(
        "schema.wrong-type",
        errors("env: { A: { value: x, when: \"${text}\" } }").get(0).problem().id());
  }

  @Test
  void whatASensitiveConditionDecidesIsSensitive() {
    MapValue body = evaluate("env: { A: { value: x, when: \"${secret}\" } }\nuser: a");
    assertTrue(body.getOrNull("env").hasSensitive());
    assertFalse(body.getOrNull("user").hasSensitive());
  }

  @Test
  void anAnchorHasNoConditionOfItsOwn() {
    MapValue body = evaluate("env: { A: { value: &a x, when: \"${off}\" }, B: *a }");
    assertEquals("{B: \"x\"}", body.getOrNull("env").toString());
  }
}

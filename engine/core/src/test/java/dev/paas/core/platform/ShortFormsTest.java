package dev.paas.core.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import tools.jackson.databind.node.JsonNodeFactory;

/** A port, or a range of ports, in the place of a rule of a machine's firewall. */
final class ShortFormsTest {
  private static final ExpressionParser PARSER = new ExpressionParser(DevCelCompiler::new);
  private static final ResourceType VMS =
      ResourceType.ofSection("test", "vms", JsonNodeFactory.instance.objectNode());
  private static final MapValue VARS = MapValue.builder().put("port", 8443).build();

  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Value resolve(Reference reference) {
          return Navigation.into(VARS.getOrNull(reference.root()), reference, 0);
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

  private static Value firewall(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    Source source = new Source("x.yaml", "image: x\nsize: s\nfirewall: " + yaml);
    MappingNode body =
        assertInstanceOf(
            MappingNode.class, new YamlReader(YamlLimits.DEFAULT).read(source, diagnostics));
    VMS.validator().check(body, "vms.x", null, diagnostics);
    diagnostics.throwIfErrors();
    Expression compiled =
        new BodyCompiler(
                PARSER, new EntryConditions(diagnostics), (section, name) -> false, diagnostics)
            .compile(body, VMS.attributes());
    diagnostics.throwIfErrors();
    Value value = Evaluator.evaluate(compiled, SCOPE);
    return assertInstanceOf(MapValue.class, value).getOrNull("firewall");
  }

  private static Diagnostic error(String yaml) {
    List<Diagnostic> all =
        assertThrows(DiagnosticException.class, () -> firewall(yaml)).diagnostics();
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  @Test
  void aPortOrARangeStandsForItsRule() {
    assertEquals(
        "[{ports: 22}, {ports: \"8000-8099\"}, {ports: 8443}, {protocol: \"icmp\"}]",
        firewall("[22, 8000-8099, \"${port}\", { protocol: icmp }]").toString());
    assertEquals("[]", firewall("[]").toString());
  }

  @Test
  void whatCannotBeAPortIsTold() {
    assertEquals("x.yaml:3:12", String.valueOf(error("[70000]").span()));
    assertEquals("schema.wrong-value", error("[70000]").problem().id());
    assertEquals("schema.wrong-type", error("[true]").problem().id());
    assertEquals("schema.wrong-type", error("22").problem().id());
    assertEquals("schema.unknown-key", error("[{ port: 22 }]").problem().id());
  }
}

package dev.paas.core.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.cel.DevCelCompiler;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** A machine names networks of the platform, and others of the cloud. */
final class ShortNamesTest {
  private static final ExpressionParser PARSER = new ExpressionParser(DevCelCompiler::new);
  private static final ResourceType VMS =
      ResourceType.ofSection("test", "vms", JsonNodeFactory.instance.objectNode());
  private static final Set<String> DECLARED =
      Set.of("networks.private", "networks.my-net", "vms.public");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      nullValues = "nothing",
      value = {
        "[private] => networks.private.id",
        "[my-net, private] => networks.my-net.id networks.private.id",
        "[public, private, other] => networks.private.id",
        "[\"private \", Private] => nothing",
        "[\"${networks.private.name}\"] => networks.private.name",
        "[\"x-${vars.private}\"] => vars.private",
      })
  void aNameOfTheSectionIsShortForTheAttribute(String networks, String expected) {
    assertEquals(
        expected == null ? List.of() : List.of(expected.split(" ")),
        references("networks: " + networks));
  }

  @ParameterizedTest
  @CsvSource({"image: private", "securityGroups: [private]", "labels: {private: private}"})
  void elsewhereTheNameMeansItself(String yaml) {
    assertEquals(List.of(), references(yaml));
  }

  private static List<String> references(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    MappingNode body =
        assertInstanceOf(
            MappingNode.class,
            new YamlReader(YamlLimits.DEFAULT).read(new Source("x.yaml", yaml), diagnostics));
    Expression compiled =
        new BodyCompiler(
                PARSER,
                new EntryConditions(diagnostics),
                (section, name) -> DECLARED.contains(section + "." + name),
                diagnostics)
            .compile(body, VMS.attributes());
    diagnostics.throwIfErrors();
    List<String> references = new ArrayList<>();
    compiled.forEachReference(reference -> references.add(reference.toString()));
    return references;
  }
}

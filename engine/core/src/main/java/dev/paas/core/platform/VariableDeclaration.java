package dev.paas.core.platform;

import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.SchemaValidator;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Something that the caller can set.
 *
 * @param name its name
 * @param key where it is declared
 * @param node its declaration; empty when there is nothing but the name
 * @param schema what its value may be
 * @param validator checks that
 * @param defaultValue its value when the caller says nothing; {@code null} when it must be set
 * @param sensitive whether it is never shown
 * @param description what it is for
 */
public record VariableDeclaration(
    String name,
    ScalarNode key,
    MappingNode node,
    AttributeSchema schema,
    SchemaValidator validator,
    @Nullable Value defaultValue,
    boolean sensitive,
    String description) {

  /** Whether it is there for the sake of those who set it still. */
  public boolean deprecated() {
    return isTrue("deprecated");
  }

  /** Whether it may be null, beside what its type says. */
  public boolean nullable() {
    return isTrue("nullable");
  }

  private boolean isTrue(String key) {
    return node.get(key) instanceof ScalarNode scalar
        && scalar.value() instanceof BooleanValue truth
        && truth.value();
  }
}

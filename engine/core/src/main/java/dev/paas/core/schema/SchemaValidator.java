package dev.paas.core.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Located;
import dev.paas.core.source.Node;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks instances against one JSON Schema, compiled once. An expression, or a value that is not
 * known yet, agrees with everything: it is checked again when it is known.
 */
public final class SchemaValidator {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          Dialect.builder(Dialects.getDraft202012()).keyword(new EnumKeyword()).build(),
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().preloadSchema(false).build()));

  private final Schema schema;
  private final AttributeSchema attributes;

  private SchemaValidator(Schema schema, AttributeSchema attributes) {
    this.schema = schema;
    this.attributes = attributes;
  }

  /**
   * A validator of what a user may write.
   *
   * @param id a URI that no other schema has
   * @param schema the JSON Schema, with our keywords
   */
  public static SchemaValidator of(String id, JsonNode schema) {
    return of(id, schema, UserSchema.Form.WRITTEN);
  }

  /** A validator of the same when shorthands are written out and references filled in. */
  static SchemaValidator ofResolved(String id, JsonNode schema) {
    return of(id, schema, UserSchema.Form.RESOLVED);
  }

  /** A validator of what a provider answers: all attributes, also those that it computes. */
  static SchemaValidator ofAnswer(String id, JsonNode schema) {
    return of(id, schema, UserSchema.Form.ANSWERED);
  }

  private static SchemaValidator of(String id, JsonNode schema, UserSchema.Form form) {
    ObjectNode user = UserSchema.of(schema, form);
    user.remove("$id");
    return new SchemaValidator(
        REGISTRY.getSchema(SchemaLocation.of(id), user), AttributeSchemaReader.read(schema));
  }

  /**
   * A validator of values that are described by a value: the schema of a variable.
   *
   * @throws IllegalArgumentException when {@code schema} is not a JSON Schema
   */
  public static SchemaValidator ofValue(String id, Value schema) {
    JsonNode json = Instance.of(schema, null, null).json();
    try {
      SchemaValidator validator = of(id, json);
      validator.schema.initializeValidators();
      return validator;
    } catch (RuntimeException invalid) {
      throw new IllegalArgumentException(invalid.getMessage(), invalid);
    }
  }

  /** What the schema says of attributes. */
  public AttributeSchema attributes() {
    return attributes;
  }

  /**
   * Checks a part of a document.
   *
   * @param node the part
   * @param subject what it is, for messages: {@code services.web}
   * @param name where its name stands
   */
  public void check(Node node, String subject, @Nullable Located name, Diagnostics diagnostics) {
    check(Instance.of(node, name), subject, diagnostics);
  }

  /**
   * Checks an evaluated value.
   *
   * @param value the value
   * @param written the expression or document part that it came from, for places in it
   * @param subject what it is, for messages
   * @param name where its name stands
   */
  public void check(
      Value value,
      @Nullable Node written,
      String subject,
      @Nullable Located name,
      Diagnostics diagnostics) {
    check(Instance.of(value, written, name), subject, diagnostics);
  }

  private void check(Instance instance, String subject, Diagnostics diagnostics) {
    List<Error> errors = schema.validate(instance.json());
    if (errors.isEmpty()) {
      return;
    }
    ViolationReport report = new ViolationReport(attributes, instance, subject, diagnostics);
    Set<List<Object>> combined = combinedAt(errors);
    for (Error error : errors) {
      if (!Instance.hasOpaque(judged(error)) && !isInsideCombined(error, combined)) {
        report.add(violation(error));
      }
    }
  }

  /**
   * What must be known for the error to be one: a single value, or all that is in a combination.
   */
  private static @Nullable JsonNode judged(Error error) {
    JsonNode instance = error.getInstanceNode();
    boolean deep =
        switch (error.getKeyword()) {
          case "oneOf", "anyOf", "allOf", "not", "if", "contains", "const", "uniqueItems" -> true;
          default -> false;
        };
    return deep || (instance != null && instance.isPojo()) ? instance : null;
  }

  private static Violation violation(Error error) {
    return new Violation(
        error.getKeyword(), path(error), error.getProperty(), error.getSchemaNode());
  }

  /** Where a oneOf or anyOf failed: the errors of its branches say less than it does as a whole. */
  private static Set<List<Object>> combinedAt(List<Error> errors) {
    Set<List<Object>> paths = new HashSet<>();
    for (Error error : errors) {
      if (isCombination(error)) {
        paths.add(elements(error.getEvaluationPath()));
      }
    }
    return paths;
  }

  private static boolean isCombination(Error error) {
    return error.getKeyword().equals("oneOf") || error.getKeyword().equals("anyOf");
  }

  private static boolean isInsideCombined(Error error, Set<List<Object>> combined) {
    if (combined.isEmpty()) {
      return false;
    }
    List<Object> evaluation = elements(error.getEvaluationPath());
    for (int length = 1; length < evaluation.size(); length++) {
      if (combined.contains(evaluation.subList(0, length))) {
        return true;
      }
    }
    return false;
  }

  private static List<Object> path(Error error) {
    return elements(error.getInstanceLocation());
  }

  private static List<Object> elements(NodePath path) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      elements.add(path.getElement(i));
    }
    return elements;
  }

  /**
   * One thing that the validator found.
   *
   * @param keyword the schema's keyword that does not hold
   * @param path where in the instance: names and indexes
   * @param property the property that is missing or too much
   * @param expected the value of the keyword in the schema
   */
  record Violation(
      String keyword, List<Object> path, @Nullable String property, @Nullable JsonNode expected) {}
}

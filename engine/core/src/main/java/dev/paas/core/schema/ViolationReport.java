package dev.paas.core.schema;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.schema.SchemaValidator.Violation;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells what the validator found in words that a person can act on. */
final class ViolationReport {
  private final AttributeSchema schema;
  private final Instance instance;
  private final String subject;
  private final Diagnostics diagnostics;

  ViolationReport(
      AttributeSchema schema, Instance instance, String subject, Diagnostics diagnostics) {
    this.schema = schema;
    this.instance = instance;
    this.subject = subject;
    this.diagnostics = diagnostics;
  }

  void add(Violation violation) {
    switch (violation.keyword()) {
      case "additionalProperties", "unevaluatedProperties" -> unknownKey(violation);
      case "required" -> missing(violation);
      case "type" -> wrongType(violation);
      case "enum", "const" -> notOneOf(violation);
      case "pattern" -> wrongForm(violation);
      case "propertyNames" -> wrongName(violation);
      case "oneOf", "anyOf" -> wrongCombination(violation);
      case "dependentRequired" -> needsOther(violation);
      case "minimum" -> tooSmall(violation, "must be at least ");
      case "exclusiveMinimum" -> tooSmall(violation, "must be more than ");
      case "maximum" -> tooSmall(violation, "must be at most ");
      case "exclusiveMaximum" -> tooSmall(violation, "must be less than ");
      case "minLength" ->
          invalid(violation, atLeast(violation, " characters", "must not be empty"));
      case "maxLength" ->
          invalid(violation, "may have at most " + counted(violation, "character", "characters"));
      case "minItems", "minProperties" ->
          invalid(violation, atLeast(violation, " entries", "must not be empty"));
      case "maxItems", "maxProperties" ->
          invalid(violation, "may have at most " + counted(violation, "entry", "entries"));
      case "uniqueItems" -> invalid(violation, "has the same entry twice");
      default ->
          invalid(violation, "does not agree with " + violation.keyword() + expected(violation));
    }
  }

  private void unknownKey(Violation violation) {
    String key = String.valueOf(violation.property());
    AttributeSchema parent = schemaAt(violation.path());
    List<Object> path = append(violation.path(), key);
    AttributeSchema known = parent == null ? null : parent.properties().get(key);
    if (known != null) {
      String how =
          known.isReadOnly() ? "is computed by the provider" : "is filled in by the engine";
      report(
          Problem.SCHEMA_READ_ONLY,
          name(path) + " cannot be set: it " + how,
          known.description(),
          "Remove it.",
          instance.key(path));
      return;
    }
    List<String> candidates = new ArrayList<>();
    if (parent != null) {
      parent
          .properties()
          .forEach(
              (name, property) -> {
                if (property.isInput()) {
                  candidates.add(name);
                }
              });
    }
    report(
        Problem.SCHEMA_UNKNOWN_KEY,
        owner(violation.path()) + " has no key \"" + key + "\"",
        null,
        candidates.isEmpty() ? "It has no keys: remove this." : DidYouMean.hint(key, candidates),
        instance.key(path));
  }

  private void missing(Violation violation) {
    String key = String.valueOf(violation.property());
    AttributeSchema parent = schemaAt(violation.path());
    AttributeSchema known = parent == null ? null : parent.properties().get(key);
    report(
        Problem.SCHEMA_MISSING_KEY,
        owner(violation.path()) + " needs \"" + key + "\"",
        known == null || known.description().isEmpty() ? null : known.description(),
        null,
        instance.key(violation.path()));
  }

  private void wrongType(Violation violation) {
    JsonNode expected = violation.expected();
    JsonNode found = at(violation.path());
    String must = "must be " + (expected == null ? "of another type" : typeNames(expected));
    List<String> types = expected == null ? List.of() : UserSchema.texts(wrapped(expected));
    boolean wantsText = types.contains("string");
    String hint = null;
    if (types.contains("integer") && found != null && found.isNumber()) {
      hint = "Write a whole number.";
    } else if (wantsText && found != null && (found.isNumber() || found.isBoolean())) {
      hint = "Put it in quotes.";
    } else if (found != null && found.isString() && !wantsText && looksLikeNumber(found)) {
      hint = "Remove the quotes.";
    } else if (found != null) {
      hint = asList(types, found);
    }
    report(
        Problem.SCHEMA_WRONG_TYPE,
        name(violation.path()) + " " + must + ", not " + kindName(found),
        description(violation.path()),
        hint,
        place(violation.path()));
  }

  /** How one value is written where a list of such is expected. */
  private static @Nullable String asList(List<String> expected, JsonNode found) {
    boolean scalar = found.isString() || found.isNumber() || found.isBoolean();
    return scalar && expected.contains("array")
        ? "A list of one is written in brackets: [" + shortened(text(found)) + "]."
        : null;
  }

  private static String shortened(String text) {
    return text.length() > 20 ? "…" : text;
  }

  private static boolean looksLikeNumber(JsonNode found) {
    return found.stringValue().matches("[-+]?[0-9]+(\\.[0-9]+)?|true|false");
  }

  private static JsonNode wrapped(JsonNode types) {
    return types.isArray()
        ? types
        : tools.jackson.databind.node.JsonNodeFactory.instance.arrayNode().add(types);
  }

  private void notOneOf(Violation violation) {
    JsonNode expected = violation.expected();
    List<String> allowed = expected == null ? List.of() : UserSchema.texts(wrapped(expected));
    JsonNode found = at(violation.path());
    String typed = found != null && found.isString() ? found.stringValue() : String.valueOf(found);
    String nearest = DidYouMean.nearest(typed, allowed);
    report(
        Problem.SCHEMA_WRONG_VALUE,
        name(violation.path()) + " cannot be " + shown(violation.path(), typed),
        "It must be " + (allowed.size() == 1 ? "" : "one of ") + String.join(", ", allowed) + ".",
        nearest == null ? null : "Did you mean \"" + nearest + "\"?",
        place(violation.path()));
  }

  private void wrongForm(Violation violation) {
    AttributeSchema attribute = schemaAt(violation.path());
    String detail = attribute == null ? "" : attribute.description();
    JsonNode found = at(violation.path());
    String typed = found != null && found.isString() ? found.stringValue() : "";
    report(
        Problem.SCHEMA_WRONG_VALUE,
        name(violation.path()) + " cannot be " + shown(violation.path(), typed),
        detail.isEmpty() ? "It must match " + text(violation.expected()) + "." : detail,
        null,
        place(violation.path()));
  }

  private void wrongName(Violation violation) {
    String key = String.valueOf(violation.property());
    report(
        Problem.SCHEMA_WRONG_NAME,
        "\"" + key + "\" cannot be a name",
        CoreSchemas.byId("urn:paas:schema:definitions").at("/$defs/name/description").stringValue(),
        null,
        instance.key(append(violation.path(), key)));
  }

  private void wrongCombination(Violation violation) {
    List<String> ways = new ArrayList<>();
    JsonNode branches = violation.expected();
    if (branches != null) {
      for (JsonNode branch : branches) {
        JsonNode required = branch.get("required");
        if (required != null) {
          ways.add(String.join(" with ", UserSchema.texts(required)));
        }
      }
    }
    String what =
        ways.isEmpty()
            ? "is none of the forms that it may have"
            : "needs " + (ways.size() == 1 ? "" : "exactly one of ") + String.join(", ", ways);
    JsonNode found = at(violation.path());
    report(
        Problem.SCHEMA_WRONG_COMBINATION,
        owner(violation.path()) + " " + what,
        branches == null || found == null || ways.isEmpty() ? null : has(branches, found),
        null,
        instance.key(violation.path()));
  }

  /** Which of the keys that exclude one another are there. */
  private static String has(JsonNode branches, JsonNode found) {
    Set<String> present = new LinkedHashSet<>();
    for (JsonNode branch : branches) {
      JsonNode required = branch.get("required");
      if (required != null) {
        UserSchema.texts(required).stream().filter(found::has).forEach(present::add);
      }
    }
    return present.isEmpty()
        ? "It has none of them."
        : "It has " + String.join(" and ", present) + ".";
  }

  private void needsOther(Violation violation) {
    String missing = String.valueOf(violation.property());
    report(
        Problem.SCHEMA_WRONG_COMBINATION,
        owner(violation.path()) + " needs \"" + missing + "\" beside its other keys",
        null,
        null,
        instance.key(violation.path()));
  }

  private void tooSmall(Violation violation, String must) {
    invalid(violation, must + number(violation));
  }

  private static String atLeast(Violation violation, String unit, String none) {
    String number = number(violation);
    return number.equals("1") ? none : "needs at least " + number + unit;
  }

  private void invalid(Violation violation, String what) {
    report(
        Problem.SCHEMA_WRONG_VALUE,
        name(violation.path()) + " " + what,
        description(violation.path()),
        null,
        place(violation.path()));
  }

  private void report(
      Problem problem,
      String summary,
      @Nullable String detail,
      @Nullable String hint,
      @Nullable Span span) {
    diagnostics.add(
        Diagnostic.error(problem, summary)
            .detail(detail == null || detail.isEmpty() ? null : detail)
            .hint(hint)
            .at(span));
  }

  /** The value's place, or for maps and lists, which begin anywhere, that of their key. */
  private @Nullable Span place(List<Object> path) {
    JsonNode found = at(path);
    boolean container = found != null && (found.isObject() || found.isArray());
    return container ? instance.container(path) : instance.value(path);
  }

  private @Nullable JsonNode at(List<Object> path) {
    JsonNode current = instance.json();
    for (Object step : path) {
      current = step instanceof Integer index ? current.get(index) : current.get(step.toString());
      if (current == null) {
        return null;
      }
    }
    return current;
  }

  private @Nullable AttributeSchema schemaAt(List<Object> path) {
    return schema.at(new ValuePath(path));
  }

  private @Nullable String description(List<Object> path) {
    AttributeSchema attribute = schemaAt(path);
    return attribute == null ? null : attribute.description();
  }

  /** A value for a message, unless it is sensitive. */
  private String shown(List<Object> path, String typed) {
    if (instance.isSensitive(path)) {
      return "this value";
    }
    for (int length = 0; length <= path.size(); length++) {
      AttributeSchema attribute = schemaAt(path.subList(0, length));
      if (attribute != null && attribute.is(AttributeSchema.Flag.SENSITIVE)) {
        return "this value";
      }
    }
    return "\"" + (typed.length() > 60 ? typed.substring(0, 57) + "…" : typed) + "\"";
  }

  /** {@code services.web} and what is below it, or the attribute alone. */
  private String name(List<Object> path) {
    return path.isEmpty() ? subject : new ValuePath(path).toString();
  }

  private String owner(List<Object> path) {
    return path.isEmpty() ? subject : new ValuePath(path).toString();
  }

  private static List<Object> append(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static String counted(Violation violation, String one, String many) {
    String number = number(violation);
    return number + " " + (number.equals("1") ? one : many);
  }

  private static String number(Violation violation) {
    return text(violation.expected());
  }

  private static String expected(Violation violation) {
    return violation.expected() == null ? "" : " " + violation.expected();
  }

  private static String text(@Nullable JsonNode node) {
    return node == null ? "" : node.isString() ? node.stringValue() : node.toString();
  }

  private static String typeNames(JsonNode types) {
    List<String> names = new ArrayList<>();
    for (String type : UserSchema.texts(wrapped(types))) {
      names.add(typeName(type));
    }
    return String.join(" or ", names);
  }

  private static String typeName(String type) {
    for (ValueKind kind : ValueKind.values()) {
      if (kind.schemaName().equals(type)) {
        return KindNames.of(kind);
      }
    }
    return type;
  }

  private static String kindName(@Nullable JsonNode found) {
    return found == null ? "this" : KindNames.of(dev.paas.core.json.JsonValues.of(found).kind());
  }
}

package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Sentence;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.Literal;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.SchemaValidator;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.ScalarStyle;
import dev.paas.core.source.SequenceNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the variables' declarations and finds their values. */
final class VariableReader {
  private static final String ENVIRONMENT_PREFIX = "PAAS_VAR_";
  private static final String HIDDEN = "(sensitive)";

  private final ExpressionParser parser;
  private final Diagnostics diagnostics;
  private final Map<String, VariableDeclaration> declarations = new LinkedHashMap<>();

  /** Of all variables, also of those whose declaration had errors. */
  private final Set<String> names = new LinkedHashSet<>();

  private final Map<String, Span> origins = new HashMap<>();

  /**
   * A value that was given, and where.
   *
   * @param node the value
   * @param span where, for messages; of a sensitive variable in a source that does not have it
   */
  private record Given(Node node, Span span) {}

  VariableReader(ExpressionParser parser, Diagnostics diagnostics) {
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  /** Reads {@code variables:}. */
  Map<String, VariableDeclaration> declarations(@Nullable Node section) {
    if (section instanceof MappingNode map) {
      map.entries().forEach(this::declare);
    }
    return declarations;
  }

  /** Of all variables, also of those whose declaration had errors. */
  Set<String> names() {
    return names;
  }

  private void declare(MappingNode.Entry entry) {
    names.add(entry.name());
    MappingNode node =
        entry.value() instanceof MappingNode map ? map : MappingNode.emptyAt(entry.key());
    if (isMalformed(entry)) {
      return;
    }
    if (!(parser.parse(node, diagnostics) instanceof Literal literal)) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.EXPRESSION_NOT_ALLOWED,
                  "the declaration of a variable has no expressions")
              .hint("Use locals for values that are computed.")
              .at(entry.key().span()));
      return;
    }
    SchemaValidator validator;
    try {
      validator =
          SchemaValidator.ofValue(
              "urn:paas:variable:" + entry.name(), schema((MapValue) literal.value()));
    } catch (IllegalArgumentException invalid) {
      diagnostics.add(
          Diagnostic.error(Problem.VARIABLE_INVALID, "this is not a JSON Schema")
              .detail(Sentence.of(invalid.getMessage()))
              .at(entry.key().span()));
      return;
    }
    Node defaultNode = node.get("default");
    boolean sensitive =
        node.get("sensitive") instanceof ScalarNode scalar
            && scalar.value() instanceof BooleanValue truth
            && truth.value();
    String description = node.get("description") instanceof ScalarNode text ? text.text() : "";
    Value defaultValue =
        defaultNode != null && parser.parse(defaultNode, diagnostics) instanceof Literal value
            ? value.value()
            : null;
    if (defaultNode != null) {
      validator.check(
          defaultNode, "the default of " + entry.name(), defaultNode.span(), diagnostics);
    }
    declarations.put(
        entry.name(),
        new VariableDeclaration(
            entry.name(),
            entry.key(),
            node,
            validator.attributes(),
            validator,
            defaultValue,
            sensitive,
            description));
  }

  /** The JSON Schema that a declaration is: null agrees with it when it is nullable. */
  private static Value schema(MapValue declaration) {
    boolean nullable = declaration.getBoolean("nullable", false);
    MapValue.Builder schema = declaration.without("nullable").toBuilder();
    Value type = declaration.get("type");
    if (nullable && type != null) {
      schema.put("type", Value.list(List.of(type, Value.of("null"))));
    }
    if (nullable && declaration.get("enum") instanceof ListValue values) {
      List<Value> withNull = new ArrayList<>(values.values());
      withNull.add(Value.nullValue());
      schema.put("enum", Value.list(withNull));
    }
    return schema.build();
  }

  /** Whether the schema of the whole document has objected to it: that has been reported. */
  private boolean isMalformed(MappingNode.Entry entry) {
    if (!diagnostics.hasErrors()) {
      return false;
    }
    Diagnostics found = new Diagnostics();
    SchemaValidator.of("urn:paas:variable", CoreSchemas.platform().at("/$defs/variable"))
        .check(entry.value(), entry.name(), entry.key().span(), found);
    return found.hasErrors();
  }

  /** Where the values stand that {@link #values} has found. */
  Map<String, Span> origins() {
    return origins;
  }

  /** The value of each variable, from its default or from the caller. */
  Map<String, Value> values(VariableInputs inputs) {
    Map<String, Given> given = new HashMap<>();
    fromEnvironment(inputs.environment(), given);
    for (VariableInputs.File file : inputs.files()) {
      fromFile(file, given);
    }
    for (String assignment : inputs.assignments()) {
      fromAssignment(assignment, given);
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (VariableDeclaration variable : declarations.values()) {
      Value fixed = inputs.fixed().get(variable.name());
      Value value = fixed != null ? fixed : value(variable, given.get(variable.name()));
      values.put(variable.name(), variable.sensitive() ? value.asSensitive() : value);
    }
    return values;
  }

  private Value value(VariableDeclaration variable, @Nullable Given given) {
    if (given != null) {
      origins.put(variable.name(), given.span());
      if (variable.deprecated()) {
        diagnostics.add(deprecated(variable, given.span()));
      }
      check(variable, given, variable.validator());
      return data(given.node());
    }
    Value defaultValue = variable.defaultValue();
    if (defaultValue != null) {
      Node written = variable.node().get("default");
      origins.put(variable.name(), written == null ? variable.key().span() : written.span());
      return defaultValue;
    }
    diagnostics.add(
        Diagnostic.error(Problem.VARIABLE_UNSET, "the variable " + variable.name() + " is not set")
            .detail(variable.description().isEmpty() ? null : variable.description())
            .hint(
                "Set it with --var "
                    + variable.name()
                    + "=…, with "
                    + environmentName(variable.name())
                    + ", or in a file named with --vars.")
            .at(variable.key().span()));
    return Value.unknown();
  }

  private static Diagnostic.Builder deprecated(VariableDeclaration variable, Span given) {
    return Diagnostic.warning(
            Problem.VARIABLE_DEPRECATED, "the variable " + variable.name() + " is deprecated")
        .detail(Sentence.of(variable.description()))
        .hint("Do not set it any more.")
        .at(given)
        .related(variable.key().span(), "declared here");
  }

  private void check(VariableDeclaration variable, Given given, SchemaValidator validator) {
    Diagnostics found = new Diagnostics();
    validator.check(
        data(given.node()), given.node(), "the variable " + variable.name(), given.span(), found);
    for (Diagnostic each : found.sorted()) {
      // Neither the line that it stands in nor what the message quotes of it may be shown.
      diagnostics.add(
          variable.sensitive()
              ? Diagnostic.error(
                      Problem.VARIABLE_INVALID,
                      "the variable " + variable.name() + " has a value that it cannot have")
                  .detail("It is sensitive and not shown. Its schema is in the declaration.")
                  .at(given.span())
                  .related(variable.key().span(), "declared here")
                  .build()
              : each);
    }
  }

  private static String environmentName(String variable) {
    return ENVIRONMENT_PREFIX + variable.replace('-', '_');
  }

  private void fromEnvironment(Map<String, String> environment, Map<String, Given> given) {
    for (VariableDeclaration variable : declarations.values()) {
      String name = environmentName(variable.name());
      String text = environment.get(name);
      if (text != null) {
        given.put(variable.name(), given(variable, text, name));
      }
    }
    Set<String> known = new LinkedHashSet<>();
    names.forEach(name -> known.add(name.replace('-', '_')));
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(ENVIRONMENT_PREFIX)) {
        mistyped(name.substring(ENVIRONMENT_PREFIX.length()), known);
      }
    }
  }

  /** The environment is shared: what is like no variable of this platform may be another's. */
  private void mistyped(String name, Set<String> known) {
    String nearest = known.contains(name) ? null : DidYouMean.nearest(name, known);
    if (nearest != null) {
      diagnostics.add(
          Diagnostic.warning(
                  Problem.VARIABLE_UNKNOWN, ENVIRONMENT_PREFIX + name + " sets no variable")
              .hint("Did you mean " + ENVIRONMENT_PREFIX + nearest + "?"));
    }
  }

  private void fromAssignment(String assignment, Map<String, Given> given) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      diagnostics.add(
          Diagnostic.error(Problem.VARIABLE_INVALID, "--var " + assignment + " sets nothing")
              .hint("Write --var name=value."));
      return;
    }
    String name = assignment.substring(0, equals);
    VariableDeclaration variable = declarations.get(name);
    if (variable == null && names.contains(name)) {
      return;
    }
    if (variable == null) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.VARIABLE_UNKNOWN,
                  "there is no variable \"" + name + "\" to set with --var")
              .hint(DidYouMean.hint(name, names)));
      return;
    }
    given.put(name, given(variable, assignment.substring(equals + 1), "--var " + name));
  }

  /** A text from outside, as the variable's type has it. */
  private Given given(VariableDeclaration variable, String text, String origin) {
    Source source = new Source(origin, text);
    Span span = variable.sensitive() ? hidden(origin, 1) : new Span(source, 1, 1, text.length());
    Set<ValueKind> kinds = new HashSet<>(variable.schema().kinds());
    boolean isNull = text.equals("null") && (kinds.isEmpty() || kinds.contains(ValueKind.NULL));
    kinds.remove(ValueKind.NULL);
    ScalarNode asText = new ScalarNode(source, 1, 1, 0, text, ScalarStyle.PLAIN, Value.of(text));
    if (isNull) {
      Value nothing = Value.nullValue();
      return new Given(new ScalarNode(source, 1, 1, 0, text, ScalarStyle.PLAIN, nothing), span);
    }
    if (kinds.equals(Set.of(ValueKind.STRING))) {
      return new Given(asText, span);
    }
    Diagnostics problems = new Diagnostics();
    Node node = new YamlReader(YamlLimits.DEFAULT).read(new Source(origin, text), problems);
    return new Given(node == null || problems.hasErrors() ? asText : node, span);
  }

  /** A place in a source that has nothing but the line, which says that it is not shown. */
  private static Span hidden(String origin, int line) {
    return new Span(new Source(origin, "\n".repeat(line - 1) + HIDDEN), line, 1, HIDDEN.length());
  }

  /** What comes from outside is data: nothing in it is an expression. */
  private static Value data(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.value();
    }
    if (node instanceof SequenceNode list) {
      List<Value> items = new ArrayList<>(list.items().size());
      list.items().forEach(item -> items.add(data(item)));
      return Value.list(items);
    }
    MapValue.Builder entries = MapValue.builder();
    ((MappingNode) node).entries().forEach(entry -> entries.put(entry.name(), data(entry.value())));
    return entries.build();
  }

  private void fromFile(VariableInputs.File file, Map<String, Given> given) {
    Node root = new YamlReader(YamlLimits.DEFAULT).read(file.path(), file.name(), diagnostics);
    if (!(root instanceof MappingNode map)) {
      if (root != null) {
        diagnostics.add(
            Diagnostic.error(Problem.VARIABLE_INVALID, "a file of variables is a map")
                .hint("Write a line name: value for each.")
                .at(root.span()));
      }
      return;
    }
    for (MappingNode.Entry entry : map.entries()) {
      VariableDeclaration variable = declarations.get(entry.name());
      if (variable == null && names.contains(entry.name())) {
        continue;
      }
      if (variable == null) {
        diagnostics.add(
            Diagnostic.warning(
                    Problem.VARIABLE_UNKNOWN, "there is no variable \"" + entry.name() + "\"")
                .hint(DidYouMean.hint(entry.name(), names))
                .at(entry.key().span()));
        continue;
      }
      Span span =
          variable.sensitive() ? hidden(file.name(), entry.key().line()) : entry.value().span();
      given.put(entry.name(), new Given(entry.value(), span));
    }
  }
}

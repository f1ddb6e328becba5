package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.ConditionalExpression;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.Literal;
import dev.paas.core.expression.Reference;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.From;
import dev.paas.core.schema.AttributeSchema.ShortFor;
import dev.paas.core.schema.AttributeSchema.Shorthand;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a resource's configuration into an expression: shorthands are written out, entries of other
 * sections that are named become references, names that are short for something of an entry become
 * that, and what is filled in from them is.
 */
final class BodyCompiler {
  private final ExpressionParser parser;
  private final EntryConditions conditions;
  private final BiPredicate<String, String> declared;
  private final Diagnostics diagnostics;
  private final List<Reference> named = new ArrayList<>();
  private final IdentityHashMap<ScalarNode, Reference> byNode = new IdentityHashMap<>();
  private final List<String> impliedNames = new ArrayList<>();

  /**
   * @param declared whether a section has an entry of that name
   */
  BodyCompiler(
      ExpressionParser parser,
      EntryConditions conditions,
      BiPredicate<String, String> declared,
      Diagnostics diagnostics) {
    this.parser = parser;
    this.conditions = conditions;
    this.declared = declared;
    this.diagnostics = diagnostics;
  }

  /** The entries that are named, as references to them, in the order of the text. */
  List<Reference> named() {
    return named;
  }

  /** References by default, to entries that need not be declared: {@code networks.default}. */
  List<String> impliedNames() {
    return impliedNames;
  }

  Expression compile(Node node, AttributeSchema schema) {
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, schema);
    }
    if (node instanceof SequenceNode list) {
      AttributeSchema element = schema.element();
      List<Expression> items = new ArrayList<>(list.items().size());
      for (Node item : list.items()) {
        Expression entry = entry(item, element == null ? AttributeSchema.ANY : element);
        if (entry != null) {
          items.add(entry);
        }
      }
      return ExpressionParser.list(items, node);
    }
    return map((MappingNode) node, schema);
  }

  /** An entry of a list or map with its condition; {@code null} when it is never there. */
  private @Nullable Expression entry(Node node, AttributeSchema schema) {
    Node written = conditions.of(node);
    Expression value = compile(node, schema);
    if (written == null) {
      return value;
    }
    Expression condition = parser.parse(written, diagnostics);
    if (condition instanceof Literal literal && literal.value() instanceof BooleanValue truth) {
      return truth.value() ? value : null;
    }
    return new ConditionalExpression(condition, value);
  }

  private Expression map(MappingNode map, AttributeSchema schema) {
    Map<String, Expression> entries = new LinkedHashMap<>();
    for (MappingNode.Entry entry : map.entries()) {
      AttributeSchema property = schema.property(entry.name());
      if (!NodeMerge.isNull(entry.value()) || property == null || property.properties().isEmpty()) {
        Expression value = entry(entry.value(), property == null ? AttributeSchema.ANY : property);
        if (value != null) {
          entries.put(entry.name(), value);
        }
      }
    }
    schema.properties().forEach((name, property) -> fillIn(name, property, map, entries));
    return ExpressionParser.map(entries, map);
  }

  private void fillIn(
      String name, AttributeSchema property, MappingNode map, Map<String, Expression> entries) {
    String implied = property.defaultReference();
    if (implied != null && !entries.containsKey(name) && property.items() != null) {
      AttributeSchema item = property.items();
      MappingNode one =
          new MappingNode(
              map.source(),
              map.line(),
              map.column(),
              List.of(new MappingNode.Entry(text(map, "name"), text(map, implied))));
      impliedNames.add(implied);
      entries.put(name, ExpressionParser.list(List.of(compile(one, item)), map));
    }
    From from = property.from();
    if (from != null && !entries.containsKey(name)) {
      Node sibling = map.get(from.sibling());
      Reference target = sibling instanceof ScalarNode scalar ? byNode.get(scalar) : null;
      if (target != null) {
        List<Object> steps = new ArrayList<>(target.steps());
        steps.add(from.attribute());
        entries.put(
            name, new Reference(target.root(), steps, target.node(), target.from(), target.to()));
      }
    }
  }

  private static ScalarNode text(MappingNode map, String text) {
    return new ScalarNode(
        map.source(),
        map.line(),
        map.column(),
        0,
        text,
        dev.paas.core.source.ScalarStyle.PLAIN,
        Value.of(text));
  }

  private Expression scalar(ScalarNode scalar, AttributeSchema schema) {
    Shorthand shorthand = schema.shorthand();
    if (shorthand != null && !scalar.value().isNull()) {
      MappingNode written =
          shorthand == Shorthand.MOUNT ? mount(scalar) : single(scalar, shorthand);
      return written == null ? new Literal(Value.nullValue(), scalar) : map(written, schema);
    }
    String section = schema.reference();
    if (section != null) {
      name(scalar, section);
    }
    ShortFor meant = schema.shortFor();
    if (meant != null && declared.test(meant.section(), scalar.text())) {
      List<Object> steps = List.of(scalar.text(), meant.attribute());
      return new Reference(meant.section(), steps, scalar, 0, scalar.text().length());
    }
    return parser.parse(scalar, diagnostics);
  }

  private void name(ScalarNode scalar, String section) {
    Expression parsed = parser.parseExpression(scalar, new Diagnostics());
    if (scalar.text().contains("${") || !(parsed instanceof Reference path)) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.REFERENCE_NOT_LITERAL,
                  "the name of an entry in " + section + " is expected")
              .detail("It decides what is made before what, so it cannot be an expression.")
              .at(scalar.span()));
      return;
    }
    List<Object> steps = new ArrayList<>();
    steps.add(path.root());
    steps.addAll(path.steps());
    Reference reference = new Reference(section, steps, scalar, 0, scalar.text().length());
    named.add(reference);
    byNode.put(scalar, reference);
  }

  private static MappingNode single(ScalarNode scalar, Shorthand shorthand) {
    return mapOf(scalar, shorthand.name().toLowerCase(Locale.ROOT), scalar);
  }

  private static MappingNode mapOf(ScalarNode at, Object... namesAndNodes) {
    List<MappingNode.Entry> entries = new ArrayList<>();
    for (int i = 0; i < namesAndNodes.length; i += 2) {
      String name = (String) namesAndNodes[i];
      ScalarNode key =
          new ScalarNode(
              at.source(), at.line(), at.column(), at.offset(), name, at.style(), Value.of(name));
      entries.add(new MappingNode.Entry(key, (Node) namesAndNodes[i + 1]));
    }
    return new MappingNode(at.source(), at.line(), at.column(), entries);
  }

  /** {@code source:/target[:ro]}. */
  private @Nullable MappingNode mount(ScalarNode scalar) {
    List<ScalarNode> parts = Slices.atColons(scalar);
    String mode = parts.size() == 3 ? parts.get(2).text() : "rw";
    boolean wellFormed =
        (parts.size() == 2 || parts.size() == 3)
            && !parts.get(0).text().isEmpty()
            && (parts.get(1).text().startsWith("/") || parts.get(1).text().contains("${"))
            && (mode.equals("ro") || mode.equals("rw"));
    if (!wellFormed) {
      diagnostics.add(
          Diagnostic.error(Problem.SCHEMA_WRONG_VALUE, "this is not a mount")
              .detail("It is written volume:/target or ./folder:/target, either with :ro.")
              .at(scalar.span()));
      return null;
    }
    String source = parts.get(0).text();
    boolean bind = source.startsWith(".") || source.startsWith("/") || source.contains("${");
    ScalarNode readOnly =
        new ScalarNode(
            scalar.source(),
            scalar.line(),
            scalar.column(),
            scalar.offset(),
            mode,
            scalar.style(),
            Value.of(mode.equals("ro")));
    return parts.size() == 3
        ? mapOf(
            scalar,
            bind ? "bind" : "volume",
            parts.get(0),
            "target",
            parts.get(1),
            "readOnly",
            readOnly)
        : mapOf(scalar, bind ? "bind" : "volume", parts.get(0), "target", parts.get(1));
  }
}

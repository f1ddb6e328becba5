package dev.paas.core.source;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Turns SnakeYAML's events into nodes, in one pass. */
final class NodeComposer {
  private static final String MERGE = "<<";

  /** The document cannot be read further; the reason is in the diagnostics. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super(null, null, false, false);
    }
  }

  private final Source source;
  private final Parser events;
  private final YamlLimits limits;
  private final Diagnostics diagnostics;
  private final Consumer<MappingNode.Entry> onRootEntry;
  private final Map<String, Node> anchors = new HashMap<>();
  private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
  private final Map<String, String> interned = new HashMap<>();
  private long written;
  private int depth;

  /**
   * @param onRootEntry hears of each entry of the outermost map as soon as it is read
   */
  NodeComposer(
      Source source,
      Parser events,
      YamlLimits limits,
      Diagnostics diagnostics,
      Consumer<MappingNode.Entry> onRootEntry) {
    this.source = source;
    this.events = events;
    this.limits = limits;
    this.diagnostics = diagnostics;
    this.onRootEntry = onRootEntry;
  }

  /** The only document; {@code null} when there is none, or when it has errors. */
  @Nullable Node document() {
    int errorsBefore = diagnostics.errorCount();
    events.getEvent();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      return null;
    }
    events.getEvent();
    Node root = node();
    events.getEvent();
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      throw refused(
          Diagnostic.error(Problem.YAML_SEVERAL_DOCUMENTS, "a second document begins here")
              .at(span(events.peekEvent().getStartMark(), 3))
              .detail("A file holds one YAML document.")
              .hint("Remove the line ---, or put the rest into a file of its own."));
    }
    boolean empty = root instanceof ScalarNode scalar && scalar.value().isNull();
    return empty || diagnostics.errorCount() > errorsBefore ? null : root;
  }

  private Node node() {
    NodeEvent event = (NodeEvent) events.getEvent();
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    long before = written++;
    Node node = content(event);
    String anchor = event.getAnchor();
    if (anchor != null) {
      anchors.put(anchor, node);
      sizes.put(node, written - before);
    }
    return node;
  }

  private Node content(NodeEvent event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (++depth > limits.depth()) {
      throw refused(
          Diagnostic.error(Problem.YAML_TOO_DEEP, "maps and lists are nested too deep here")
              .at(span(event.getStartMark(), 1))
              .detail("A document may be " + limits.depth() + " levels deep."));
    }
    Node node =
        event instanceof MappingStartEvent mapping
            ? mapping(mapping)
            : sequence((SequenceStartEvent) event);
    depth--;
    return node;
  }

  private Node alias(AliasEvent alias) {
    Node target = anchors.get(alias.getAnchor());
    if (target == null) {
      throw refused(
          Diagnostic.error(
                  Problem.YAML_SYNTAX, "there is no anchor &" + alias.getAnchor() + " before here")
              .at(span(alias.getStartMark(), alias.getAnchor().length() + 1))
              .hint("An anchor must be complete before it is used."));
    }
    written += sizes.getOrDefault(target, 1L);
    if (written > limits.aliasedNodes()) {
      throw refused(
          Diagnostic.error(
                  Problem.YAML_TOO_MANY_ALIASES, "the aliases make this document too large")
              .at(span(alias.getStartMark(), alias.getAnchor().length() + 1))
              .detail(
                  "Written out in full it would have more than "
                      + limits.aliasedNodes()
                      + " nodes."));
    }
    return target;
  }

  private SequenceNode sequence(SequenceStartEvent start) {
    List<Node> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node());
    }
    events.getEvent();
    Mark mark = start.getStartMark();
    return new SequenceNode(source, mark.getLine() + 1, mark.getColumn() + 1, items);
  }

  private MappingNode mapping(MappingStartEvent start) {
    List<MappingNode.Entry> entries = new ArrayList<>();
    List<MappingNode> merged = new ArrayList<>();
    Map<String, ScalarNode> seen = new HashMap<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      ScalarNode key = key();
      Node value = node();
      if (key.text().equals(MERGE) && key.style() == ScalarStyle.PLAIN) {
        addMerged(key, value, merged);
        continue;
      }
      ScalarNode first = seen.putIfAbsent(key.text(), key);
      if (first == null) {
        MappingNode.Entry entry = new MappingNode.Entry(key, value);
        entries.add(entry);
        if (depth == 1) {
          onRootEntry.accept(entry);
        }
      } else {
        duplicate(key, first);
      }
    }
    events.getEvent();
    for (MappingNode other : merged) {
      for (MappingNode.Entry entry : other.entries()) {
        if (seen.putIfAbsent(entry.name(), entry.key()) == null) {
          entries.add(entry);
        }
      }
    }
    Mark mark = start.getStartMark();
    return new MappingNode(source, mark.getLine() + 1, mark.getColumn() + 1, entries);
  }

  private ScalarNode key() {
    Event event = events.peekEvent();
    if (node() instanceof ScalarNode scalar && !scalar.value().isNull()) {
      return scalar;
    }
    throw refused(
        Diagnostic.error(Problem.YAML_KEY_NOT_TEXT, "a key must be a text")
            .at(span(event.getStartMark(), 1))
            .hint("A text that begins with { or [ must be in quotes."));
  }

  private void addMerged(ScalarNode key, Node value, List<MappingNode> merged) {
    if (value instanceof MappingNode map) {
      merged.add(map);
      return;
    }
    List<Node> all = value instanceof SequenceNode list ? list.items() : List.of(value);
    for (Node one : all) {
      if (one instanceof MappingNode map) {
        merged.add(map);
      } else {
        diagnostics.add(
            Diagnostic.error(Problem.YAML_SYNTAX, "<< merges a map or a list of maps")
                .at(key.span())
                .related(one.span(), "this is " + one.describe())
                .hint("Let the anchor stand before a map, as in &name { … }."));
        return;
      }
    }
  }

  private void duplicate(ScalarNode key, ScalarNode first) {
    diagnostics.add(
        Diagnostic.error(
                Problem.YAML_DUPLICATE_KEY, "the key \"" + key.text() + "\" stands here twice")
            .at(key.span())
            .related(first.span(), "first here")
            .hint("Remove one of them."));
  }

  private ScalarNode scalar(ScalarEvent event) {
    ScalarStyle style = style(event.getScalarStyle());
    String text = event.getValue();
    if (text.length() < 40) {
      String known = interned.putIfAbsent(text, text);
      text = known == null ? text : known;
    }
    boolean plain = style == ScalarStyle.PLAIN && !"tag:yaml.org,2002:str".equals(event.getTag());
    Value value = plain ? PlainScalar.resolve(text) : Value.of(text);
    Mark mark = event.getStartMark();
    if (event.getTag() != null
        && !event.getTag().startsWith("tag:yaml.org,2002:")
        && !"!".equals(event.getTag())) {
      diagnostics.add(
          Diagnostic.error(Problem.YAML_TAG, "the tag " + event.getTag() + " means nothing here")
              .at(span(mark, event.getTag().length()))
              .hint("Write expressions as ${…}."));
    }
    ScalarNode node =
        new ScalarNode(
            source,
            mark.getLine() + 1,
            mark.getColumn() + 1,
            mark.getIndex(),
            text,
            style,
            value == null ? Value.of(text) : value);
    if (value == null) {
      diagnostics.add(
          Diagnostic.error(Problem.YAML_NUMBER, "this number is too large")
              .at(node.span())
              .detail("Whole numbers have 64 bits.")
              .hint("Put it in quotes if it is a text."));
    }
    return node;
  }

  private static ScalarStyle style(DumperOptions.ScalarStyle style) {
    return switch (style) {
      case PLAIN, JSON_SCALAR_STYLE -> ScalarStyle.PLAIN;
      case SINGLE_QUOTED -> ScalarStyle.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> ScalarStyle.DOUBLE_QUOTED;
      case LITERAL -> ScalarStyle.LITERAL;
      case FOLDED -> ScalarStyle.FOLDED;
    };
  }

  private Span span(Mark mark, int length) {
    return new Span(source, mark.getLine() + 1, mark.getColumn() + 1, length);
  }

  private Refused refused(Diagnostic.Builder why) {
    diagnostics.add(why);
    return new Refused();
  }
}

package dev.paas.cli.text;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.why.Explanation;
import dev.paas.core.why.Link;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the reasons for an action look. */
public final class WhyText {
  private static final int MOST_EXPLAINED = 20;

  private final Painter painter;

  public WhyText(Painter painter) {
    this.painter = painter;
  }

  /** All of them, one after the other. */
  public String render(List<Explanation> explanations) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(MOST_EXPLAINED, explanations.size());
    for (Explanation explanation : explanations.subList(0, shown)) {
      text.append(text.isEmpty() ? "" : "\n");
      one(explanation, text);
    }
    if (shown < explanations.size()) {
      text.append("\nand ").append(explanations.size() - shown).append(" more instances.\n");
    }
    return text.toString();
  }

  private void one(Explanation explanation, StringBuilder text) {
    text.append(painter.paint(explanation.address().toString(), Style.BOLD))
        .append("  ")
        .append(verb(explanation.action()));
    if (!explanation.reasons().isEmpty()) {
      text.append(": ").append(explanation.reasons().get(0));
    }
    text.append('\n');
    for (String reason :
        explanation
            .reasons()
            .subList(Math.min(1, explanation.reasons().size()), explanation.reasons().size())) {
      text.append("  ").append(reason).append('\n');
    }
    for (List<Link> chain : explanation.chains()) {
      text.append('\n');
      chain(chain, text);
    }
    if (explanation.more() > 0) {
      int more = explanation.more();
      text.append("\n  and ").append(more).append(more == 1 ? " more chain.\n" : " more chains.\n");
    }
    text.append(explanation.chains().isEmpty() ? "" : "\n");
    explanation.notes().forEach(note -> text.append("  ").append(note).append('\n'));
    if (explanation.action() != Action.NONE) {
      text.append("  Interruption: ").append(interruption(explanation)).append('\n');
    }
  }

  private void chain(List<Link> chain, StringBuilder text) {
    int width = 0;
    for (Link link : chain) {
      width = Math.max(width, place(link).length());
    }
    for (int i = 0; i < chain.size(); i++) {
      Link link = chain.get(i);
      String place = place(link);
      text.append("  ")
          .append(painter.paint(i == 0 ? "  " : "→ ", Style.CYAN))
          .append(painter.paint(place + " ".repeat(width - place.length()), Style.BLUE))
          .append(width == 0 ? "" : "  ")
          .append(link(link))
          .append('\n');
    }
  }

  private static String place(Link link) {
    Span span = link.span();
    if (span == null) {
      return "";
    }
    String source = span.source().name();
    boolean ofTheCaller = source.startsWith("--") || source.startsWith("PAAS_VAR_");
    return ofTheCaller ? source : span.toString();
  }

  private String link(Link link) {
    StringBuilder text =
        new StringBuilder(link.certain() || link.kind() == Link.Kind.RESOURCE ? "" : "perhaps ");
    text.append(painter.paint(link.name(), Style.BOLD));
    if (!link.attribute().isEmpty()) {
      text.append("  ").append(link.attribute());
    }
    String values = values(link);
    text.append(values.isEmpty() ? "" : ": " + values);
    if (!link.note().isEmpty()) {
      text.append(values.isEmpty() ? " " : ", ").append(link.note());
    }
    return text.toString();
  }

  private static String values(Link link) {
    Value before = link.before();
    Value after = link.after();
    if (before == null && after == null) {
      return "";
    }
    if (link.hidden()) {
      return "(not shown)";
    }
    if (before == null) {
      return ValueText.shortened(after);
    }
    return ValueText.shortened(before) + " → " + ValueText.shortened(after);
  }

  private static String verb(Action action) {
    return switch (action) {
      case CREATE -> "create";
      case UPDATE -> "update";
      case REPLACE -> "replace";
      case DELETE -> "delete";
      case FORGET -> "forget";
      case ADOPT -> "adopt";
      case IMPORT -> "import";
      case MOVE -> "move";
      case RECORD -> "record";
      case READ -> "read";
      case NONE -> "nothing happens";
    };
  }

  private static String interruption(Explanation explanation) {
    return switch (explanation.interruption()) {
      case NONE -> "none.";
      case ROLLING -> "none; what runs in it is replaced part by part.";
      case RESTARTS -> "what runs in it is stopped and started.";
      case REPLACED -> "it is deleted, and another one is made.";
      case DELETED -> "it is deleted.";
    };
  }

  /** For programs: an array, with an object for each instance. */
  public static String json(List<Explanation> explanations) {
    List<Value> all = new ArrayList<>();
    explanations.forEach(explanation -> all.add(value(explanation)));
    return JsonValues.toJson(Value.list(all), PlanJson.masked());
  }

  private static MapValue value(Explanation explanation) {
    List<Value> chains = new ArrayList<>();
    for (List<Link> chain : explanation.chains()) {
      List<Value> links = new ArrayList<>();
      chain.forEach(link -> links.add(value(link)));
      chains.add(Value.list(links));
    }
    return MapValue.builder()
        .put("address", explanation.address().toString())
        .put("action", name(explanation.action()))
        .put("interruption", name(explanation.interruption()))
        .put("reasons", Value.strings(explanation.reasons()))
        .put("chains", Value.list(chains))
        .put("moreChains", explanation.more())
        .put("notes", Value.strings(explanation.notes()))
        .build();
  }

  private static MapValue value(Link link) {
    MapValue.Builder value =
        MapValue.builder()
            .put("kind", name(link.kind()))
            .put("name", link.name())
            .put("certain", link.certain());
    if (!link.attribute().isEmpty()) {
      value.put("attribute", link.attribute());
    }
    if (!link.note().isEmpty()) {
      value.put("note", link.note());
    }
    if (!link.hidden() && link.before() != null) {
      value.put("before", link.before());
    }
    if (!link.hidden() && link.after() != null) {
      value.put("after", link.after());
    }
    Span span = link.span();
    if (span != null) {
      value.put("file", span.source().name()).put("line", span.line()).put("column", span.column());
    }
    return value.build();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package dev.paas.core.source;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Tells how a document that {@link YamlReader} accepts is written. */
public final class ShapeReader {
  private final ParserImpl events;
  private final List<String> lines;

  private ShapeReader(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setProcessComments(false);
    this.events = new ParserImpl(new StreamReader(new StringReader(text)), options);
    this.lines = List.of(text.split("\n", -1));
  }

  /** The shape of a text that holds one document; {@code null} when it is empty. */
  public static @Nullable YamlShape read(String text) {
    ShapeReader reader = new ShapeReader(text);
    reader.events.getEvent();
    if (reader.events.checkEvent(Event.ID.StreamEnd)) {
      return null;
    }
    reader.events.getEvent();
    return reader.part();
  }

  private YamlShape part() {
    Event event = events.getEvent();
    if (event instanceof AliasEvent alias) {
      return shape(event, YamlShape.Kind.ALIAS, true, alias.getAnchor(), "", List.of(), List.of());
    }
    if (event instanceof ScalarEvent scalar) {
      return shape(
          event,
          YamlShape.Kind.SCALAR,
          isOnItsLines(scalar),
          scalar.getAnchor(),
          scalar.getValue(),
          List.of(),
          List.of());
    }
    if (event instanceof MappingStartEvent mapping) {
      List<YamlShape.Entry> entries = new ArrayList<>();
      while (!events.checkEvent(Event.ID.MappingEnd)) {
        int keyEnd = column(events.peekEvent().getEndMark());
        YamlShape key = part();
        entries.add(new YamlShape.Entry(key, keyEnd, part()));
      }
      Event end = events.getEvent();
      return container(mapping, mapping.isFlow(), mapping.getAnchor(), end, entries, List.of());
    }
    SequenceStartEvent list = (SequenceStartEvent) event;
    List<YamlShape> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(part());
    }
    return container(list, list.isFlow(), list.getAnchor(), events.getEvent(), List.of(), items);
  }

  private YamlShape container(
      Event begin,
      boolean flow,
      @Nullable String anchor,
      Event end,
      List<YamlShape.Entry> entries,
      List<YamlShape> items) {
    int last = begin.getStartMark().getLine();
    for (YamlShape.Entry entry : entries) {
      last = Math.max(last, Math.max(entry.key().lastLine(), entry.value().lastLine()));
    }
    for (YamlShape item : items) {
      last = Math.max(last, item.lastLine());
    }
    return new YamlShape(
        entries.isEmpty() && begin instanceof SequenceStartEvent
            ? YamlShape.Kind.LIST
            : YamlShape.Kind.MAP,
        flow,
        begin.getStartMark().getLine(),
        column(begin.getStartMark()),
        flow ? end.getEndMark().getLine() : last,
        anchor,
        "",
        entries,
        items);
  }

  private YamlShape shape(
      Event event,
      YamlShape.Kind kind,
      boolean inLine,
      @Nullable String anchor,
      String text,
      List<YamlShape.Entry> entries,
      List<YamlShape> items) {
    Mark end = event.getEndMark();
    int last = inLine || end.getColumn() > 0 ? end.getLine() : end.getLine() - 1;
    return new YamlShape(
        kind,
        true,
        event.getStartMark().getLine(),
        column(event.getStartMark()),
        Math.max(event.getStartMark().getLine(), Math.min(last, lines.size() - 1)),
        anchor,
        text,
        entries,
        items);
  }

  private static boolean isOnItsLines(ScalarEvent scalar) {
    return scalar.getScalarStyle() != DumperOptions.ScalarStyle.LITERAL
        && scalar.getScalarStyle() != DumperOptions.ScalarStyle.FOLDED;
  }

  /** Marks count code points, lines of text are in characters. */
  private int column(Mark mark) {
    String line = mark.getLine() < lines.size() ? lines.get(mark.getLine()) : "";
    int points = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
    return line.offsetByCodePoints(0, points);
  }
}

package dev.paas.cli.review;

import dev.paas.cli.review.AttributeView.Line;
import dev.paas.cli.review.AttributeView.Mark;
import dev.paas.cli.review.AttributeView.Remark;
import dev.paas.cli.text.ValueText;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.OutputChange;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes differences ready to be shown: what is long is cut, and its length told. */
public final class AttributeViews {
  private final int room;
  private final int below;
  private final int most;

  /**
   * @param room how many characters there are for a value beside its name
   * @param below how many there are on a line below it
   * @param most how many lines a value has at most
   */
  public AttributeViews(int room, int below, int most) {
    this.room = room;
    this.below = below;
    this.most = most;
  }

  /** The differences of a change; of what is new, without those that are only defaults. */
  public List<AttributeView> of(Change change) {
    List<AttributeView> views = new ArrayList<>();
    for (AttributeChange difference : change.differences()) {
      if (difference.cause() != AttributeChange.Cause.DEFAULT) {
        views.add(of(difference));
      }
    }
    return views;
  }

  /** How many attributes of what is updated or replaced stay as they are. */
  public static int unchanged(Change change) {
    if (change.before() == null || change.after() == null || change.differences().isEmpty()) {
      return 0;
    }
    Set<Object> different = new HashSet<>();
    change.differences().forEach(difference -> different.add(difference.path().steps().get(0)));
    int unchanged = 0;
    for (Map.Entry<String, Value> entry : change.after().entries().entrySet()) {
      if (!entry.getValue().isNull() && !different.contains(entry.getKey())) {
        unchanged++;
      }
    }
    return unchanged;
  }

  /** One difference. */
  public AttributeView of(AttributeChange change) {
    Value before = change.before();
    Value after = change.after();
    if (before == null) {
      return whole(Mark.ADDED, Line.Kind.ADDED, change, after);
    }
    if (after == null) {
      return whole(Mark.REMOVED, Line.Kind.REMOVED, change, before);
    }
    if (!change.writeOnly()
        && before instanceof StringValue from
        && after instanceof StringValue to) {
      return texts(change, from.text(), to.text());
    }
    List<String> from = shown(before, change);
    List<String> to = shown(after, change);
    if (from.size() == 1 && to.size() == 1) {
      return oneLine(change, from.get(0), to.get(0));
    }
    return view(Mark.CHANGED, change, "", limited(LineDiff.of(nested(from), nested(to))));
  }

  /** An output, which is shown as an attribute is. */
  public AttributeView of(OutputChange output) {
    return of(
        new AttributeChange(
            ValuePath.root().child(output.name()),
            output.before(),
            output.after(),
            AttributeChange.Cause.CONFIGURATION,
            false,
            false));
  }

  private static AttributeView view(
      Mark mark, AttributeChange change, String value, List<Line> block) {
    Remark remark =
        change.forcesReplacement()
            ? Remark.FORCES_REPLACEMENT
            : change.cause() == AttributeChange.Cause.DRIFT ? Remark.DRIFT : Remark.NONE;
    return new AttributeView(
        mark, ValueText.escaped(change.path().toString()), value, block, remark);
  }

  private AttributeView whole(
      Mark mark, Line.Kind kind, AttributeChange change, @Nullable Value value) {
    List<String> lines = shown(value, change);
    if (lines.size() == 1) {
      String cut =
          value instanceof StringValue string && !change.writeOnly()
              ? Cut.quoted(string.text(), 0, below)
              : Cut.end(lines.get(0), below);
      return view(mark, change, cut, List.of());
    }
    List<Line> block = new ArrayList<>();
    nested(lines).forEach(line -> block.add(new Line(kind, line)));
    return view(mark, change, "", limited(block));
  }

  private AttributeView texts(AttributeChange change, String before, String after) {
    List<String> from = FlowLayout.lines(before);
    List<String> to = FlowLayout.lines(after);
    boolean laidOut = from != null && to != null;
    if (!laidOut && !ValueText.isSeveralLines(before) && !ValueText.isSeveralLines(after)) {
      int common = Cut.common(before, after);
      String both = ValueText.quoted(before) + " → " + ValueText.quoted(after);
      return Cut.length(both) <= room
          ? view(Mark.CHANGED, change, both, List.of())
          : pair(change, Cut.quoted(before, common, below), Cut.quoted(after, common, below));
    }
    List<String> old = escaped(laidOut && from != null ? from : before.lines().toList());
    List<String> now = escaped(laidOut && to != null ? to : after.lines().toList());
    if (old.equals(now)) {
      return view(Mark.CHANGED, change, "(only its white space changes)", List.of());
    }
    return view(Mark.CHANGED, change, "", limited(LineDiff.of(old, now)));
  }

  private AttributeView oneLine(AttributeChange change, String before, String after) {
    String both = before + " → " + after;
    if (Cut.length(both) <= room) {
      return view(Mark.CHANGED, change, both, List.of());
    }
    int common = Cut.common(before, after);
    return pair(change, Cut.around(before, common, below), Cut.around(after, common, below));
  }

  private static AttributeView pair(AttributeChange change, String before, String after) {
    return view(
        Mark.CHANGED,
        change,
        "",
        List.of(new Line(Line.Kind.REMOVED, before), new Line(Line.Kind.ADDED, after)));
  }

  private List<Line> limited(List<Line> lines) {
    List<Line> limited = new ArrayList<>();
    int shown = lines.size() <= most ? lines.size() : most - 1;
    for (int i = 0; i < shown; i++) {
      Line line = lines.get(i);
      int place = 0;
      if (line.kind() == Line.Kind.ADDED && i > 0) {
        place = parts(lines.get(i - 1), line);
      } else if (line.kind() == Line.Kind.REMOVED && i + 1 < lines.size()) {
        place = parts(line, lines.get(i + 1));
      }
      limited.add(new Line(line.kind(), Cut.around(line.text(), place, below)));
    }
    if (shown < lines.size()) {
      limited.add(new Line(Line.Kind.SKIPPED, (lines.size() - shown) + " more lines"));
    }
    return limited;
  }

  /** Where a removed line and the added one below it part; 0 when they are no such lines. */
  private static int parts(Line removed, Line added) {
    boolean pair = removed.kind() == Line.Kind.REMOVED && added.kind() == Line.Kind.ADDED;
    return pair ? Cut.common(removed.text(), added.text()) : 0;
  }

  private List<String> shown(@Nullable Value value, AttributeChange change) {
    if (change.writeOnly() && value != null && !value.isUnknown()) {
      return List.of("(not shown)");
    }
    if (value instanceof StringValue string) {
      String text = string.text();
      List<String> laidOut = text.length() > room ? FlowLayout.lines(text) : null;
      if (laidOut != null) {
        return escaped(laidOut);
      }
      return ValueText.isSeveralLines(text)
          ? escaped(text.lines().toList())
          : List.of(ValueText.quoted(text));
    }
    return ValueText.lines(value, room);
  }

  private static List<String> escaped(List<String> lines) {
    return lines.stream().map(ValueText::escaped).toList();
  }

  private static List<String> nested(List<String> lines) {
    return lines.size() > 1 && lines.get(0).isEmpty() ? lines.subList(1, lines.size()) : lines;
  }
}

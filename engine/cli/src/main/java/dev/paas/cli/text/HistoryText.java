package dev.paas.cli.text;

import dev.paas.core.git.WorkTree;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.RecordedChange;
import dev.paas.core.history.RecordedFailure;
import dev.paas.core.history.Revision;
import dev.paas.core.history.RevisionDetail;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the history looks. */
public final class HistoryText {
  private static final int SHORT_COMMIT = 7;

  private final Painter painter;
  private final Instant now;

  /**
   * @param now the time from which it is looked at
   */
  public HistoryText(Painter painter, Instant now) {
    this.painter = painter;
    this.now = now;
  }

  /** A table of revisions. */
  public String list(List<Revision> revisions) {
    if (revisions.isEmpty()) {
      return "Nothing was applied yet.\n";
    }
    Table table = new Table("REVISION", "OUTCOME", "COMMAND", "WHO", "COMMIT", "CHANGES", "WHEN");
    for (Revision each : revisions) {
      table.row(
          each.name(),
          each.outcome().word(),
          command(each),
          each.occasion().who(),
          commit(each.workTree()),
          changes(each),
          when(each.begun()));
    }
    return table.render(painter);
  }

  private static String command(Revision revision) {
    long to = revision.occasion().rollbackTo();
    return revision.occasion().command() + (to == 0 ? "" : " to " + Revision.name(to));
  }

  private static String commit(@Nullable WorkTree tree) {
    if (tree == null || tree.commit().isEmpty()) {
      return "-";
    }
    return tree.commit().substring(0, SHORT_COMMIT) + (tree.dirty() ? "+" : "");
  }

  private static String changes(Revision revision) {
    List<String> parts = new ArrayList<>();
    revision.counts().forEach((action, count) -> parts.add(count + " " + action));
    if (revision.failures() > 0) {
      parts.add(revision.failures() + " failed");
    }
    return parts.isEmpty() ? "-" : String.join(", ", parts);
  }

  private String when(Instant time) {
    return time + " (" + ago(Duration.between(time, now)) + ")";
  }

  /** How long ago, in the largest unit that fits. */
  static String ago(Duration past) {
    if (past.toMinutes() < 1) {
      return "just now";
    }
    if (past.toHours() < 1) {
      return count(past.toMinutes(), "minute");
    }
    if (past.toDays() < 1) {
      return count(past.toHours(), "hour");
    }
    return count(past.toDays(), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s") + " ago";
  }

  /** All about one revision. */
  public String one(Revision revision, RevisionDetail detail, MapValue variables) {
    StringBuilder text = new StringBuilder();
    Outcome outcome = revision.outcome();
    Style style =
        switch (outcome) {
          case DONE -> Style.GREEN;
          case RUNNING -> Style.CYAN;
          case FAILED, INTERRUPTED, CRASHED -> Style.RED;
        };
    text.append(painter.paint(revision.name(), Style.BOLD))
        .append("  ")
        .append(command(revision))
        .append(", ")
        .append(painter.paint(outcome.word(), style))
        .append('\n');
    line("who", revision.occasion().who(), text);
    line("paas", revision.occasion().version(), text);
    line("begun", when(revision.begun()), text);
    Instant ended = revision.ended();
    String took =
        ended == null
            ? ""
            : String.format(
                Locale.ROOT,
                ", took %.1f s",
                Duration.between(revision.begun(), ended).toMillis() / 1000.0);
    line("ended", ended == null ? never(outcome) : ended + took, text);
    line("git", git(revision.workTree()), text);
    line("configuration", revision.configuration().isThere() ? "recorded" : "not recorded", text);
    if (!detail.changes().isEmpty()) {
      text.append('\n').append(painter.paint("Set out to:", Style.BOLD)).append('\n');
      int width =
          detail.changes().stream().mapToInt(each -> each.action().length()).max().orElse(0);
      for (RecordedChange each : detail.changes()) {
        text.append("  ")
            .append(each.action())
            .append(" ".repeat(width - each.action().length() + 2))
            .append(each.address())
            .append('\n');
      }
    }
    if (!detail.failures().isEmpty()) {
      text.append('\n').append(painter.paint("Failed:", Style.BOLD)).append('\n');
      for (RecordedFailure each : detail.failures()) {
        text.append("  ")
            .append(each.address())
            .append(each.address().isEmpty() ? "" : ": ")
            .append(ValueText.escaped(each.reason()))
            .append('\n');
      }
    }
    if (!variables.isEmpty()) {
      text.append('\n').append(painter.paint("Variables:", Style.BOLD)).append('\n');
      variables
          .entries()
          .forEach(
              (name, value) ->
                  text.append("  ")
                      .append(name)
                      .append(" = ")
                      .append(ValueText.shortened(value))
                      .append('\n'));
    }
    return text.toString();
  }

  private static void line(String name, String value, StringBuilder text) {
    text.append("  ").append(String.format(Locale.ROOT, "%-15s", name)).append(value).append('\n');
  }

  private static String never(Outcome outcome) {
    return outcome == Outcome.RUNNING
        ? "not yet"
        : "never: the process died; the next apply settles what it left";
  }

  private static String git(@Nullable WorkTree tree) {
    if (tree == null) {
      return "not in a work tree";
    }
    String commit = tree.commit().isEmpty() ? "no commit yet" : tree.shortCommit();
    String branch = tree.branch().isEmpty() ? "" : " on " + tree.branch();
    return commit + branch + (tree.dirty() ? ", with changes that were not committed" : "");
  }

  /** Revisions as JSON, on one line. */
  public String json(List<Revision> revisions) {
    List<Value> all = new ArrayList<>();
    revisions.forEach(each -> all.add(value(each).build()));
    return JsonValues.toJson(Value.list(all), JsonValues.NONE) + "\n";
  }

  /** All about one revision as JSON, on one line. */
  public String json(Revision revision, RevisionDetail detail, MapValue variables) {
    MapValue.Builder masked = MapValue.builder();
    variables
        .entries()
        .forEach(
            (name, value) ->
                masked.put(
                    name,
                    value instanceof SensitiveValue
                        ? MapValue.builder().put("sensitive", true).build()
                        : MapValue.builder().put("value", value).build()));
    MapValue whole =
        value(revision).putAll(detail.toValue()).put("variables", masked.build()).build();
    return JsonValues.toJson(whole, JsonValues.NONE) + "\n";
  }

  private static MapValue.Builder value(Revision revision) {
    MapValue kept = revision.toValue();
    MapValue.Builder value = MapValue.builder().put("revision", revision.number());
    for (String key :
        List.of("command", "rollbackTo", "who", "version", "begun", "ended", "git", "outcome")) {
      if (kept.has(key)) {
        value.put(key, kept.getOrNull(key));
      }
    }
    return value
        .put("counts", kept.getMap("changes"))
        .put("failed", revision.failures())
        .put("configuration", revision.configuration().isThere());
  }
}

package dev.paas.cli.text;

import dev.paas.core.address.Address;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plan.CheckOutcome;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.Step;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How the outcome of an apply looks. */
public final class ResultText {
  private static final int MOST_LISTED = 20;

  private final Painter painter;

  public ResultText(Painter painter) {
    this.painter = painter;
  }

  /** What was done, what failed, what was not begun, and the outputs. */
  public String render(Plan plan, ApplyResult result, Duration took) {
    StringBuilder text = new StringBuilder();
    // Errors stand above, with an empty line after them.
    String gap = result.errors().isEmpty() ? "\n" : "";
    if (!result.notBegun().isEmpty()) {
      text.append(gap).append(painter.paint("Not begun:", Style.BOLD)).append('\n');
      list(result, text);
      gap = "\n";
    }
    if (result.revision() > 0) {
      text.append(gap).append(headline(plan, result, took)).append('\n');
    }
    boolean goesOn = result.isComplete() && !plan.deferred().isEmpty();
    if (!goesOn) {
      outputs(result.outputs(), text);
    }
    return text.toString();
  }

  private String headline(Plan plan, ApplyResult result, Duration took) {
    String seconds = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    String done = counts(plan, result);
    if (result.isComplete()) {
      String what = plan.destroy() ? "Destroyed" : "Done";
      return painter.paint(what, Style.GREEN, Style.BOLD)
          + " in "
          + seconds
          + (done.isEmpty() ? ": only the state was brought up to date." : ": " + done + ".")
          + (plan.deferred().isEmpty() ? "" : " Now what was deferred.");
    }
    String why = result.interrupted() ? "Interrupted" : "Failed";
    int failed = result.failed().size();
    int notBegun = result.notBegun().size();
    return painter.paint(why, Style.RED, Style.BOLD)
        + " after "
        + seconds
        + ": "
        + (done.isEmpty() ? "nothing done" : done)
        + (failed == 0 ? "" : ", " + failed + " failed")
        + (notBegun == 0 ? "" : ", " + notBegun + " not begun")
        + ". Run it again to go on.";
  }

  private static String counts(Plan plan, ApplyResult result) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    int moved = plan.moves().moves().size();
    if (moved > 0) {
      counts.put("moved", moved);
    }
    int imported =
        (int) plan.changes().stream().filter(change -> change.imported() != null).count();
    if (imported > 0) {
      counts.put("imported", imported);
    }
    for (Step step : result.done()) {
      String what =
          switch (step.kind()) {
            case CREATE -> "created";
            case UPDATE -> "updated";
            case DELETE, DELETE_DEPOSED -> "deleted";
            case FORGET -> "forgotten";
            case READ -> "read";
            case CHECK -> "checked";
            case GATE -> "passed";
          };
      counts.merge(what, 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((what, count) -> parts.add(count + " " + what));
    return String.join(", ", parts);
  }

  /** What was not begun; of a group that has stopped, why. */
  private static void list(ApplyResult result, StringBuilder text) {
    List<Step> steps = result.notBegun();
    Map<Address, Address> failed = new HashMap<>();
    result.failed().forEach(step -> failed.putIfAbsent(step.group(), step.address()));
    Set<Address> stopped = new HashSet<>();
    steps.stream().filter(Step::rolling).forEach(step -> stopped.add(step.group()));
    int shown = Math.min(steps.size(), MOST_LISTED);
    for (Step step : steps.subList(0, shown)) {
      text.append("  ")
          .append(step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
          .append(' ')
          .append(step.address());
      Address cause = stopped.contains(step.group()) ? failed.get(step.group()) : null;
      if (cause != null && !cause.equals(step.address())) {
        text.append(": it stays as it is, as ").append(cause).append(" failed");
      }
      text.append('\n');
    }
    if (shown < steps.size()) {
      text.append("  and ").append(steps.size() - shown).append(" more\n");
    }
  }

  /** The outputs, aligned; sensitive ones masked. */
  public void outputs(MapValue outputs, StringBuilder text) {
    if (outputs.isEmpty()) {
      return;
    }
    text.append('\n').append(painter.paint("Outputs:", Style.BOLD)).append('\n');
    int longest = outputs.keys().stream().mapToInt(String::length).max().orElse(0);
    outputs
        .keys()
        .forEach(
            name -> {
              Value value = outputs.getMap(name).getOrNull("value");
              text.append("  ")
                  .append(name)
                  .append(" ".repeat(longest - name.length()))
                  .append(" = ")
                  .append(
                      value instanceof SensitiveValue
                          ? "(sensitive; paas output " + name + " shows it)"
                          : ValueText.raw(value))
                  .append('\n');
            });
  }

  /** The plan and its outcome as JSON, on one line. */
  public String json(String plan, ApplyResult result) {
    List<Value> errors = new ArrayList<>();
    for (Diagnostic error : result.errors()) {
      errors.add(
          MapValue.builder()
              .put("id", error.problem().id())
              .put("summary", error.summary())
              .putIfPresent("detail", error.detail())
              .putIfPresent("hint", error.hint())
              .putIfPresent("at", error.span() == null ? null : error.span().toString())
              .build());
    }
    MapValue outcome =
        MapValue.builder()
            .put("revision", result.revision())
            .put("complete", result.isComplete())
            .put("interrupted", result.interrupted())
            .put("done", steps(result.done()))
            .put("failed", steps(result.failed()))
            .put("notBegun", steps(result.notBegun()))
            .put("errors", Value.list(errors))
            .put("checks", Value.list(checks(result)))
            .build();
    return "{\"plan\":" + plan + ",\"result\":" + JsonValues.toJson(outcome, JsonValues.NONE) + "}";
  }

  /** A plan that is not carried out, because some of it was not approved, as JSON. */
  public String json(String plan, List<String> beyond) {
    return "{\"plan\":"
        + plan
        + ",\"notApproved\":"
        + JsonValues.toJson(Value.strings(beyond), JsonValues.NONE)
        + "}";
  }

  /** Several waves as JSON, on one line: the first, and in it those that came later. */
  public String json(List<String> waves) {
    String first = waves.get(0);
    List<String> later = waves.subList(1, waves.size());
    return later.isEmpty()
        ? first
        : first.substring(0, first.length() - 1) + ",\"later\":[" + String.join(",", later) + "]}";
  }

  private static List<Value> checks(ApplyResult result) {
    List<Value> checks = new ArrayList<>();
    for (CheckOutcome check : result.checks()) {
      Diagnostic problem = check.problem();
      checks.add(
          MapValue.builder()
              .put("name", check.name())
              .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
              .put("severity", check.warns() ? "warn" : "error")
              .putIfPresent("message", problem == null ? null : problem.summary())
              .putIfPresent("detail", problem == null ? null : problem.detail())
              .build());
    }
    return checks;
  }

  private static Value steps(List<Step> steps) {
    List<Value> values = new ArrayList<>();
    for (Step step : steps) {
      values.add(
          MapValue.builder()
              .put("kind", step.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .put("address", step.address().toString())
              .build());
    }
    return Value.list(values);
  }
}

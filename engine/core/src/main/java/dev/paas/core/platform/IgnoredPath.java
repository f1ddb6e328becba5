package dev.paas.core.platform;

import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of paths into attributes: {@code labels.*}, {@code volumes[*].readOnly}, {@code *}.
 *
 * @param steps names, indexes as texts, and {@code *} for any
 */
public record IgnoredPath(List<String> steps) {

  public IgnoredPath {
    steps = List.copyOf(steps);
  }

  /** Reads a pattern; names that hold dots or brackets stand in quotes in brackets. */
  static IgnoredPath parse(String text) {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          step.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '.' || c == '[' || c == ']') {
        add(step, steps);
      } else {
        step.append(c);
      }
    }
    add(step, steps);
    return new IgnoredPath(steps);
  }

  private static void add(StringBuilder step, List<String> steps) {
    String text = step.toString().strip();
    if (!text.isEmpty()) {
      steps.add(text);
    }
    step.setLength(0);
  }

  /** Whether {@code path} is this one or inside it. */
  public boolean covers(ValuePath path) {
    if (path.steps().size() < steps.size()) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      if (!step.equals("*") && !step.equals(path.steps().get(i).toString())) {
        return false;
      }
    }
    return true;
  }

  /** Whether something inside {@code path} is covered. */
  public boolean reachesInto(ValuePath path) {
    for (int i = 0; i < Math.min(steps.size(), path.steps().size()); i++) {
      String step = steps.get(i);
      if (!step.equals("*") && !step.equals(path.steps().get(i).toString())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return String.join(".", steps);
  }
}

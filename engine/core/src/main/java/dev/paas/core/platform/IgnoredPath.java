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

  /** Reads a pattern. */
  static IgnoredPath parse(String text) {
    List<String> steps = new ArrayList<>();
    for (String part : text.replace("[", ".").replace("]", "").split("\\.", -1)) {
      String step = part.strip();
      boolean quoted = step.length() > 1 && (step.startsWith("\"") || step.startsWith("'"));
      if (!step.isEmpty()) {
        steps.add(quoted ? step.substring(1, step.length() - 1) : step);
      }
    }
    return new IgnoredPath(steps);
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

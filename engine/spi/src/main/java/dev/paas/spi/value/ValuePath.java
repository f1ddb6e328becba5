package dev.paas.spi.value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place inside a value: {@code ports.http}, {@code volumes[0].target}, {@code env["my-key"]}.
 *
 * @param steps names of map entries ({@link String}) and list indexes ({@link Integer}), outermost
 *     first; empty for the value itself
 */
public record ValuePath(List<Object> steps) {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final ValuePath ROOT = new ValuePath(List.of());

  public ValuePath {
    steps = List.copyOf(steps);
    for (Object step : steps) {
      if (!(step instanceof String) && !(step instanceof Integer)) {
        throw new IllegalArgumentException("neither a name nor an index: " + step);
      }
    }
  }

  /** The value itself. */
  public static ValuePath root() {
    return ROOT;
  }

  /** The path of nested map entries {@code names}. */
  public static ValuePath of(String... names) {
    return new ValuePath(List.of((Object[]) names));
  }

  public ValuePath child(String name) {
    return append(name);
  }

  public ValuePath child(int index) {
    return append(index);
  }

  private ValuePath append(Object step) {
    List<Object> longer = new ArrayList<>(steps.size() + 1);
    longer.addAll(steps);
    longer.add(step);
    return new ValuePath(longer);
  }

  public boolean isRoot() {
    return steps.isEmpty();
  }

  /** Whether this path is {@code prefix} or inside it. */
  public boolean startsWith(ValuePath prefix) {
    return steps.size() >= prefix.steps.size()
        && steps.subList(0, prefix.steps.size()).equals(prefix.steps);
  }

  /** What stands at this path in {@code value}, {@code null} when nothing does. */
  public @Nullable Value in(Value value) {
    Value current = value;
    for (Object step : steps) {
      current = current.unwrapped();
      Value next = null;
      if (step instanceof String name && current instanceof MapValue map) {
        next = map.get(name);
      } else if (step instanceof Integer index
          && current instanceof ListValue list
          && index < list.values().size()) {
        next = list.values().get(index);
      }
      if (next == null) {
        return null;
      }
      current = next;
    }
    return current;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Object step : steps) {
      if (step instanceof Integer) {
        text.append('[').append(step).append(']');
      } else if (PLAIN_NAME.matcher((String) step).matches()) {
        text.append(text.isEmpty() ? "" : ".").append(step);
      } else {
        text.append("[\"").append(step).append("\"]");
      }
    }
    return text.toString();
  }
}

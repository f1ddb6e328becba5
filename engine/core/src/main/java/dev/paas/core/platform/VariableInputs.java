package dev.paas.core.platform;

import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the caller sets variables with, in rising order.
 *
 * @param environment the environment; {@code PAAS_VAR_name} sets a variable
 * @param files files of names and values, of {@code --vars}
 * @param assignments {@code name=value}, of {@code --var}
 * @param fixed values that stand before all others: those of a saved plan
 */
public record VariableInputs(
    Map<String, String> environment,
    List<File> files,
    List<String> assignments,
    Map<String, Value> fixed) {

  /**
   * A file of names and values.
   *
   * @param path where it is
   * @param name how messages call it
   */
  public record File(Path path, String name) {}

  public VariableInputs {
    environment = Map.copyOf(environment);
    files = List.copyOf(files);
    assignments = List.copyOf(assignments);
    fixed = Map.copyOf(fixed);
  }

  /** Values that stand before the environment and all files, but not before assignments. */
  public VariableInputs fixedTo(Map<String, Value> values) {
    Map<String, Value> kept = new HashMap<>(values);
    assignments.forEach(each -> kept.remove(each.substring(0, Math.max(0, each.indexOf('=')))));
    return new VariableInputs(environment, List.of(), assignments, kept);
  }

  /** Nothing but the environment. */
  public static VariableInputs of(Map<String, String> environment) {
    return new VariableInputs(environment, List.of(), List.of(), Map.of());
  }
}

package dev.paas.core.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the caller sets variables with, in rising order.
 *
 * @param environment the environment; {@code PAAS_VAR_name} sets a variable
 * @param files files of names and values, of {@code --vars}
 * @param assignments {@code name=value}, of {@code --var}
 */
public record VariableInputs(
    Map<String, String> environment, List<Path> files, List<String> assignments) {

  /** Nothing but the environment. */
  public static VariableInputs of(Map<String, String> environment) {
    return new VariableInputs(environment, List.of(), List.of());
  }
}

package dev.paas.core.engine;

import dev.paas.core.platform.VariableInputs;
import java.nio.file.Path;
import java.util.List;

/**
 * What an engine works on.
 *
 * @param file the platform's main file
 * @param fileName how messages call it
 * @param environment the platform's environment; empty for the default one
 * @param variables what the caller sets variables with, and the caller's environment variables
 * @param pluginFolders folders of plugins
 * @param parallelism how many calls and steps may be under way at once
 */
public record EngineSettings(
    Path file,
    String fileName,
    String environment,
    VariableInputs variables,
    List<Path> pluginFolders,
    int parallelism) {
  public EngineSettings {
    pluginFolders = List.copyOf(pluginFolders);
  }
}

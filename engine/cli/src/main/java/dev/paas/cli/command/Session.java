package dev.paas.cli.command;

import dev.paas.cli.text.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What every command is given.
 *
 * @param terminal where it reads from and writes to
 * @param environment the caller's environment variables
 * @param directory the caller's working folder, absolute
 * @param pluginFolders folders of plugins
 * @param version the version of paas
 */
public record Session(
    Terminal terminal,
    Map<String, String> environment,
    Path directory,
    List<Path> pluginFolders,
    String version) {

  public Session {
    environment = Map.copyOf(environment);
    pluginFolders = List.copyOf(pluginFolders);
  }
}

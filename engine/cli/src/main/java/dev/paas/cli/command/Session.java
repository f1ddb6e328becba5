package dev.paas.cli.command;

import dev.paas.cli.text.Terminal;
import dev.paas.core.history.Occasion;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

  /** Who calls: {@code ann@laptop}. */
  String caller() {
    String user = environment.getOrDefault("USER", System.getProperty("user.name"));
    return user + "@" + host();
  }

  /** Who calls, for others who have to wait: {@code ann@laptop, process 4711}. */
  String holder() {
    return caller() + ", process " + ProcessHandle.current().pid();
  }

  /**
   * On what occasion something is changed, for the history.
   *
   * @param command the command
   * @param rollbackTo see {@link Occasion#rollbackTo}
   */
  Occasion occasion(String command, long rollbackTo) {
    return new Occasion(command, caller(), version, rollbackTo);
  }

  private String host() {
    String host = environment.get("HOSTNAME");
    if (host != null) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }
}

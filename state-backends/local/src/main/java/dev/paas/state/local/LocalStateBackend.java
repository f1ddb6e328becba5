package dev.paas.state.local;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateBackendPlugin;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The state backend {@code local}, the default: the state is in {@code .paas/state/} beside {@code
 * platform.yaml}, one folder per environment. The setting {@code path} names another folder to take
 * the place of {@code .paas}.
 */
public final class LocalStateBackend implements StateBackendPlugin {
  private static final String DEFAULT_FOLDER = ".paas";
  private static final int LONGEST_NAME = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "local";
  }

  @Override
  public StateStore open(StateSettings settings) throws StateException {
    return open(settings, PATIENCE);
  }

  /**
   * @param patience how long to wait for another process's batch until something must be wrong
   */
  static StateStore open(StateSettings settings, Duration patience) throws StateException {
    PlatformIdentity platform = settings.platform();
    requireShort(platform.name());
    requireFolderName(platform.environment());
    Path root = root(settings);
    requireFolders(root);
    return new LocalStateStore(StoreLayout.of(root, platform.environment()), platform, patience);
  }

  private static Path root(StateSettings settings) throws StateException {
    String path = settings.configuration().getString("path", DEFAULT_FOLDER);
    try {
      return settings.directory().resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw invalid("the path of the local state is none", path + ": " + e.getReason() + ".");
    }
  }

  private static void requireShort(String name) throws StateException {
    if (name.length() > LONGEST_NAME) {
      throw invalid(
          "the platform's name is too long for the local state",
          "It has " + name.length() + " characters; " + LONGEST_NAME + " are possible.");
    }
  }

  private static void requireFolderName(String environment) throws StateException {
    requireShort(environment);
    for (int i = 0; i < environment.length(); i++) {
      char c = environment.charAt(i);
      if (c == '/' || c == '\\' || c == ':' || c < ' ' || (c == '.' && i == 0)) {
        throw invalid(
            "the environment \"" + environment + "\" cannot have a local state",
            "Its name is the name of a folder there, which this one cannot be.");
      }
    }
  }

  private static void requireFolders(Path root) throws StateException {
    for (Path path = root; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        if (!Files.isDirectory(path)) {
          throw invalid(
              "the local state cannot be in " + root, path + " is there, and is no folder.");
        }
        return;
      }
    }
  }

  private static StateException invalid(String reason, String detail) {
    return new StateException(
        Kind.INVALID_SETTINGS,
        reason,
        detail,
        "Set `state: { path: … }` to a folder where the state can be kept, or choose another"
            + " name.");
  }
}

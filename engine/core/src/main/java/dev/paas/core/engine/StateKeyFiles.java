package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.encryption.KeySettings;
import dev.paas.core.encryption.KeySource;
import dev.paas.core.encryption.Keyring;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.PlatformLoader;
import dev.paas.core.source.MappingNode;
import dev.paas.spi.provider.PlatformIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the keys of a platform's state. Each environment has a state, and a key, of its own. */
final class StateKeyFiles {
  private StateKeyFiles() {}

  private static Path ownFile(Path directory, String environment) {
    return directory.resolve(
        environment.isEmpty() ? ".paas/state.key" : ".paas/state." + environment + ".key");
  }

  /**
   * The keys of a platform.
   *
   * @param directory its folder
   * @param settings what it says of them
   * @param environment the caller's environment variables
   * @param shared whether other machines have to have the same
   */
  static Keyring keyring(
      PlatformIdentity platform,
      Path directory,
      KeySettings settings,
      Map<String, String> environment,
      boolean shared) {
    Path own = ownFile(directory, platform.environment());
    return new Keyring(settings, environment, own, shared);
  }

  /**
   * The keys with which a platform's state may have been encrypted before its settings were
   * changed: those that they name and named, and the one that was made here.
   *
   * @param former the former section {@code state}; {@code null} when there was none
   * @param now what the settings are now
   * @param environment the caller's environment variables
   * @param shared whether other machines had to have the same
   * @throws dev.paas.core.diagnostic.DiagnosticException when the former settings cannot be
   */
  static Keyring formerKeyring(
      @Nullable MappingNode former,
      KeySettings now,
      Platform platform,
      Map<String, String> environment,
      boolean shared) {
    Diagnostics diagnostics = new Diagnostics();
    KeySettings then = KeySettings.of(former, platform.directory(), diagnostics);
    diagnostics.throwIfErrors();
    Path own = ownFile(platform.directory(), platform.identity().environment());
    List<KeySource> old = new ArrayList<>(then.oldKeys());
    if (now.key() != null) {
      old.add(now.key());
    }
    old.addAll(now.oldKeys());
    old.add(new KeySource.File(own, null));
    return new Keyring(new KeySettings(then.key(), old), environment, own, shared);
  }

  /**
   * The keys of a platform of which only the files are looked at: for reading only.
   *
   * @param file the platform's main file
   * @param name its environment
   * @param environment the caller's environment variables
   */
  static Keyring keyring(Path file, String name, Map<String, String> environment) {
    Diagnostics diagnostics = new Diagnostics();
    Path folder = file.getParent();
    Path directory = folder == null ? file : folder;
    @Nullable MappingNode state = PlatformLoader.stateSection(file, name, diagnostics);
    KeySettings settings = KeySettings.of(state, directory, diagnostics);
    return new Keyring(settings, environment, ownFile(directory, name), false);
  }
}

package dev.paas.core.engine;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.encryption.KeySettings;
import dev.paas.core.encryption.Keyring;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.platform.LoadListener;
import dev.paas.core.platform.Platform;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.source.MappingNode;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.StateDiagnostics;
import dev.paas.core.state.StateRepository;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of a platform and the one that it had before, each opened when it is first needed. Use
 * it in one thread, and close it.
 */
final class States implements LoadListener, AutoCloseable {
  private final PluginCatalog plugins;
  private final ExpressionParser parser;
  private final Map<String, String> environment;
  private final Function<Platform, Evaluation> evaluations;
  private final Diagnostics warnings;
  private @Nullable MappingNode section;
  private @Nullable Opened current;
  private @Nullable StateStore former;
  private @Nullable FutureTask<Read> ahead;

  /** A state that is open. */
  private record Opened(StateStore store, Keyring keys, StateRepository repository) {}

  /**
   * The same of a platform that says nothing of it, and everything in it.
   *
   * @param platform the platform
   * @param directory its folder
   */
  private record Read(
      Opened opened, PlatformState state, PlatformIdentity platform, Path directory) {
    // What a record gets by itself for comparing takes a while when it is needed first.
    boolean isOf(Platform other) {
      return other.state() == null
          && platform.name().equals(other.identity().name())
          && platform.environment().equals(other.identity().environment())
          && directory.equals(other.directory());
    }
  }

  /**
   * @param environment the caller's environment variables
   * @param evaluations evaluates a platform's settings of the state
   * @param warnings gets what the user should know
   */
  States(
      PluginCatalog plugins,
      ExpressionParser parser,
      Map<String, String> environment,
      Function<Platform, Evaluation> evaluations,
      Diagnostics warnings) {
    this.plugins = plugins;
    this.parser = parser;
    this.environment = environment;
    this.evaluations = evaluations;
    this.warnings = warnings;
  }

  /** The section {@code state} that the state was opened by. */
  @Nullable MappingNode section() {
    return section;
  }

  /**
   * The platform's state.
   *
   * @throws DiagnosticException when it cannot be opened
   */
  StateRepository open(Platform platform) {
    return opened(platform).repository();
  }

  /**
   * The keys of the platform's state.
   *
   * @throws DiagnosticException when that cannot be opened
   */
  Keyring keys(Platform platform) {
    return opened(platform).keys();
  }

  private Opened opened(Platform platform) {
    Opened opened = current;
    if (opened == null) {
      opened =
          openNow(
              platform.state(),
              platform.identity(),
              platform.directory(),
              () -> evaluations.apply(platform));
      keep(platform, opened);
    }
    return opened;
  }

  private void keep(Platform platform, Opened opened) {
    current = opened;
    section = platform.state();
    warnings.addAll(opened.keys().warnings());
  }

  /** Opens it without taking note of that; another thread may do so. */
  private Opened openNow(
      @Nullable MappingNode settings,
      PlatformIdentity platform,
      Path directory,
      Supplier<Evaluation> evaluation) {
    StateOpener opener = new StateOpener(plugins, parser);
    StateStore store = opener.open(settings, platform, directory, evaluation, environment);
    try {
      boolean shared = opener.backend(settings).isShared();
      KeySettings ofKeys = keySettings(settings, directory);
      Keyring keys = StateKeyFiles.keyring(platform, directory, ofKeys, environment, shared);
      keys.check();
      return new Opened(store, keys, new StateRepository(store, platform, keys));
    } catch (DiagnosticException unusable) {
      close(store);
      throw unusable;
    }
  }

  /** What is wrong with them was told when the platform was read. */
  private static KeySettings keySettings(@Nullable MappingNode settings, Path directory) {
    return KeySettings.of(settings, directory, new Diagnostics());
  }

  /**
   * Begins to read the state in a thread of its own, while the platform is still being read: if it
   * is in the usual place and has the usual key, so that nobody is asked for anything. What goes
   * wrong with it is told when the state is needed.
   */
  @Override
  public void identified(PlatformIdentity platform, Path directory) {
    if (current != null || ahead != null) {
      return;
    }
    ahead = new FutureTask<>(() -> readNow(platform, directory));
    Thread thread = new Thread(ahead, "paas-state");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void read(Platform platform) {
    if (platform.state() == null) {
      identified(platform.identity(), platform.directory());
    }
  }

  private Read readNow(PlatformIdentity platform, Path directory) {
    Opened opened =
        openNow(
            null,
            platform,
            directory,
            () -> {
              throw new IllegalStateException("the usual place has no settings");
            });
    try {
      PlatformState state = opened.repository().load(parser.names());
      return new Read(opened, state, platform, directory);
    } catch (DiagnosticException unreadable) {
      close(opened.store());
      throw unreadable;
    }
  }

  /**
   * What is recorded; for the first one who asks, as it was when it began to be read ahead.
   *
   * @throws DiagnosticException when it cannot be read
   */
  PlatformState recorded(Platform platform) {
    Read read = takeAhead();
    if (read != null && !read.isOf(platform)) {
      close(read.opened().store());
      read = null;
    }
    if (read == null) {
      return open(platform).load(parser.names());
    }
    keep(platform, read.opened());
    return read.state();
  }

  /** What was read ahead, once; {@code null} when nothing was, or could be. */
  private @Nullable Read takeAhead() {
    FutureTask<Read> task = ahead;
    ahead = null;
    if (task == null) {
      return null;
    }
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException unusable) {
      // It is tried again where it is expected, and told there.
      return null;
    }
  }

  /**
   * The state that the platform had before its {@code state:} was changed. Whatever key is given
   * now, or then, or was made here, reads it.
   *
   * @param then what there was; {@code null} for the default
   * @throws DiagnosticException when it cannot be opened
   */
  StateRepository openFormer(Platform platform, @Nullable MappingNode then) {
    StateOpener opener = new StateOpener(plugins, parser);
    StateStore made =
        opener.open(
            then,
            platform.identity(),
            platform.directory(),
            () -> evaluations.apply(platform),
            environment);
    close(former);
    former = made;
    boolean shared = opener.backend(then).isShared();
    Keyring old =
        StateKeyFiles.formerKeyring(
            then,
            keySettings(platform.state(), platform.directory()),
            platform,
            environment,
            shared);
    return new StateRepository(made, platform.identity(), old);
  }

  @Override
  public void close() {
    Read unused = takeAhead();
    if (unused != null) {
      close(unused.opened().store());
    }
    if (current != null) {
      close(current.store());
    }
    close(former);
  }

  private static void close(@Nullable StateStore opened) {
    if (opened != null) {
      try {
        opened.close();
      } catch (StateException failure) {
        throw new DiagnosticException(List.of(StateDiagnostics.of(failure)));
      }
    }
  }
}

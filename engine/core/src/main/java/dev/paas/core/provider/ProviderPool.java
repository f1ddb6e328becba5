package dev.paas.core.provider;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.RateLimit;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The providers of a run: each is opened when it is first needed, and closed at the end. */
public final class ProviderPool implements AutoCloseable {

  /** Opens the entry point of a plugin; a seam for tests. */
  public interface Opener {
    Provider open(PluginManifest plugin, ProviderSettings settings) throws ProviderException;
  }

  private final Opener opener;
  private final PlatformIdentity platform;
  private final Path directory;
  private final Map<String, String> environment;
  private final Map<String, Configured> configured = new LinkedHashMap<>();
  private final Map<String, ProviderHandle> open = new LinkedHashMap<>();

  /**
   * A provider with its configuration.
   *
   * @param declaration the provider
   * @param configuration wholly known, with defaults
   */
  private record Configured(ProviderDeclaration declaration, MapValue configuration) {}

  public ProviderPool(
      Opener opener, PlatformIdentity platform, Path directory, Map<String, String> environment) {
    this.opener = opener;
    this.platform = platform;
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /** Opens plugins from a catalogue. */
  public static Opener opener(PluginCatalog plugins) {
    return (plugin, settings) -> plugins.provider(plugin).open(settings);
  }

  /** Says with what a provider is to be opened; a second time changes nothing. */
  public synchronized void configure(ProviderDeclaration declaration, MapValue configuration) {
    configured.putIfAbsent(declaration.alias(), new Configured(declaration, configuration));
  }

  /**
   * Makes sure that there is a provider of that name, without opening it.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when there is none
   */
  public synchronized void require(String alias) {
    settings(alias);
  }

  private Configured settings(String alias) {
    Configured settings = configured.get(alias);
    if (settings == null) {
      throw Diagnostic.error(
              Problem.PROVIDER_UNKNOWN, "there is no provider \"" + alias + "\" any more")
          .detail("The state has resources that were made with it.")
          .hint("Declare it in providers: again, until they are deleted.")
          .toException();
    }
    return settings;
  }

  /** Whether there is a provider of that name. */
  public synchronized boolean isConfigured(String alias) {
    return configured.containsKey(alias);
  }

  /**
   * A provider, opened.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when it cannot be opened
   */
  public synchronized ProviderHandle get(String alias) {
    ProviderHandle handle = open.get(alias);
    if (handle == null) {
      handle = open(alias, settings(alias));
      open.put(alias, handle);
    }
    return handle;
  }

  private ProviderHandle open(String alias, Configured settings) {
    PluginManifest plugin = settings.declaration().plugin();
    try {
      Provider provider =
          opener.open(
              plugin,
              new ProviderSettings(
                  alias, settings.configuration().revealed(), platform, directory, environment));
      ProviderDeclaration.Bounds bounds = settings.declaration().bounds();
      Integer parallelism = bounds.parallelism();
      RateLimit rate = bounds.rate();
      return new ProviderHandle(
          alias,
          plugin,
          provider,
          new Semaphore(parallelism == null ? plugin.parallelism() : parallelism, true),
          rate == null ? CallRate.UNLIMITED : CallRate.of(rate));
    } catch (ProviderException refused) {
      throw Diagnostic.error(
              Problem.PROVIDER_REFUSED,
              "the provider " + alias + " cannot be used: " + refused.reason())
          .detail(refused.detail())
          .hint(refused.hint())
          .at(span(settings.declaration(), refused.path()))
          .toException();
    }
  }

  private static @Nullable Span span(ProviderDeclaration provider, @Nullable ValuePath path) {
    if (path != null && provider.node() instanceof dev.paas.core.source.MappingNode map) {
      dev.paas.core.source.Node at = map.get(path.steps().get(0).toString());
      if (at != null) {
        return at.span();
      }
    }
    return provider.span();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(handle -> handle.provider().close());
    open.clear();
  }
}

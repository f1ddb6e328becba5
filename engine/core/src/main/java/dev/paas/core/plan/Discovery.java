package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.ImportTargets.Target;
import dev.paas.core.platform.GeneratedConfiguration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.ResourceType;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at something that exists and is not in the file, and writes what the file would have. */
public final class Discovery {
  private final Platform platform;
  private final PluginCatalog plugins;
  private final ProviderPool providers;
  private final ProviderConfigurator configurator;
  private final Calls calls;

  public Discovery(
      Platform platform,
      PluginCatalog plugins,
      ProviderPool providers,
      ProviderConfigurator configurator,
      Calls calls) {
    this.platform = platform;
    this.plugins = plugins;
    this.providers = providers;
    this.configurator = configurator;
    this.calls = calls;
  }

  /** A type, and the provider that is to make it. */
  private record Choice(String alias, ResourceType type) {}

  /**
   * The entry of the file for something that exists.
   *
   * @param address where it shall be: a section and a name
   * @param id what its own system calls it
   * @param type its type, for the section {@code resources}; {@code null} otherwise
   * @param provider the alias of its provider; {@code null} when there is but one
   * @return the entry's lines, its name first
   * @throws DiagnosticException when it is not found, or cannot be told
   */
  public List<String> entry(
      Address address, String id, @Nullable String type, @Nullable String provider)
      throws InterruptedException {
    Choice choice = choose(address, type, provider);
    configurator.configure(choice.alias(), choice.type().plugin());
    ObservedResource found =
        Importer.find(
            calls,
            providers.get(choice.alias()),
            choice.type(),
            new Target(address, id, null),
            null);
    MapValue attributes =
        (MapValue) StoredForm.marked(choice.type().attributes(), found.attributes(), null);
    Map<String, String> first = new LinkedHashMap<>();
    if (type != null) {
      first.put("type", type);
    }
    if (provider != null) {
      first.put("provider", provider);
    }
    return GeneratedConfiguration.lines(
        address.name(), first, choice.type().attributes(), attributes);
  }

  private Choice choose(Address address, @Nullable String type, @Nullable String provider) {
    boolean own = address.section().equals("resources");
    if (own && type == null) {
      throw Diagnostic.error(Problem.USAGE, "the type of " + address + " is not known")
          .hint("Name it with --type. paas providers lists the types.")
          .toException();
    }
    String name = own && type != null ? type : address.section();
    Map<String, Choice> choices = new TreeMap<>();
    for (PluginManifest plugin : plugins.plugins()) {
      ResourceType found = own ? plugin.types().get(name) : plugin.sections().get(name);
      if (found != null && plugin.isProvider()) {
        choices.put(plugin.name(), new Choice(plugin.name(), found));
      }
    }
    for (ProviderDeclaration declared : platform.providers().values()) {
      ResourceType found =
          own ? declared.plugin().types().get(name) : declared.plugin().sections().get(name);
      if (found != null) {
        choices.put(declared.alias(), new Choice(declared.alias(), found));
      }
    }
    if (provider != null && choices.containsKey(provider)) {
      return choices.get(provider);
    }
    if (provider == null && choices.size() == 1) {
      return choices.values().iterator().next();
    }
    throw Diagnostic.error(
            Problem.USAGE,
            provider == null
                ? choices.isEmpty() ? "no provider makes " + name : "several providers make " + name
                : "the provider " + provider + " does not make " + name)
        .hint(
            choices.isEmpty()
                ? "paas providers lists what there is."
                : "Name one with --provider: " + DidYouMean.list(choices.keySet()) + ".")
        .toException();
  }
}

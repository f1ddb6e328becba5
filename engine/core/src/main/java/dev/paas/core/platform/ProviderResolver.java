package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.ScalarNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the provider and the type of each resource. */
final class ProviderResolver {
  private final PluginCatalog plugins;
  private final Diagnostics diagnostics;
  private final Map<String, ProviderDeclaration> declared;
  private final Set<ProviderDeclaration> passed;
  private final Map<String, ProviderDeclaration> used;
  private final Map<String, List<ProviderDeclaration>> bySection = new HashMap<>();
  private final Map<String, List<ProviderDeclaration>> byType = new HashMap<>();
  private final Map<String, List<ProviderDeclaration>> byLookup = new HashMap<>();
  private final @Nullable String defaultProvider;

  /**
   * A type, and who provides it.
   *
   * @param type the type
   * @param provider the provider
   */
  record Resolved(ResourceType type, ProviderDeclaration provider) {}

  ProviderResolver(
      PluginCatalog plugins,
      Map<String, ProviderDeclaration> declared,
      @Nullable String defaultProvider,
      Diagnostics diagnostics) {
    this.plugins = plugins;
    this.declared = declared;
    this.passed = Set.of();
    this.defaultProvider = defaultProvider;
    this.diagnostics = diagnostics;
    this.used = new LinkedHashMap<>(declared);
  }

  private ProviderResolver(
      ProviderResolver outer,
      Map<String, ProviderDeclaration> passed,
      @Nullable String defaultProvider,
      Diagnostics diagnostics) {
    this.plugins = outer.plugins;
    this.declared = new LinkedHashMap<>(outer.declared);
    declared.putAll(passed);
    this.passed = new LinkedHashSet<>(passed.values());
    ProviderDeclaration named = defaultProvider == null ? null : declared.get(defaultProvider);
    this.defaultProvider =
        defaultProvider == null
            ? outer.defaultProvider
            : named == null ? defaultProvider : named.alias();
    this.diagnostics = diagnostics;
    this.used = outer.used;
  }

  /**
   * What a module sees: the providers of its caller, and some under names of its own. Where several
   * could be meant, those with names of its own stand before the others.
   *
   * @param names its own names, and what the caller calls them; may be {@code null} when it renames
   *     none
   * @param defaultProvider the provider that the module itself prefers
   * @param inModule gets what is wrong in the module
   */
  ProviderResolver forModule(
      @Nullable MappingNode names, @Nullable String defaultProvider, Diagnostics inModule) {
    Map<String, ProviderDeclaration> renamed = new LinkedHashMap<>();
    if (names != null) {
      for (MappingNode.Entry entry : names.entries()) {
        ProviderDeclaration provider =
            entry.value() instanceof ScalarNode alias ? byAlias(alias.text(), alias.span()) : null;
        if (provider != null) {
          renamed.put(entry.name(), provider);
        }
      }
    }
    return new ProviderResolver(this, renamed, defaultProvider, inModule);
  }

  /** Those that have what is wanted, each once; those that were passed alone, if there are any. */
  private List<ProviderDeclaration> known(Predicate<ProviderDeclaration> wanted) {
    List<ProviderDeclaration> own = passed.stream().filter(wanted).toList();
    Collection<ProviderDeclaration> all = new LinkedHashSet<>(declared.values());
    return own.isEmpty() ? all.stream().filter(wanted).toList() : own;
  }

  /** The declared providers, and those that are used without being declared. */
  Map<String, ProviderDeclaration> providers() {
    return used;
  }

  /**
   * The type of an entry of a section; {@code null} after an error.
   *
   * @param isImplied whether nobody has written the entry
   */
  @Nullable Resolved section(
      String section, ScalarNode name, @Nullable ScalarNode provider, boolean isImplied) {
    List<ProviderDeclaration> candidates = bySection.computeIfAbsent(section, this::candidatesFor);
    if (provider != null) {
      return explicit(section, provider);
    }
    for (ProviderDeclaration candidate : candidates) {
      if (candidate.alias().equals(defaultProvider)) {
        return resolved(section, candidate);
      }
    }
    candidates = meantUnnamed(candidates, section, isImplied);
    if (candidates.size() == 1) {
      return resolved(section, candidates.get(0));
    }
    Diagnostic.Builder error =
        Diagnostic.error(
            candidates.isEmpty() ? Problem.PROVIDER_LACKS_TYPE : Problem.PROVIDER_AMBIGUOUS,
            candidates.isEmpty()
                ? "no installed provider implements " + section
                : section + "." + name.text() + " could be from several providers");
    if (candidates.isEmpty()) {
      error.detail("Installed are: " + DidYouMean.list(plugins.providerNames()) + ".");
      error.hint("Install one that does; paas providers lists what each offers.");
    } else {
      List<String> aliases = candidates.stream().map(ProviderDeclaration::alias).toList();
      error.detail("They are: " + String.join(", ", aliases) + ".");
      error.hint("Say provider: " + aliases.get(0) + ", here or in defaults.");
    }
    diagnostics.add(error.at(name.span()));
    return null;
  }

  private List<ProviderDeclaration> candidatesFor(String section) {
    List<ProviderDeclaration> candidates =
        new ArrayList<>(known(each -> each.plugin().sections().containsKey(section)));
    if (candidates.stream().allMatch(each -> isOnlyNamed(each, section))) {
      for (PluginManifest plugin : plugins.plugins()) {
        if (plugin.sections().containsKey(section) && !declared.containsKey(plugin.name())) {
          candidates.add(ProviderDeclaration.undeclared(plugin));
        }
      }
    }
    return candidates;
  }

  /**
   * Those that can be meant when none is named. One that wants to be named is not among them,
   * unless it is alone; or it is declared, and somebody has written the entry: then he may mean it.
   */
  private List<ProviderDeclaration> meantUnnamed(
      List<ProviderDeclaration> candidates, String section, boolean isImplied) {
    List<ProviderDeclaration> meant =
        candidates.stream()
            .filter(
                each -> !isOnlyNamed(each, section) || (!isImplied && declared.containsValue(each)))
            .toList();
    return meant.isEmpty() ? candidates : meant;
  }

  private static boolean isOnlyNamed(ProviderDeclaration provider, String section) {
    ResourceType type = provider.plugin().sections().get(section);
    return type != null && type.onlyNamed();
  }

  private @Nullable Resolved explicit(String section, ScalarNode alias) {
    ProviderDeclaration provider = byAlias(alias.text(), alias.span());
    if (provider == null) {
      return null;
    }
    if (!provider.plugin().sections().containsKey(section)) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PROVIDER_LACKS_TYPE,
                  "the provider " + alias.text() + " does not implement " + section)
              .detail(offers(provider.plugin()))
              .at(alias.span()));
      return null;
    }
    return resolved(section, provider);
  }

  private static String offers(PluginManifest plugin) {
    List<String> names = new ArrayList<>(plugin.sections().keySet());
    names.addAll(plugin.types().keySet());
    return "The plugin " + plugin + " offers " + DidYouMean.list(names) + ".";
  }

  private static String looksUp(PluginManifest plugin) {
    return plugin.lookups().isEmpty()
        ? "The plugin " + plugin + " has no look-ups."
        : "The look-ups of the plugin "
            + plugin
            + " are "
            + DidYouMean.list(plugin.lookups().keySet())
            + ".";
  }

  private Resolved resolved(String section, ProviderDeclaration provider) {
    used.putIfAbsent(provider.alias(), provider);
    ResourceType type = provider.plugin().sections().get(section);
    if (type == null) {
      throw new IllegalStateException(provider.alias() + " lost " + section);
    }
    return new Resolved(type, provider);
  }

  private static Map<String, ResourceType> types(PluginManifest plugin, boolean lookup) {
    return lookup ? plugin.lookups() : plugin.types();
  }

  /**
   * The type of an entry of {@code resources:} or {@code data:}; {@code null} after an error.
   *
   * @param lookup whether it is one of {@code data:}
   */
  @Nullable Resolved type(ScalarNode typeName, @Nullable ScalarNode alias, boolean lookup) {
    String name = typeName.text();
    if (alias != null) {
      ProviderDeclaration provider = byAlias(alias.text(), alias.span());
      if (provider == null) {
        return null;
      }
      ResourceType type = types(provider.plugin(), lookup).get(name);
      if (type == null) {
        Set<String> known = types(provider.plugin(), lookup).keySet();
        unknownType(
            typeName,
            known,
            lookup ? looksUp(provider.plugin()) : offers(provider.plugin()),
            lookup);
        return null;
      }
      used.putIfAbsent(provider.alias(), provider);
      return new Resolved(type, provider);
    }
    Map<String, List<ProviderDeclaration>> found = lookup ? byLookup : byType;
    List<ProviderDeclaration> candidates = found.get(name);
    if (candidates == null) {
      candidates = candidatesFor(name, lookup);
      found.put(name, candidates);
    }
    return choose(typeName, candidates, lookup);
  }

  private List<ProviderDeclaration> candidatesFor(String type, boolean lookup) {
    List<ProviderDeclaration> candidates =
        new ArrayList<>(known(each -> types(each.plugin(), lookup).containsKey(type)));
    if (candidates.isEmpty()) {
      for (PluginManifest plugin : plugins.plugins()) {
        if (types(plugin, lookup).containsKey(type)) {
          candidates.add(ProviderDeclaration.undeclared(plugin));
        }
      }
    }
    return candidates;
  }

  private @Nullable Resolved choose(
      ScalarNode typeName, List<ProviderDeclaration> candidates, boolean lookup) {
    String name = typeName.text();
    for (ProviderDeclaration candidate : candidates) {
      if (candidates.size() == 1
          || candidate.alias().equals(defaultProvider)
          || (defaultProvider == null && candidate.alias().equals(candidate.plugin().name()))) {
        used.putIfAbsent(candidate.alias(), candidate);
        ResourceType type = types(candidate.plugin(), lookup).get(name);
        return type == null ? null : new Resolved(type, candidate);
      }
    }
    if (candidates.isEmpty()) {
      TreeSet<String> known = new TreeSet<>();
      plugins.plugins().forEach(plugin -> known.addAll(types(plugin, lookup).keySet()));
      unknownType(typeName, known, null, lookup);
    } else {
      List<String> aliases = candidates.stream().map(ProviderDeclaration::alias).toList();
      diagnostics.add(
          Diagnostic.error(Problem.PROVIDER_AMBIGUOUS, name + " could be from several providers")
              .detail("They are: " + String.join(", ", aliases) + ".")
              .hint("Say provider: " + aliases.get(0) + ".")
              .at(typeName.span()));
    }
    return null;
  }

  private void unknownType(
      ScalarNode typeName, Set<String> known, @Nullable String detail, boolean lookup) {
    String name = typeName.text();
    int dot = name.indexOf('.');
    String group = dot < 0 ? name : name.substring(0, dot);
    boolean groupKnown = known.stream().anyMatch(type -> type.startsWith(group + "."));
    String nearest = DidYouMean.nearest(name, known);
    diagnostics.add(
        Diagnostic.error(
                Problem.PROVIDER_UNKNOWN_TYPE,
                "no installed provider has the " + (lookup ? "look-up " : "type ") + name)
            .detail(
                detail != null
                    ? detail
                    : groupKnown || nearest != null
                        ? null
                        : "Installed are: " + DidYouMean.list(plugins.providerNames()) + ".")
            .hint(
                nearest != null
                    ? "Did you mean \"" + nearest + "\"?"
                    : groupKnown
                        ? DidYouMean.hint(name, known)
                        : "Install the provider that has it; paas providers lists the "
                            + (lookup ? "look-ups" : "types")
                            + " there are.")
            .at(typeName.span()));
  }

  private @Nullable ProviderDeclaration byAlias(String alias, Span span) {
    ProviderDeclaration known = declared.getOrDefault(alias, used.get(alias));
    if (known != null) {
      return known;
    }
    PluginManifest plugin = plugins.plugin(alias);
    if (plugin != null && plugin.isProvider()) {
      ProviderDeclaration implicit = ProviderDeclaration.undeclared(plugin);
      used.put(alias, implicit);
      return implicit;
    }
    TreeSet<String> names = new TreeSet<>(used.keySet());
    names.addAll(declared.keySet());
    names.addAll(plugins.providerNames());
    String nearest = DidYouMean.nearest(alias, names);
    diagnostics.add(
        Diagnostic.error(Problem.PROVIDER_UNKNOWN, "there is no provider \"" + alias + "\"")
            .detail(
                "A provider is declared in providers:, or is a plugin that is installed: "
                    + DidYouMean.list(names)
                    + ".")
            .hint(nearest == null ? null : "Did you mean \"" + nearest + "\"?")
            .at(span));
    return null;
  }
}

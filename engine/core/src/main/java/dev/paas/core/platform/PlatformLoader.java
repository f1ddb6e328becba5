package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.SchemaValidator;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.ScalarStyle;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a platform. */
public final class PlatformLoader {
  private final PluginCatalog plugins;
  private final ExpressionParser parser;
  private final Diagnostics diagnostics;

  /**
   * @param plugins the installed plugins
   * @param parser parses expressions
   * @param diagnostics gets everything that is wrong
   */
  public PlatformLoader(PluginCatalog plugins, ExpressionParser parser, Diagnostics diagnostics) {
    this.plugins = plugins;
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads the files, and checks all that can be checked without evaluating anything.
   *
   * @param main the main file
   * @param mainName how messages call it
   * @param environment the environment; empty for the default one
   * @param inputs what the caller sets variables with
   * @return what could be read, even after errors; {@code null} when nothing could
   */
  public @Nullable Platform load(
      Path main, String mainName, String environment, VariableInputs inputs) {
    PlatformFiles.Merged files = PlatformFiles.read(main, mainName, environment, diagnostics);
    if (files == null) {
      return null;
    }
    MappingNode root = files.root();
    SchemaValidator.of("urn:paas:platform", CoreSchemas.platform())
        .check(outline(root), mainName, null, diagnostics);
    VariableReader variables = new VariableReader(parser, diagnostics);
    Map<String, VariableDeclaration> declared = variables.declarations(root.get("variables"));
    Map<String, ProviderDeclaration> providers = providers(root.get("providers"));
    MappingNode defaults = root.get("defaults") instanceof MappingNode map ? map : null;
    ProviderResolver resolver =
        new ProviderResolver(plugins, providers, text(defaults, "provider"), diagnostics);
    MappingNode resourceDefaults = defaults == null ? null : defaults.without(Set.of("provider"));
    ResourceReader reader = new ResourceReader(resolver, parser, resourceDefaults, diagnostics);
    List<ResourceDeclaration> resources = resources(root, reader);
    checkDefaults(resourceDefaults, reader.usedDefaults());
    Platform platform =
        new Platform(
            new Platform.Parts(
                new PlatformIdentity(text(root, "name", "unnamed"), environment),
                files.directory(),
                files.sources(),
                root.get("state") instanceof MappingNode map ? map : null,
                declared,
                variables.values(inputs),
                locals(root.get("locals")),
                resolver.providers(),
                resources,
                outputs(root.get("outputs")),
                new ConditionReader(parser, diagnostics).platformChecks(root.get("checks"))));
    new ReferenceBinder(platform, unreadable(root, platform), diagnostics).bindAll();
    return platform;
  }

  /** What is declared but had errors: whoever refers to it need not be told that it is missing. */
  private static Set<String> unreadable(MappingNode root, Platform platform) {
    Set<String> unreadable = new TreeSet<>();
    for (MappingNode.Entry section : root.entries()) {
      if (section.value() instanceof MappingNode entries) {
        boolean variables = section.name().equals("variables");
        for (String name : entries.names()) {
          boolean read =
              variables
                  ? platform.variables().containsKey(name)
                  : platform.resource(section.name(), name) != null;
          if (!read) {
            unreadable.add((variables ? "vars" : section.name()) + "." + name);
          }
        }
      }
    }
    return unreadable;
  }

  /** The document without the insides of resources, which are checked against their own schemas. */
  private static MappingNode outline(MappingNode root) {
    List<MappingNode.Entry> entries = new ArrayList<>();
    for (MappingNode.Entry entry : root.entries()) {
      boolean section = CoreSchemas.isSection(entry.name());
      if (section && entry.value() instanceof MappingNode map) {
        boolean typed = CoreSchemas.isTyped(entry.name());
        entries.add(new MappingNode.Entry(entry.key(), hollow(map, typed)));
      } else {
        entries.add(entry);
      }
    }
    return new MappingNode(root.source(), root.line(), root.column(), entries);
  }

  private static MappingNode hollow(MappingNode section, boolean keepType) {
    List<MappingNode.Entry> entries = new ArrayList<>(section.entries().size());
    for (MappingNode.Entry entry : section.entries()) {
      Node value = entry.value();
      if (value instanceof MappingNode map) {
        ScalarNode typeKey = keepType ? map.key("type") : null;
        Node type = typeKey == null ? null : map.get("type");
        List<MappingNode.Entry> kept =
            typeKey == null || type == null
                ? List.of()
                : List.of(new MappingNode.Entry(typeKey, type));
        value = new MappingNode(map.source(), map.line(), map.column(), kept);
      }
      entries.add(new MappingNode.Entry(entry.key(), value));
    }
    return new MappingNode(section.source(), section.line(), section.column(), entries);
  }

  private Map<String, ProviderDeclaration> providers(@Nullable Node section) {
    Map<String, ProviderDeclaration> declared = new LinkedHashMap<>();
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        ProviderDeclaration provider = provider(entry);
        if (provider != null) {
          declared.put(entry.name(), provider);
        }
      }
    }
    return declared;
  }

  private @Nullable ProviderDeclaration provider(MappingNode.Entry entry) {
    MappingNode node =
        entry.value() instanceof MappingNode map ? map : MappingNode.emptyAt(entry.key());
    ScalarNode named = node.get("plugin") instanceof ScalarNode scalar ? scalar : entry.key();
    PluginManifest plugin = plugins.plugin(named.text());
    if (plugin == null || !plugin.isProvider()) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PROVIDER_UNKNOWN, "the plugin \"" + named.text() + "\" is not installed")
              .detail("Installed are: " + DidYouMean.list(plugins.providerNames()) + ".")
              .hint(
                  !node.names().contains("plugin")
                      ? "Name the plugin with plugin:, or install it."
                      : DidYouMean.nearest(named.text(), plugins.providerNames()) == null
                          ? "Put its folder into the folder plugins, or into one of PAAS_PLUGINS."
                          : DidYouMean.hint(named.text(), plugins.providerNames()))
              .at(named.span()));
      return null;
    }
    MappingNode settings =
        (MappingNode)
            KeyAliases.canonical(
                node.without(ProviderBounds.KEYS), plugin.configuration().attributes());
    plugin
        .configuration()
        .check(settings, "the provider " + entry.name(), entry.key().span(), diagnostics);
    return new ProviderDeclaration(
        entry.name(),
        plugin,
        parser.parse(settings, diagnostics),
        settings,
        entry.key().span(),
        ProviderBounds.read(node, diagnostics));
  }

  private List<ResourceDeclaration> resources(MappingNode root, ResourceReader reader) {
    List<ResourceDeclaration> resources = new ArrayList<>();
    Set<String> declared = new LinkedHashSet<>();
    for (MappingNode.Entry entry : root.entries()) {
      if (CoreSchemas.isSection(entry.name()) && entry.value() instanceof MappingNode map) {
        for (MappingNode.Entry resource : map.entries()) {
          declared.add(entry.name() + "." + resource.name());
          ResourceDeclaration read = reader.read(entry.name(), resource, false);
          if (read != null) {
            resources.add(read);
          }
        }
      }
    }
    for (String address : new ArrayList<>(reader.implied())) {
      if (declared.add(address)) {
        ResourceDeclaration read = implied(address, root, reader);
        if (read != null) {
          resources.add(read);
        }
      }
    }
    return resources;
  }

  private static @Nullable ResourceDeclaration implied(
      String address, MappingNode root, ResourceReader reader) {
    int dot = address.indexOf('.');
    String name = address.substring(dot + 1);
    ScalarNode services = root.key("services");
    ScalarNode at = services == null ? root.entries().get(0).key() : services;
    ScalarNode key =
        new ScalarNode(
            at.source(),
            at.line(),
            at.column(),
            at.offset(),
            name,
            ScalarStyle.PLAIN,
            Value.of(name));
    MappingNode.Entry entry = new MappingNode.Entry(key, MappingNode.emptyAt(key));
    return reader.read(address.substring(0, dot), entry, true);
  }

  private void checkDefaults(@Nullable MappingNode defaults, Set<String> used) {
    if (defaults == null) {
      return;
    }
    Set<String> known = new TreeSet<>();
    for (String section : CoreSchemas.SECTIONS) {
      CoreSchemas.section(section)
          .get("properties")
          .properties()
          .forEach(property -> known.add(property.getKey()));
    }
    for (MappingNode.Entry entry : defaults.entries()) {
      if (!used.contains(entry.name()) && !known.contains(entry.name())) {
        diagnostics.add(
            Diagnostic.error(
                    Problem.SCHEMA_UNKNOWN_KEY,
                    "no resource has the key \"" + entry.name() + "\" of defaults")
                .hint(DidYouMean.hint(entry.name(), known))
                .at(entry.key().span()));
      }
    }
  }

  private Map<String, LocalDeclaration> locals(@Nullable Node section) {
    Map<String, LocalDeclaration> locals = new LinkedHashMap<>();
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        Expression value = parser.parse(entry.value(), diagnostics);
        locals.put(
            entry.name(), new LocalDeclaration(locals.size(), entry.name(), entry.key(), value));
      }
    }
    return locals;
  }

  private Map<String, OutputDeclaration> outputs(@Nullable Node section) {
    Map<String, OutputDeclaration> outputs = new LinkedHashMap<>();
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        if (entry.value() instanceof MappingNode node && node.get("value") != null) {
          outputs.put(entry.name(), output(entry, node));
        }
      }
    }
    return outputs;
  }

  private OutputDeclaration output(MappingNode.Entry entry, MappingNode node) {
    Node value = node.get("value");
    Node sensitive = node.get("sensitive");
    return new OutputDeclaration(
        entry.name(),
        entry.key(),
        parser.parse(value == null ? node : value, diagnostics),
        text(node, "description", ""),
        sensitive instanceof ScalarNode scalar
            && scalar.value() instanceof BooleanValue truth
            && truth.value());
  }

  private static @Nullable String text(@Nullable MappingNode map, String key) {
    return map != null && map.get(key) instanceof ScalarNode scalar ? scalar.text() : null;
  }

  private static String text(MappingNode map, String key, String otherwise) {
    String text = text(map, key);
    return text == null ? otherwise : text;
  }
}

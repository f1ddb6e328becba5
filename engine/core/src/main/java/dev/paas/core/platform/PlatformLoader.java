package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.module.RemoteModules;
import dev.paas.core.parallel.ParallelLoop;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.SchemaValidator;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.provider.PlatformIdentity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a platform. */
public final class PlatformLoader {
  private final PluginCatalog plugins;
  private final ExpressionParser parser;
  private final Diagnostics diagnostics;
  private @Nullable RemoteModules remote;
  private @Nullable RecordedDocuments recorded;
  private LoadListener listener = LoadListener.NONE;

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

  /** What there is once, and made when it is needed first. */
  private static final class Outline {
    static final SchemaValidator VALIDATOR =
        SchemaValidator.of("urn:paas:platform", CoreSchemas.platform());
  }

  /**
   * Makes what all platforms are checked with, which takes as long as reading a small one: another
   * thread may begin with it early. Returns when it is there.
   */
  public static void prepare() {
    Objects.requireNonNull(Outline.VALIDATOR);
  }

  /** Takes modules that are in repositories from there; otherwise only what has been fetched. */
  public PlatformLoader with(RemoteModules modules) {
    remote = modules;
    return this;
  }

  /** Takes all documents from what was recorded of them. */
  public PlatformLoader with(RecordedDocuments documents) {
    recorded = documents;
    return this;
  }

  /**
   * Tells how far it is.
   *
   * @param hears what is read from files; not what is taken from what was recorded
   */
  public PlatformLoader telling(LoadListener hears) {
    listener = hears;
    return this;
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
    RecordedDocuments documents = recorded;
    PlatformFiles.Merged files =
        documents == null
            ? PlatformFiles.read(
                main, mainName, environment, diagnostics, identified(main, environment))
            : documents.platform(main, mainName, diagnostics);
    if (files == null) {
      return null;
    }
    MappingNode root = files.root();
    Outline.VALIDATOR.check(ModuleReader.outline(root), mainName, null, diagnostics);
    VariableReader variables = new VariableReader(parser, diagnostics);
    Map<String, VariableDeclaration> declared = variables.declarations(root.get("variables"));
    Map<String, ProviderDeclaration> providers = providers(root.get("providers"));
    ProviderResolver resolver =
        new ProviderResolver(plugins, providers, ModuleReader.defaultProvider(root), diagnostics);
    ModuleDeclaration platform = new ModuleDeclaration(0, null, files.directory(), "");
    platform.setVariables(declared);
    platform.setDocument(new WholeDocument(files.main(), root));
    AtomicInteger numbers = new AtomicInteger();
    ModuleReader reader =
        new ModuleReader(platform, root, resolver, parser, numbers::getAndIncrement, diagnostics);
    reader.read();
    reader.declareImplied(reader.implied());
    ModuleLoader modules =
        new ModuleLoader(
            files,
            new ModuleFolders(
                files.directory(), mainName, remote(files.directory(), mainName), documents),
            documents,
            parser,
            numbers::getAndIncrement,
            diagnostics);
    modules.load(reader);
    Platform loaded =
        new Platform(
            new Platform.Parts(
                new PlatformIdentity(text(root, "name", "unnamed"), environment),
                files.directory(),
                modules.sources(),
                documents != null
                    ? documents.state()
                    : root.get("state") instanceof MappingNode map ? map : null,
                variables.values(inputs),
                variables.origins(),
                resolver.providers(),
                modules.modules(),
                new ConditionReader(parser, diagnostics).platformChecks(root.get("checks")),
                new PolicyReader(plugins, parser, diagnostics).policies(root.get("policies"))));
    if (!diagnostics.hasErrors()) {
      listener.read(loaded);
    }
    // What has errors is looked for only where there are some.
    Set<String> unreadable = diagnostics.hasErrors() ? reader.unreadable() : Set.of();
    ReferenceBinder binder = new ReferenceBinder(platform, unreadable, diagnostics);
    binder.bindProviders(providers.values());
    binder.bindChecks(loaded.checks().values());
    List<ImportDeclaration> imports = loaded.refactorings().imports();
    binder.bindImports(imports);
    imports.forEach(one -> new ImportReader(parser, diagnostics).check(one, platform));
    Diagnostics ofTypes = new Diagnostics();
    TypeChecker types = new TypeChecker(platform, unreadable, ofTypes);
    together(loaded.isLarge(), binder::bindAll, types::checkAll);
    new PolicyChecker(platform, binder, diagnostics).check(loaded.policies().values());
    types.checkProviders(providers.values());
    types.checkConditions(loaded.checks().values());
    types.checkPolicies(loaded.policies().values(), plugins);
    diagnostics.addAll(ofTypes.sorted());
    modules.bindAll();
    if (!diagnostics.hasErrors() && documents == null) {
      UnusedNames.report(loaded, root, files.otherOverlays(), diagnostics);
    }
    return loaded;
  }

  /** Tells which platform it is as soon as the main file has said that. */
  private Consumer<MappingNode.Entry> identified(Path main, String environment) {
    Path directory = main.toAbsolutePath().normalize().getParent();
    AtomicBoolean over = new AtomicBoolean();
    return entry -> {
      boolean named = entry.name().equals("name") && entry.value() instanceof ScalarNode;
      boolean first = (named || entry.name().equals("state")) && !over.getAndSet(true);
      if (first && named && directory != null) {
        listener.identified(
            new PlatformIdentity(((ScalarNode) entry.value()).text(), environment), directory);
      }
    };
  }

  /** Does both, at the same time where there is much to do. */
  private static void together(boolean much, Runnable one, Runnable other) {
    List<Runnable> both = List.of(one, other);
    int share = much ? 1 : both.size();
    ParallelLoop.run(
        both.size(), share, (from, to) -> both.subList(from, to).forEach(Runnable::run));
  }

  /**
   * The section {@code state} alone, and nothing checked.
   *
   * @param main the main file
   * @param environment the environment; empty for the default one
   * @param diagnostics gets what is wrong with the files
   * @return {@code null} when there is none, or nothing could be read
   */
  public static @Nullable MappingNode stateSection(
      Path main, String environment, Diagnostics diagnostics) {
    PlatformFiles.Merged files =
        PlatformFiles.read(main, main.toString(), environment, diagnostics);
    return files != null && files.root().get("state") instanceof MappingNode map ? map : null;
  }

  private RemoteModules remote(Path directory, String mainName) {
    RemoteModules given = remote;
    return given == null ? RemoteModules.present(directory, mainName) : given;
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

  private static @Nullable String text(@Nullable MappingNode map, String key) {
    return map != null && map.get(key) instanceof ScalarNode scalar ? scalar.text() : null;
  }

  private static String text(MappingNode map, String key, String otherwise) {
    String text = text(map, key);
    return text == null ? otherwise : text;
  }
}

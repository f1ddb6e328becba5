package dev.paas.core.engine;

import dev.paas.core.address.Address;
import dev.paas.core.apply.Applier;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.PolicyGate;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.encryption.KeySettings;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.ReadFiles;
import dev.paas.core.expression.Templates;
import dev.paas.core.expression.cel.DevCelCompiler;
import dev.paas.core.git.WorkTree;
import dev.paas.core.history.Configuration;
import dev.paas.core.history.Occasion;
import dev.paas.core.history.Revision;
import dev.paas.core.history.RevisionDraft;
import dev.paas.core.lock.PluginLock;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Discovery;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlanRestorer;
import dev.paas.core.plan.PlannedInstance;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.Planner;
import dev.paas.core.plan.Policies;
import dev.paas.core.plan.ProviderConfigurator;
import dev.paas.core.plan.RecordedValues;
import dev.paas.core.plan.SavedPlan;
import dev.paas.core.plan.SchemaUpgrade;
import dev.paas.core.platform.LoadListener;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.PlatformLoader;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.provider.CallListener;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.source.MappingNode;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.core.state.Sealing;
import dev.paas.core.state.StateRepository;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.WorkloadAccess;
import dev.paas.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run on one platform. What is needed is made when it is first asked for: validating opens no
 * state, planning without a call loads no provider. Use it in one thread, and close it.
 */
public final class Engine implements AutoCloseable {
  private final EngineSettings settings;
  private final PluginCatalog plugins;
  private final ExpressionParser parser = new ExpressionParser(DevCelCompiler::new);
  private Templates templates = new Templates(parser);
  private Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Calls calls;
  private final Diagnostics warnings = new Diagnostics();
  private final States states;
  private @Nullable Platform platform;
  private @Nullable PluginLock lock;
  private boolean lockChecked;
  private @Nullable ForkJoinTask<PlatformGraph> graphBegun;
  private @Nullable ProviderPool providers;
  private @Nullable ExecutorService workers;

  /** Begins what can be done while the platform is still being read and checked. */
  private final LoadListener beginning =
      new LoadListener() {
        @Override
        public void identified(PlatformIdentity identity, Path directory) {
          states.identified(identity, directory);
        }

        @Override
        public void read(Platform loaded) {
          states.read(loaded);
          if (loaded.isLarge()) {
            graphBegun = ForkJoinPool.commonPool().submit(() -> PlatformGraph.of(loaded));
          }
        }
      };

  private Engine(EngineSettings settings, PluginCatalog plugins, CallListener listener) {
    this.settings = settings;
    this.plugins = plugins;
    this.calls = new Calls(listener);
    this.states =
        new States(
            plugins,
            parser,
            environment(),
            of -> new Evaluation(of, environment(), templates, started),
            warnings);
  }

  /**
   * Makes what all engines need; another thread may begin with it before one is opened. Returns
   * when it is there.
   */
  public static void prepare() {
    PlatformLoader.prepare();
  }

  /**
   * An engine for a platform; nothing is read yet but the plugins' manifests.
   *
   * @param listener hears what providers say
   * @throws DiagnosticException when a plugin is not valid
   */
  public static Engine open(EngineSettings settings, CallListener listener) {
    Diagnostics diagnostics = new Diagnostics();
    PluginCatalog plugins = PluginCatalog.scan(settings.pluginFolders(), diagnostics);
    diagnostics.throwIfErrors();
    return new Engine(settings, plugins, listener);
  }

  /** The installed plugins. */
  public PluginCatalog plugins() {
    return plugins;
  }

  /**
   * The platform, read and checked.
   *
   * @throws DiagnosticException with everything that is wrong with it
   */
  public Platform platform() {
    return platform(LoadListener.NONE);
  }

  /**
   * @param listener hears how far it is, when it is read now
   */
  private Platform platform(LoadListener listener) {
    Platform loaded = platform;
    if (loaded == null) {
      lock = PluginLocks.beside(settings.file(), settings.fileName(), plugins);
      Diagnostics diagnostics = new Diagnostics();
      loaded = loadNow(listener, diagnostics);
      diagnostics.throwIfErrors();
      if (loaded == null) {
        throw Diagnostic.error(Problem.FILE_UNREADABLE, "cannot read " + settings.fileName())
            .toException();
      }
      warnings.addAll(diagnostics.sorted());
      platform = loaded;
    }
    return loaded;
  }

  /**
   * The platform's state, also where its file has errors now: what was done before has nothing to
   * do with them.
   *
   * @throws DiagnosticException when the state cannot be opened
   */
  public StateRepository pastState() {
    if (platform != null) {
      return state();
    }
    lock = PluginLocks.beside(settings.file(), settings.fileName(), plugins);
    Diagnostics diagnostics = new Diagnostics();
    Platform loaded = loadNow(LoadListener.NONE, diagnostics);
    if (loaded == null) {
      diagnostics.throwIfErrors();
      return state();
    }
    platform = loaded;
    try {
      return state();
    } catch (DiagnosticException unusable) {
      diagnostics.throwIfErrors();
      throw unusable;
    } finally {
      if (diagnostics.hasErrors()) {
        platform = null;
      }
    }
  }

  private @Nullable Platform loadNow(LoadListener listener, Diagnostics diagnostics) {
    PlatformLoader loader = new PlatformLoader(plugins, parser, diagnostics).telling(listener);
    Platform loaded = load(loader, settings.variables());
    if (loaded != null) {
      KeySettings unused = KeySettings.of(loaded.state(), loaded.directory(), diagnostics);
    }
    return loaded;
  }

  private @Nullable Platform load(PlatformLoader loader, VariableInputs inputs) {
    return loader.load(settings.file(), settings.fileName(), settings.environment(), inputs);
  }

  /**
   * What the platform would be made from now, to be compared with what it was made from once: of
   * files that expressions read, those that they read then.
   *
   * @throws DiagnosticException when there is something wrong with it
   */
  public Configuration configuration(Configuration once) {
    ConfigurationRecorder recorder = new ConfigurationRecorder(platform().directory());
    return recorder.record(platform(), ReadFiles.again(recorder.seen(once)));
  }

  /**
   * Takes this engine back to what a revision was made from: everything that it plans from now on
   * is planned from that, with the state as it is now.
   *
   * @throws DiagnosticException when that was not recorded, or cannot be used any more
   */
  public void goBackTo(Revision revision) {
    StateRepository past = pastState();
    Configuration configuration = past.history().configuration(revision);
    Diagnostics diagnostics = new Diagnostics();
    Path directory = settings.file().toAbsolutePath().normalize().getParent();
    ConfigurationRecorder recorder =
        new ConfigurationRecorder(directory == null ? settings.file() : directory);
    Platform loaded =
        load(
            new PlatformLoader(plugins, parser, diagnostics)
                .with(recorder.documents(configuration, revision, states.section())),
            settings.variables().fixedTo(configuration.variables().entries()));
    diagnostics.throwIfErrors();
    platform = loaded;
    templates = new Templates(parser, new ReadFiles(recorder.seen(configuration)));
    started = revision.time();
  }

  /** What the history says of a change of the state alone, which no configuration led to. */
  public RevisionDraft draft(Occasion occasion) {
    Platform of = platform();
    return new RevisionDraft(
        occasion,
        List.of(),
        new RevisionDraft.Origin(
            started, WorkTree.of(of.directory()), null, HistorySettings.retention(of.state())));
  }

  private RevisionDraft.Origin origin(PlannedPlatform planned) {
    Platform of = planned.evaluation().platform();
    return new RevisionDraft.Origin(
        planned.evaluation().time(),
        WorkTree.of(of.directory()),
        new ConfigurationRecorder(of.directory()).record(of, templates.files().seen()),
        HistorySettings.retention(of.state()));
  }

  /** What the user should know of the platform. */
  public List<Diagnostic> warnings() {
    return warnings.sorted();
  }

  /**
   * Checks the platform as far as that can be done without its state: everything that is written,
   * and that nothing refers to itself.
   *
   * @throws DiagnosticException with everything that is wrong
   */
  public void validate() {
    Platform loaded = platform();
    traced(() -> PlatformGraph.of(loaded));
    checkLock();
  }

  /** Runs a part; what it finds wrong in a module is told with the calls that lead there. */
  private <T> T traced(Supplier<T> part) {
    try {
      return part.get();
    } catch (DiagnosticException problem) {
      throw new DiagnosticException(platform().traced(problem.diagnostics()));
    }
  }

  /** Before any of a plugin's classes are loaded: whether it is the one that is locked. */
  private void checkLock() {
    Platform loaded = platform();
    PluginLock locked = lock;
    if (!lockChecked && locked != null) {
      Diagnostics diagnostics = new Diagnostics();
      PluginLocks.check(locked, loaded, plugins, diagnostics);
      diagnostics.throwIfErrors();
      warnings.addAll(diagnostics.sorted());
    }
    lockChecked = true;
  }

  /** Each declaration with what it refers to, in the order of the file. */
  public Map<Address, List<Address>> references() {
    Platform loaded = platform();
    return traced(() -> dev.paas.core.plan.References.of(loaded));
  }

  /**
   * Access to what runs inside a resource.
   *
   * @throws DiagnosticException when its provider cannot be used
   */
  public WorkloadAccess workloads(ResourceRecord resource) throws InterruptedException {
    Evaluation evaluation = newEvaluation();
    new ProviderConfigurator(evaluation, plugins, providers(), recorded(), calls)
        .configure(resource.provider(), resource.plugin());
    return providers().get(resource.provider()).provider().workloads();
  }

  /**
   * A console over the platform and its state as it is now.
   *
   * @throws DiagnosticException when either cannot be used
   */
  public Console console() {
    Platform loaded = platform();
    Evaluation evaluation = RecordedValues.in(newEvaluation(), recorded());
    return new Console(loaded, evaluation, parser);
  }

  private Map<String, String> environment() {
    return settings.variables().environment();
  }

  private Evaluation newEvaluation() {
    return newEvaluation(started);
  }

  private Evaluation newEvaluation(Instant time) {
    return new Evaluation(platform(), environment(), templates, time);
  }

  /**
   * The platform's state.
   *
   * @throws DiagnosticException when it cannot be opened
   */
  public StateRepository state() {
    Platform loaded = platform();
    checkLock();
    return states.open(loaded);
  }

  /**
   * The state that the platform had before its {@code state:} was changed. Whatever key is given
   * now, or then, or was made here, reads it.
   *
   * @param former what there was; {@code null} for the default
   * @throws DiagnosticException when it cannot be opened
   */
  public StateRepository formerState(@Nullable FormerState former) {
    return states.openFormer(platform(), former == null ? null : former.section());
  }

  /** The platform's providers; each is opened when it is first needed. */
  public ProviderPool providers() {
    ProviderPool made = providers;
    if (made == null) {
      made =
          new ProviderPool(
              ProviderPool.opener(plugins),
              platform().identity(),
              platform().directory(),
              environment());
      providers = made;
    }
    return made;
  }

  /**
   * Makes a plan.
   *
   * @throws DiagnosticException with everything that is wrong
   */
  public PlannedPlatform plan(PlanOptions options, PlanListener listener)
      throws InterruptedException {
    try {
      return judged(planner(options, listener).plan());
    } catch (DiagnosticException problem) {
      // What there is to know of the platform may have to do with it.
      List<Diagnostic> all = new ArrayList<>(warnings());
      all.addAll(platform().traced(problem.diagnostics()));
      throw new DiagnosticException(all);
    }
  }

  /**
   * Makes a plan that only records something that exists already.
   *
   * @param address an instance that is declared and not recorded
   * @param id what its own system calls it
   * @throws DiagnosticException with everything that is wrong
   */
  public PlannedPlatform planImport(Address address, String id, PlanListener listener)
      throws InterruptedException {
    PlanOptions options =
        new PlanOptions(PlanOptions.Mode.APPLY, true, List.of(address), List.of());
    return judged(planner(options, listener).planImport(address, id));
  }

  /**
   * What the file would have for something that exists and is not in it.
   *
   * @param address where it shall be: a section and a name
   * @param id what its own system calls it
   * @param type its type, for the section {@code resources}; {@code null} otherwise
   * @param provider the alias of its provider; {@code null} when there is but one
   * @return the entry's lines, its name first
   * @throws DiagnosticException when it is not found, or its type or provider cannot be told
   */
  public List<String> discover(
      Address address, String id, @Nullable String type, @Nullable String provider)
      throws InterruptedException {
    ProviderConfigurator configurator =
        new ProviderConfigurator(newEvaluation(), plugins, providers(), recorded(), calls);
    return new Discovery(platform(), plugins, providers(), configurator, calls)
        .entry(address, id, type, provider);
  }

  /** What is recorded, in the form of the installed plugins. */
  private PlatformState recorded() {
    Platform of = platform(states);
    checkLock();
    PlatformState loaded = states.recorded(of);
    Diagnostic ofKey = state().keyWarning();
    if (ofKey != null) {
      warnings.add(ofKey);
    }
    MappingNode section = of.state();
    if (section != null && loaded.lineage().isEmpty()) {
      LeftBehind.refuse(state(), () -> formerState(null), section.span());
    }
    return SchemaUpgrade.of(loaded, plugins);
  }

  private PlatformGraph graph(Platform of) {
    ForkJoinTask<PlatformGraph> begun = graphBegun;
    graphBegun = null;
    return begun == null ? PlatformGraph.of(of) : begun.join();
  }

  private Planner planner(PlanOptions options, PlanListener listener) {
    Platform of = platform(beginning);
    // Made while the state may still be being read.
    PlatformGraph graph = graph(of);
    PlatformState state = recorded();
    return new Planner(
        newEvaluation(),
        graph,
        state,
        state()::fingerprints,
        options,
        new Planner.Tools(plugins, providers(), calls, workers(), listener));
  }

  /**
   * Carries out a plan of this engine.
   *
   * @throws DiagnosticException when it could not begin: then nothing was changed
   */
  public ApplyResult apply(PlannedPlatform plan, Applier.Settings how) throws InterruptedException {
    PolicyGate gate = new PolicyGate(plan.plan(), policies(plan));
    return new Applier(state(), providers(), calls, workers(), how, gate, () -> origin(plan))
        .apply(plan);
  }

  /** A refresh changes nothing that a policy could be about. */
  private PlannedPlatform judged(PlannedPlatform planned) {
    return planned.options().mode() == PlanOptions.Mode.REFRESH
        ? planned
        : planned.judged(policies(planned).outcomes());
  }

  private Policies policies(PlannedPlatform planned) {
    String actor = environment().getOrDefault("USER", System.getProperty("user.name", ""));
    return new Policies(planned.evaluation(), planned.plan(), started, actor);
  }

  /**
   * Keeps a plan in a file.
   *
   * @param name how messages call the file
   * @param maker who made it
   * @throws DiagnosticException when it cannot be written
   */
  public void save(PlannedPlatform planned, Path file, String name, SavedPlan.Maker maker) {
    SavedPlan saved =
        SavedPlan.of(
            planned,
            new SavedPlan.Origin(
                maker,
                pluginVersions(planned),
                settings.fileName(),
                configurationDigest(),
                planned.state().lineage(),
                planned.evaluation().time(),
                Value.map(platform().variableValues()),
                new ConfigurationRecorder(platform().directory()).value(templates.files().seen())));
    PlanFiles.write(
        saved, file, name, new Sealing(states.keys(platform())), new PlanSignatures(environment()));
  }

  private Map<String, String> pluginVersions(PlannedPlatform planned) {
    Map<String, String> versions = new TreeMap<>();
    for (Change change : planned.plan().changes()) {
      PlannedInstance instance = planned.instances().get(change.address());
      PluginManifest plugin = instance == null ? null : plugins.plugin(instance.plugin());
      if (plugin != null) {
        versions.put(plugin.name(), plugin.version());
      }
    }
    return versions;
  }

  /**
   * Reads a plan from a file.
   *
   * @param file the file
   * @param name how messages call it
   * @param directory where the plan's relative path to its platform starts
   * @throws DiagnosticException when it is not one
   */
  public static SavedPlan read(
      Path file, String name, Path directory, Map<String, String> environment) {
    return PlanFiles.read(
        file,
        name,
        (platformFile, platformEnvironment) ->
            new Sealing(
                StateKeyFiles.keyring(
                    directory.resolve(platformFile).toAbsolutePath().normalize(),
                    platformEnvironment,
                    environment)),
        new PlanSignatures(environment));
  }

  /**
   * Makes a saved plan ready to be carried out by this engine.
   *
   * @throws DiagnosticException when it does not fit any more
   */
  public PlannedPlatform restore(SavedPlan saved) {
    PlatformState state = recorded();
    ReadFiles.Seen seen =
        new ConfigurationRecorder(platform().directory()).seen(saved.origin().files());
    templates = new Templates(parser, new ReadFiles(seen));
    return traced(
        () ->
            judged(
                new PlanRestorer(
                        saved, state, newEvaluation(saved.origin().time()), providers(), plugins)
                    .restore(configurationDigest())));
  }

  /** Tells whether one of the platform's files has changed. */
  private String configurationDigest() {
    StringBuilder all = new StringBuilder();
    for (Source source : platform().sources()) {
      all.append(source.name()).append('\0').append(source.text()).append('\0');
    }
    return PlanFiles.digest(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private ExecutorService workers() {
    ExecutorService made = workers;
    if (made == null) {
      AtomicInteger number = new AtomicInteger();
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              settings.parallelism(),
              settings.parallelism(),
              10,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(task, "paas-worker-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      pool.allowCoreThreadTimeOut(true);
      made = pool;
      workers = made;
    }
    return made;
  }

  /** Gives everything back, in the reverse order of its making. */
  @Override
  public void close() {
    if (workers != null) {
      workers.shutdownNow();
    }
    calls.close();
    if (providers != null) {
      providers.close();
    }
    states.close();
  }
}

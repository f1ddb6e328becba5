package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.NotYetKnownException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Expander;
import dev.paas.core.evaluation.ImportTargets;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.Marks;
import dev.paas.core.evaluation.ModuleInstance;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.evaluation.UnknownAttributes;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.RemovalDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.VariableDeclaration;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.state.Fingerprints;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.Relocation;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes plans. Use one for one plan. */
public final class Planner {
  private final Platform platform;
  private final PlannedMoves moves;
  private final Relocation relocation;
  private final PlatformState state;
  private final PlanOptions options;
  private final Evaluation evaluation;
  private final ProviderPool providers;
  private final Calls calls;
  private final PlanListener listener;
  private final PlatformGraph graph;
  private final Marks marks;
  private final Deferrals deferrals;
  private final Expander expander;
  private final DependencyCollector dependencies;
  private final Observations observations;
  private final InstancePlanner instancePlanner;
  private final Departures departures;
  private final EphemeralSecrets secrets;
  private final LookupPlanner lookups;
  private final CheckPlanner checks;
  private final Selection selection;
  private final ExpansionPlanner expansion;
  private final Map<Address, Address> origins = new HashMap<>();
  private final Set<Address> heldBack = new HashSet<>();
  private final Diagnostics diagnostics = new Diagnostics();

  private final Map<Address, PlannedInstance> planned = new LinkedHashMap<>();
  private final Set<Address> instances = new HashSet<>();
  private @Nullable Importer importer;
  private final Failures failures = new Failures();
  private final PendingPlans pending;

  /** What a planner works with. */
  public record Tools(
      PluginCatalog plugins,
      ProviderPool providers,
      Calls calls,
      ExecutorService workers,
      PlanListener listener) {}

  /**
   * @param evaluation what names stand for; gets the values of resources
   * @param graph the platform's
   * @param recorded what is recorded
   * @param fingerprints makes hashes of what is not kept
   */
  public Planner(
      Evaluation evaluation,
      PlatformGraph graph,
      PlatformState recorded,
      Supplier<Fingerprints> fingerprints,
      PlanOptions options,
      Tools tools) {
    this.platform = evaluation.platform();
    this.options = options;
    this.evaluation = evaluation;
    this.providers = tools.providers();
    this.calls = tools.calls();
    this.listener = tools.listener();
    this.graph = graph;
    this.marks = graph.marks();
    this.deferrals = new Deferrals(marks);
    this.expander = new Expander(evaluation);
    this.dependencies = new DependencyCollector(platform);
    this.selection = new Selection(options, platform, graph, dependencies);
    this.expansion =
        new ExpansionPlanner(
            evaluation, options, selection, dependencies, deferrals, marks, failures, diagnostics);
    this.moves = moves(recorded);
    this.relocation = Relocation.of(recorded, moves.moves());
    this.state = relocation.state();
    moves.moves().forEach(move -> origins.put(move.to(), move.from()));
    this.observations =
        new Observations(
            state,
            providers,
            tools.calls(),
            new Refresher(platform, tools.calls(), tools.workers(), tools.listener()),
            options.refresh());
    this.instancePlanner = new InstancePlanner(evaluation, providers, fingerprints);
    this.pending =
        new PendingPlans(
            (instance, present) ->
                instancePlanner.plan(instance, present, dependencies.of(instance)));
    this.departures =
        new Departures(
            platform,
            state,
            options,
            observations,
            tools.plugins(),
            providers,
            deferrals,
            selection,
            diagnostics);
    this.checks = new CheckPlanner(evaluation);
    this.lookups =
        new LookupPlanner(
            evaluation,
            new Lookups(evaluation, providers, tools.calls()),
            tools.workers(),
            state,
            planned,
            dependencies);
    this.secrets = new EphemeralSecrets(evaluation.environment());
  }

  /** What moves. When everything is destroyed, what cannot move is destroyed where it is. */
  private PlannedMoves moves(PlatformState recorded) {
    if (options.mode() == PlanOptions.Mode.REFRESH) {
      return PlannedMoves.NONE;
    }
    MoveResolver resolver =
        new MoveResolver(
            platform,
            recorded,
            selection::moves,
            options.destroy() ? new Diagnostics() : diagnostics);
    PlannedMoves found = resolver.resolve();
    heldBack.addAll(resolver.heldBack());
    return options.destroy() ? new PlannedMoves(found.moves(), List.of(), List.of()) : found;
  }

  /**
   * Makes the plan.
   *
   * @throws DiagnosticException with everything that is wrong
   */
  public PlannedPlatform plan() throws InterruptedException {
    PlannedPlatform made =
        plan(options.applies() ? ImportTargets.of(evaluation, diagnostics) : Map.of());
    if (!deferrals.isEmpty() && !(options.staged() && anythingIsMade())) {
      deferrals.tell(diagnostics);
      diagnostics.throwIfErrors();
    }
    return made;
  }

  /**
   * Makes a plan that only records something that exists already.
   *
   * @param id what its own system calls it
   * @throws DiagnosticException with everything that is wrong
   */
  public PlannedPlatform planImport(Address address, String id) throws InterruptedException {
    ResourceRecord recorded = state.record(address);
    if (recorded != null) {
      throw Diagnostic.error(Problem.IMPORT_INVALID, address + " is recorded already")
          .detail("It is " + recorded.id() + ". Nothing was changed.")
          .toException();
    }
    Map<Address, ImportTargets.Target> targets =
        Map.of(address, new ImportTargets.Target(address, id, null));
    PlannedPlatform made = plan(targets);
    if (!made.instances().containsKey(address)) {
      deferrals.tell(diagnostics);
      diagnostics.throwIfErrors();
    }
    return Importer.only(made, address);
  }

  private PlannedPlatform plan(Map<Address, ImportTargets.Target> imports)
      throws InterruptedException {
    importer =
        imports.isEmpty() ? null : new Importer(imports, state, providers, calls, observations);
    diagnostics.throwIfErrors();
    RequestedAddresses requested = new RequestedAddresses(options, platform, state);
    requested.checkDeclarations(diagnostics);
    diagnostics.throwIfErrors();
    listener.refreshing(options.refresh() ? state.records().size() : 0);
    visit();
    diagnostics.addAll(checks.failures().sorted());
    if (diagnostics.hasErrors()) {
      departures.checkProtection(this::isDecided);
    } else {
      requested.checkInstances(instances, deferrals::contains, diagnostics);
      if (importer != null) {
        importer.check(instances, deferrals::contains, diagnostics);
      }
    }
    checkRemoved();
    ExclusiveValues exclusive = new ExclusiveValues(diagnostics);
    planned.values().forEach(exclusive::add);
    diagnostics.throwIfErrors();
    departures.plan(this::isDecided, planned);
    diagnostics.throwIfErrors();
    List<OutputChange> outputs =
        new OutputPlanner(evaluation, state, options, diagnostics)
            .plan(selection.isEverything(), !failures.isEmpty());
    diagnostics.throwIfErrors();
    planned.replaceAll((address, instance) -> moved(instance));
    return new PlanAssembly(
            evaluation, state, options, observations, planned, deferrals, dependencies, selection)
        .assemble(
            moves,
            relocation,
            outputs,
            diagnostics.sorted(),
            lookups.read(),
            checks.open(),
            platformChecks());
  }

  /** Without the whole platform nothing can be said of it. */
  private List<CheckOutcome> platformChecks() {
    return options.applies() && selection.isEverything()
        ? PlatformChecks.of(evaluation)
        : List.of();
  }

  /** What is said to be removed may have no instance in the file. */
  private void checkRemoved() {
    Map<Address, RemovalDeclaration> removed = platform.refactorings().removed();
    if (removed.isEmpty()) {
      return;
    }
    Set<Address> names = new HashSet<>();
    instances.forEach(instance -> names.addAll(instance.names()));
    for (RemovalDeclaration removal : removed.values()) {
      if (names.contains(removal.from())) {
        diagnostics.add(removal.stillDeclared(removal.from()));
      }
    }
  }

  /** Whether what is unknown can get known: only what is made or changed tells something new. */
  private boolean anythingIsMade() {
    return planned.values().stream()
        .map(one -> one.change().action())
        .anyMatch(
            action ->
                switch (action) {
                  case CREATE, UPDATE, REPLACE, READ -> true;
                  case DELETE, FORGET, ADOPT, IMPORT, MOVE, RECORD, NONE -> false;
                });
  }

  private boolean isDecided(Address address) {
    return deferrals.holds(address)
        || planned.containsKey(address)
        || heldBack.contains(address)
        || failures.has(address);
  }

  private void visit() throws InterruptedException {
    List<InterruptedException> interrupted = new ArrayList<>(1);
    boolean[] ofProviders = graph.lookupsOfProviders();
    graph.visit(
        new PlatformGraph.Visitor() {
          @Override
          public void provider(ProviderDeclaration provider) {
            if (!failures.hasAny(dependencies.ofProvider(provider.alias()))) {
              guarded(() -> configure(provider), selection.needs(provider));
            }
          }

          @Override
          public void lookups(List<ResourceDeclaration> batch) {
            if (interrupted.isEmpty()) {
              try {
                planLookups(batch, ofProviders);
              } catch (InterruptedException stop) {
                interrupted.add(stop);
              }
            }
          }

          @Override
          public void module(ModuleCall call) {
            expansion.expand(call);
          }

          @Override
          public void input(ModuleDeclaration module, VariableDeclaration variable) {
            checkInModule(
                module,
                dependencies.of(module, variable),
                instance -> evaluation.checkInput(instance, variable));
          }

          @Override
          public void output(ModuleDeclaration module, OutputDeclaration output) {
            checkInModule(
                module,
                dependencies.of(module, output),
                instance -> evaluation.checkOutput(instance, output));
          }

          @Override
          public void instances(ResourceDeclaration resource) {
            expansion.expand(resource);
          }

          @Override
          public void resource(ResourceDeclaration resource) {
            if (interrupted.isEmpty()) {
              try {
                planDeclaration(resource);
              } catch (InterruptedException stop) {
                interrupted.add(stop);
              }
            }
          }

          @Override
          public void settle() {
            if (interrupted.isEmpty()) {
              Planner.this.settle();
            }
          }
        },
        marks);
    if (!interrupted.isEmpty()) {
      throw interrupted.get(0);
    }
  }

  /**
   * @param needed whether what is wrong matters to this plan
   */
  private void guarded(Runnable part, boolean needed) {
    try {
      part.run();
    } catch (DiagnosticException problem) {
      if (needed) {
        diagnostics.addAll(problem.diagnostics());
      }
    }
  }

  private void configure(ProviderDeclaration provider) {
    Value settings = evaluation.evaluate(provider.configuration());
    if (!settings.isWhollyKnown()) {
      deferrals.provider(
          provider,
          UnknownSettings.of(
              provider, expander.unknownOrigin(provider.configuration(), evaluation.root())));
      return;
    }
    marks.clear(provider);
    ProviderConfigurator.configure(providers, provider, settings);
    observations.start(provider.alias());
  }

  /** What is wrong with what goes into a module, or comes out of it, is told once. */
  private void checkInModule(
      ModuleDeclaration module, List<Address> needed, Consumer<ModuleInstance> check) {
    boolean checked = options.applies() && selection.isEverything();
    if (!checked || failures.hasModule(module.path()) || failures.hasAny(needed)) {
      return;
    }
    try {
      evaluation.instances(module).forEach(check);
    } catch (DiagnosticException problem) {
      diagnostics.addAll(problem.diagnostics());
      failures.add(module.path().toString());
    }
  }

  private void planDeclaration(ResourceDeclaration declaration) throws InterruptedException {
    if (failures.contains(declaration.address())
        || (!failures.isEmpty() && failures.hasAny(dependencies.of(declaration)))) {
      failures.add(declaration.address());
      return;
    }
    if (evaluation.isDeferred(declaration)) {
      return;
    }
    int before = diagnostics.errorCount();
    WaitingInstances waiting = new WaitingInstances();
    List<Instance> known = evaluation.instances(declaration);
    if (known.isEmpty()) {
      dependencies.empty(declaration);
    }
    List<PendingPlans.One> toPlan = new ArrayList<>(known.size());
    for (Instance instance : known) {
      instances.add(instance.address());
      try {
        if (declaration.ephemeral()) {
          evaluation.set(instance, ephemeral(instance, waiting));
          if (options.applies()) {
            checks.checkEphemeral(instance);
          }
        } else if (isPlanned(instance)) {
          InstancePlanner.Present present = present(instance, waiting);
          if (present != null) {
            toPlan.add(new PendingPlans.One(instance, present));
          }
        } else {
          evaluation.set(instance, asRecorded(instance));
        }
      } catch (DiagnosticException problem) {
        if (options.applies()) {
          diagnostics.addAll(problem.diagnostics());
        }
        if (!options.applies() || declaration.ephemeral()) {
          // What refers to a secret does not depend on it, and so goes on.
          evaluation.set(instance, asRecorded(instance));
        }
      }
    }
    boolean failed = diagnostics.errorCount() > before;
    PendingPlans.Part part = new PendingPlans.Part(declaration, waiting, failed, toPlan);
    if (toPlan.isEmpty()) {
      take(part);
      return;
    }
    pending.add(part);
    if (pending.isFull()) {
      settle();
    }
  }

  private void settle() {
    pending.settle(this::take);
  }

  /** Takes what came of a declaration. */
  private void take(PendingPlans.Part part) {
    boolean failed = part.failed();
    for (PendingPlans.One one : part.pending()) {
      int before = diagnostics.errorCount();
      try {
        take(one.instance(), one.planned(), part.waiting());
      } catch (DiagnosticException problem) {
        diagnostics.addAll(problem.diagnostics());
      }
      failed |= diagnostics.errorCount() > before;
    }
    if (failed) {
      failures.add(part.declaration().address());
    }
    part.waiting().tell(part.declaration(), deferrals, marks);
  }

  private void take(Instance instance, PlannedInstance planning, WaitingInstances waiting) {
    if (WaitingInstances.changes(planning.change()) && marks.of(instance.declaration()) != null) {
      waiting.add(planning.change());
      evaluation.set(instance, WaitingInstances.known(instance, planning));
    } else {
      planned.put(instance.address(), planning);
      checks.check(planning);
    }
  }

  private boolean isPlanned(Instance instance) {
    return options.applies()
        && !instance.declaration().isLookup()
        && selection.plans(instance.declaration(), instance.address());
  }

  /** Whether a look-up hangs on something that is deferred; then it is, too. */
  private boolean isLookedUpLater(ResourceDeclaration declaration) {
    expansion.expand(declaration);
    if (evaluation.isDeferred(declaration)) {
      return true;
    }
    NotYetKnownException settings = deferrals.provider(declaration.provider());
    if (settings == null && marks.of(declaration) == null) {
      return false;
    }
    WaitingInstances waiting = new WaitingInstances();
    for (Instance instance : evaluation.instances(declaration)) {
      instances.add(instance.address());
      evaluation.set(instance, UnknownAttributes.of(declaration.type()));
      waiting.add(instance.address(), settings);
    }
    waiting.tell(declaration, deferrals, marks);
    return true;
  }

  private void planLookups(List<ResourceDeclaration> batch, boolean[] ofProviders)
      throws InterruptedException {
    List<ResourceDeclaration> wanted = new ArrayList<>(batch.size());
    for (ResourceDeclaration declaration : batch) {
      boolean needed = options.applies() && selection.plans(declaration, declaration.declared());
      if (!needed && !ofProviders[declaration.index()]) {
        planDeclaration(declaration);
      } else if (failures.hasModule(declaration.module().path())
          || failures.hasAny(dependencies.of(declaration))) {
        failures.add(declaration.address());
      } else if (!needed || !isLookedUpLater(declaration)) {
        wanted.add(declaration);
      }
    }
    lookups
        .plan(wanted, options.applies())
        .forEach(
            (address, problems) -> {
              problems.forEach(problem -> diagnostics.addAll(problem.diagnostics()));
              failures.add(address);
            });
    for (ResourceDeclaration declaration : wanted) {
      evaluation.instances(declaration).forEach(instance -> instances.add(instance.address()));
    }
  }

  private MapValue ephemeral(Instance instance, WaitingInstances waiting) {
    Value configuration = evaluation.evaluate(instance.declaration().body(), instance);
    if (marks.of(instance.declaration()) != null && !configuration.isWhollyKnown()) {
      waiting.unnamed();
      return UnknownAttributes.of(instance.declaration().type());
    }
    return secrets.attributes(instance, (MapValue) configuration.unwrapped());
  }

  /** What is there of an instance; {@code null} when its provider cannot be asked yet. */
  private InstancePlanner.@Nullable Present present(Instance instance, WaitingInstances waiting)
      throws InterruptedException {
    Address address = instance.address();
    NotYetKnownException settings = settingsUnknown(instance);
    if (settings != null) {
      instancePlanner.check(instance);
      evaluation.set(instance, UnknownAttributes.of(instance.declaration().type()));
      waiting.add(address, settings);
      return null;
    }
    if (importer != null) {
      importer.find(address, instance.declaration());
    }
    return observations.present(address, instance.declaration(), isReplaced(address));
  }

  /** Why the provider of an instance, or of what is recorded of it, cannot be asked yet. */
  private @Nullable NotYetKnownException settingsUnknown(Instance instance) {
    if (!deferrals.hasProviders()) {
      return null;
    }
    NotYetKnownException own = deferrals.provider(instance.declaration().provider());
    ResourceRecord record = own == null ? state.record(instance.address()) : null;
    return record == null ? own : deferrals.provider(record.provider());
  }

  private PlannedInstance moved(PlannedInstance instance) {
    Address origin = origins.get(instance.address());
    return origin == null || instance.record() == null ? instance : instance.movedFrom(origin);
  }

  private boolean isReplaced(Address address) {
    for (Address wanted : options.replace()) {
      if (wanted.covers(address)) {
        return true;
      }
    }
    return false;
  }

  /** The attributes of something that is not planned: as recorded, or unknown. */
  private MapValue asRecorded(Instance instance) {
    ResourceRecord record = state.record(instance.address());
    if (record != null) {
      return record.attributes();
    }
    return UnknownAttributes.of(instance.declaration().type());
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Expander;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.state.Fingerprints;
import dev.paas.core.state.Intent;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes plans. Use one for one plan. */
public final class Planner {
  private final Platform platform;
  private final PlatformState state;
  private final PlanOptions options;
  private final Evaluation evaluation;
  private final PluginCatalog plugins;
  private final ProviderPool providers;
  private final PlanListener listener;
  private final PlatformGraph graph;
  private final DependencyCollector dependencies;
  private final Observations observations;
  private final InstancePlanner instancePlanner;
  private final EphemeralSecrets secrets;
  private final LookupPlanner lookups;
  private final Diagnostics diagnostics = new Diagnostics();

  private final Map<Address, PlannedInstance> planned = new LinkedHashMap<>();
  private final Set<String> failed = new HashSet<>();
  private int unchanged;

  /** What a planner works with. */
  public record Tools(
      PluginCatalog plugins,
      ProviderPool providers,
      Calls calls,
      ExecutorService workers,
      PlanListener listener) {}

  /**
   * @param evaluation what names stand for; gets the values of resources
   * @param state what is recorded
   * @param fingerprints makes hashes of what is not kept
   * @throws DiagnosticException when the platform has a cycle
   */
  public Planner(
      Evaluation evaluation,
      PlatformState state,
      Supplier<Fingerprints> fingerprints,
      PlanOptions options,
      Tools tools) {
    this.platform = evaluation.platform();
    this.state = state;
    this.options = options;
    this.evaluation = evaluation;
    this.plugins = tools.plugins();
    this.providers = tools.providers();
    this.listener = tools.listener();
    this.graph = PlatformGraph.of(platform);
    this.dependencies = new DependencyCollector(platform, graph);
    this.observations =
        new Observations(
            state,
            providers,
            tools.calls(),
            new Refresher(tools.calls(), tools.workers(), tools.listener()),
            options.refresh());
    this.instancePlanner = new InstancePlanner(evaluation, providers, fingerprints);
    this.secrets = new EphemeralSecrets(evaluation.environment(), platform.directory());
    this.lookups =
        new LookupPlanner(
            evaluation,
            new Lookups(evaluation, providers, tools.calls()),
            tools.workers(),
            state,
            planned,
            dependencies);
  }

  /**
   * Makes the plan.
   *
   * @throws DiagnosticException with everything that is wrong
   */
  public PlannedPlatform plan() throws InterruptedException {
    RequestedAddresses requested = new RequestedAddresses(options, platform, state);
    requested.checkDeclarations(diagnostics);
    diagnostics.throwIfErrors();
    boolean[] selected = selected();
    listener.refreshing(options.refresh() ? state.records().size() : 0);
    visit(selected);
    if (diagnostics.hasErrors()) {
      checkProtection(selected);
    } else {
      requested.checkInstances(planned.keySet(), diagnostics);
    }
    diagnostics.throwIfErrors();
    planDepartures(selected);
    diagnostics.throwIfErrors();
    List<OutputChange> outputs = outputs();
    diagnostics.throwIfErrors();
    return assemble(outputs);
  }

  private void visit(boolean[] selected) throws InterruptedException {
    List<InterruptedException> interrupted = new ArrayList<>(1);
    boolean[] ofProviders = graph.lookupsOfProviders();
    graph.visit(
        new PlatformGraph.Visitor() {
          @Override
          public void provider(ProviderDeclaration provider) {
            if (!dependsOnFailed(dependencies.ofProvider(provider.alias()))) {
              guarded(() -> configure(provider));
            }
          }

          @Override
          public void lookups(List<ResourceDeclaration> batch) {
            if (interrupted.isEmpty()) {
              try {
                planLookups(batch, selected, ofProviders);
              } catch (InterruptedException stop) {
                interrupted.add(stop);
              }
            }
          }

          @Override
          public void resource(ResourceDeclaration resource) {
            if (interrupted.isEmpty()) {
              try {
                planDeclaration(resource, selected[resource.index()]);
              } catch (InterruptedException stop) {
                interrupted.add(stop);
              }
            }
          }
        });
    if (!interrupted.isEmpty()) {
      throw interrupted.get(0);
    }
  }

  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (DiagnosticException problem) {
      diagnostics.addAll(problem.diagnostics());
    }
  }

  private void configure(ProviderDeclaration provider) {
    ProviderConfigurator.configure(
        providers, provider, evaluation.evaluate(provider.configuration()));
    observations.start(provider.alias());
  }

  private void planDeclaration(ResourceDeclaration declaration, boolean selected)
      throws InterruptedException {
    if (dependsOnFailed(dependencies.of(declaration))) {
      failed.add(declaration.address());
      return;
    }
    int before = diagnostics.errorCount();
    List<Instance> instances = List.of();
    try {
      instances = new Expander(evaluation).instances(declaration);
    } catch (DiagnosticException problem) {
      if (options.applies()) {
        diagnostics.addAll(problem.diagnostics());
      }
    }
    evaluation.expand(declaration, instances);
    List<Address> needed = dependencies.of(declaration);
    for (Instance instance : instances) {
      try {
        if (declaration.ephemeral()) {
          evaluation.set(instance, ephemeral(instance));
        } else if (selected && options.applies()) {
          planInstance(instance, needed);
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
    if (diagnostics.errorCount() > before) {
      failed.add(declaration.address());
    }
  }

  private void planLookups(
      List<ResourceDeclaration> batch, boolean[] selected, boolean[] ofProviders)
      throws InterruptedException {
    List<ResourceDeclaration> wanted = new ArrayList<>(batch.size());
    for (ResourceDeclaration declaration : batch) {
      boolean needed = options.applies() && selected[declaration.index()];
      if (!needed && !ofProviders[declaration.index()]) {
        planDeclaration(declaration, false);
      } else if (dependsOnFailed(dependencies.of(declaration))) {
        failed.add(declaration.address());
      } else {
        wanted.add(declaration);
      }
    }
    lookups
        .plan(wanted, options.applies())
        .forEach(
            (address, problems) -> {
              problems.forEach(problem -> diagnostics.addAll(problem.diagnostics()));
              failed.add(address);
            });
  }

  /** What depends on something that failed is left out: its errors would be about that. */
  private boolean dependsOnFailed(Collection<Address> needed) {
    if (failed.isEmpty()) {
      return false;
    }
    for (Address address : needed) {
      if (failed.contains(address.declaration().toString())) {
        return true;
      }
    }
    return false;
  }

  private MapValue ephemeral(Instance instance) {
    Value configuration = evaluation.evaluate(instance.declaration().body(), instance);
    return secrets.attributes(instance, (MapValue) configuration.unwrapped());
  }

  private void planInstance(Instance instance, List<Address> needed) throws InterruptedException {
    Address address = instance.address();
    InstancePlanner.Present present =
        observations.present(address, instance.declaration(), isReplaced(address));
    PlannedInstance result = instancePlanner.plan(instance, present, needed);
    if (result.change().action() == Action.NONE) {
      unchanged++;
    }
    planned.put(address, result);
  }

  private boolean isReplaced(Address address) {
    return options.replace().stream().anyMatch(wanted -> wanted.covers(address));
  }

  /** The attributes of something that is not planned: as recorded, or unknown. */
  private MapValue asRecorded(Instance instance) {
    ResourceRecord record = state.record(instance.address());
    if (record != null) {
      return record.attributes();
    }
    return PlanRestorer.unknown(instance.declaration().type());
  }

  /** What is recorded and not declared, or not selected for keeping. */
  private void planDepartures(boolean[] selected) throws InterruptedException {
    // What was begun with a provider that has left the file is found first: it may be leaving, too.
    Set<String> begun = new LinkedHashSet<>();
    state.intents().values().forEach(intent -> begun.add(intent.provider()));
    begun.forEach(alias -> guarded(() -> configureUndeclared(alias)));
    Map<Address, ResourceRecord> leaving = leaving(selected);
    Set<String> aliases = new LinkedHashSet<>();
    leaving.values().forEach(record -> aliases.add(record.provider()));
    state.deposed().forEach(record -> aliases.add(record.provider()));
    aliases.forEach(alias -> guarded(() -> configureUndeclared(alias)));
    for (ResourceRecord record : leaving.values()) {
      try {
        planDeparture(record);
      } catch (DiagnosticException problem) {
        diagnostics.addAll(problem.diagnostics());
      }
    }
  }

  private Map<Address, ResourceRecord> leaving(boolean[] selected) {
    Map<Address, ResourceRecord> leaving = new TreeMap<>();
    for (ResourceRecord record : observations.records()) {
      Address address = record.address();
      boolean decided =
          planned.containsKey(address) || failed.contains(address.declaration().toString());
      if (!decided && leaves(address, selected)) {
        leaving.put(address, record);
      }
    }
    return leaving;
  }

  /** After other errors: says of what leaves only that it may not, so that all is said at once. */
  private void checkProtection(boolean[] selected) {
    if (options.mode() == PlanOptions.Mode.REFRESH) {
      return;
    }
    for (ResourceRecord record : leaving(selected).values()) {
      if (record.flags().protect()) {
        Address address = record.address();
        ResourceDeclaration declaration = platform.resource(address.section(), address.name());
        diagnostics.addAll(
            InstancePlanner.protectedError(
                    address, declaration, "delete", List.of(departure(declaration)))
                .diagnostics());
      }
    }
  }

  private boolean leaves(Address address, boolean[] selected) {
    if (options.targets().isEmpty()) {
      return true;
    }
    ResourceDeclaration declaration = platform.resource(address.section(), address.name());
    boolean targeted = options.targets().stream().anyMatch(target -> target.covers(address));
    return targeted || (!options.destroy() && declaration != null && selected[declaration.index()]);
  }

  private void configureUndeclared(String alias) {
    PluginManifest plugin = plugins.plugin(pluginOf(alias));
    if (!providers.isConfigured(alias) && plugin != null && plugin.name().equals(alias)) {
      ProviderConfigurator.configure(
          providers, ProviderDeclaration.undeclared(plugin), MapValue.empty());
      observations.start(alias);
    }
  }

  private String pluginOf(String alias) {
    for (ResourceRecord record : state.records().values()) {
      if (record.provider().equals(alias)) {
        return record.plugin();
      }
    }
    for (ResourceRecord record : state.deposed()) {
      if (record.provider().equals(alias)) {
        return record.plugin();
      }
    }
    for (Intent intent : state.intents().values()) {
      if (intent.provider().equals(alias)) {
        return intent.plugin();
      }
    }
    return alias;
  }

  private void planDeparture(ResourceRecord record) throws InterruptedException {
    Address address = record.address();
    if (options.mode() == PlanOptions.Mode.REFRESH) {
      observations.seeOnly(record, platform.resource(address.section(), address.name()));
      return;
    }
    ResourceDeclaration declaration = platform.resource(address.section(), address.name());
    List<Reason> reasons = List.of(departure(declaration));
    if (record.flags().protect()) {
      throw InstancePlanner.protectedError(address, declaration, "delete", reasons);
    }
    InstancePlanner.Present present = observations.present(address, declaration, false);
    ResourceRecord current = present.record();
    if (current == null) {
      observations.gone(address);
      return;
    }
    boolean keep = record.flags().keepOnRemove() && !options.destroy();
    Change change =
        new Change(
            address,
            record.type(),
            record.provider(),
            keep ? Action.FORGET : Action.DELETE,
            false,
            reasons,
            List.of(),
            current.attributes(),
            null,
            List.of());
    planned.put(
        address,
        new PlannedInstance(change, null, current, null, List.of(), false, Value.nullValue()));
  }

  private Reason departure(@Nullable ResourceDeclaration declaration) {
    if (options.destroy()) {
      return Reason.of(Reason.Kind.DESTROY, "the platform is destroyed");
    }
    if (declaration == null) {
      return Reason.of(Reason.Kind.NOT_DECLARED, "it is not in platform.yaml any more");
    }
    String why =
        declaration.isCounted()
            ? "`count` leaves it out"
            : declaration.isKeyed()
                ? "its key is not in `forEach` any more"
                : declaration.when() != null
                    ? "`when` is false"
                    : "the resource has no instances any more";
    return Reason.of(Reason.Kind.NO_INSTANCE, why);
  }

  private boolean[] selected() {
    boolean[] all = new boolean[platform.resources().size()];
    if (options.targets().isEmpty()) {
      java.util.Arrays.fill(all, true);
      return all;
    }
    List<ResourceDeclaration> roots = new ArrayList<>();
    for (ResourceDeclaration resource : platform.resources()) {
      Address address = Address.of(resource.section(), resource.name());
      if (options.targets().stream().anyMatch(t -> t.declaration().equals(address))) {
        roots.add(resource);
      }
    }
    return graph.closure(roots);
  }

  private List<OutputChange> outputs() {
    List<OutputChange> changes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(platform.outputs().keySet());
    names.addAll(state.outputs().keys());
    for (String name : names) {
      OutputDeclaration output = platform.outputs().get(name);
      MapValue recorded = state.outputs().getMap(name);
      Value before = state.outputs().has(name) ? recorded.getOrNull("value") : null;
      if (options.mode() == PlanOptions.Mode.REFRESH
          || (!options.targets().isEmpty() && options.applies())) {
        // What the outputs depend on may not be planned: they stay as they are.
        if (before != null) {
          String description = recorded.getString("description", "");
          changes.add(new OutputChange(name, description, before, before));
        }
        continue;
      }
      if (output == null || options.destroy()) {
        if (before == null) {
          continue;
        }
        changes.add(new OutputChange(name, recorded.getString("description", ""), before, null));
        continue;
      }
      try {
        Value after = evaluation.evaluate(output.value());
        changes.add(
            new OutputChange(
                name,
                output.description(),
                before,
                output.sensitive() ? after.asSensitive() : checkedOutput(output, after)));
      } catch (DiagnosticException problem) {
        if (failed.isEmpty()) {
          diagnostics.addAll(problem.diagnostics());
        }
      }
    }
    return changes;
  }

  /** A sensitive value may leave the platform only as an output that says so. */
  private Value checkedOutput(OutputDeclaration output, Value value) {
    if (value.hasSensitive()) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.OUTPUT_SENSITIVE, "the output " + output.name() + " is sensitive")
              .detail("It is made from something sensitive.")
              .hint("Add sensitive: true to it, or leave the sensitive part out.")
              .at(output.value().span()));
    }
    return value;
  }

  private PlannedPlatform assemble(List<OutputChange> outputs) {
    List<ActionOrder.Item> items = new ArrayList<>(planned.size());
    for (PlannedInstance instance : inFileOrder()) {
      ResourceRecord record = instance.record();
      Instance of = instance.instance();
      boolean createFirst =
          of == null
              ? record != null && record.flags().createBeforeDestroy()
              : of.declaration().lifecycle().createBeforeDestroy();
      items.add(
          new ActionOrder.Item(
              instance.address(),
              instance.change().action(),
              createFirst,
              instance.dependencies(),
              record == null ? List.of() : record.dependencies(),
              record == null ? 0 : record.revision()));
    }
    List<ActionOrder.Deposed> deposed = new ArrayList<>();
    Map<String, ResourceRecord> deposedByKey = new LinkedHashMap<>();
    for (ResourceRecord old : observations.deposed()) {
      if (options.mode() != PlanOptions.Mode.REFRESH && leavesDeposed(old.address())) {
        deposed.add(deposed(old));
        deposedByKey.put(old.key(), old);
      }
    }
    ActionOrder.Ordered ordered = ActionOrder.order(items, deposed);
    List<Change> changes = new ArrayList<>();
    for (ActionOrder.Item item : items) {
      PlannedInstance instance = planned.get(item.address());
      if (instance != null && instance.change().action() != Action.NONE) {
        changes.add(
            instance.change().withCreateFirst(ordered.createFirst().contains(item.address())));
      }
    }
    Plan plan =
        new Plan(
            platform.identity(),
            state.storeRevision(),
            options.destroy(),
            changes,
            unchanged,
            observations.drift(),
            outputs,
            ordered.steps(),
            observations.corrections(planned),
            diagnostics.sorted());
    return new PlannedPlatform(
        plan, state, evaluation, planned, deposedByKey, ordered.createFirst(), lookups.read());
  }

  private ActionOrder.Deposed deposed(ResourceRecord old) {
    PlannedInstance now = planned.get(old.address());
    ResourceRecord newer = now == null ? null : now.record();
    return new ActionOrder.Deposed(
        old.address(),
        old.key(),
        old.dependencies(),
        old.revision(),
        newer == null ? Long.MAX_VALUE : newer.revision());
  }

  private boolean leavesDeposed(Address address) {
    return options.targets().isEmpty()
        || options.targets().stream().anyMatch(target -> target.covers(address));
  }

  /** Declared ones as the file has them, then those that have left it. */
  private List<PlannedInstance> inFileOrder() {
    List<PlannedInstance> ordered = new ArrayList<>(planned.size());
    for (ResourceDeclaration declaration : platform.resources()) {
      for (Instance instance : evaluation.instances(declaration)) {
        PlannedInstance one = planned.get(instance.address());
        if (one != null) {
          ordered.add(one);
        }
      }
    }
    Set<Address> seen = new HashSet<>();
    ordered.forEach(one -> seen.add(one.address()));
    for (PlannedInstance one : planned.values()) {
      if (!seen.contains(one.address())) {
        ordered.add(one);
      }
    }
    return ordered;
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Expander;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.evaluation.UnknownAttributes;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.Relocation;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes a saved plan ready to be carried out: what names stand for is taken from the plan and the
 * state. Decides nothing; refuses a plan that does not fit any more.
 */
public final class PlanRestorer {
  private final SavedPlan saved;
  private final Relocation relocation;
  private final PlatformState state;
  private final Evaluation evaluation;
  private final ProviderPool providers;
  private final PluginCatalog plugins;
  private final EphemeralSecrets secrets;
  private final Map<Address, Instance> instances = new HashMap<>();
  private final Set<Address> deferred = new HashSet<>();

  public PlanRestorer(
      SavedPlan saved,
      PlatformState state,
      Evaluation evaluation,
      ProviderPool providers,
      PluginCatalog plugins) {
    this.saved = saved;
    this.relocation = Relocation.of(state, saved.plan().moves().moves());
    this.state = relocation.state();
    this.evaluation = evaluation;
    this.providers = providers;
    this.plugins = plugins;
    this.secrets = new EphemeralSecrets(evaluation.environment());
  }

  /**
   * Restores the plan.
   *
   * @param configuration the digest of the platform's files as they are now
   * @throws DiagnosticException when the platform, the configuration or a record that the plan was
   *     made from is not what it was
   */
  public PlannedPlatform restore(String configuration) {
    checkFits(configuration);
    saved.plan().deferred().forEach(one -> deferred.add(one.address()));
    Map<Address, MapValue> planned = new HashMap<>(saved.lookups());
    for (SavedPlan.SavedInstance instance : saved.instances()) {
      MapValue attributes = instance.planned();
      if (attributes != null) {
        planned.put(instance.address(), attributes);
      }
    }
    PlatformGraph.of(evaluation.platform())
        .visit(
            new PlatformGraph.Visitor() {
              @Override
              public void provider(ProviderDeclaration provider) {
                Value settings = evaluation.evaluate(provider.configuration());
                if (settings.isWhollyKnown()) {
                  ProviderConfigurator.configure(providers, provider, settings);
                }
              }

              // Nothing of the plan is about what is not known: it is deferred, or left out.
              @Override
              public void module(ModuleCall call) {
                new Expander(evaluation).expandOrDefer(call);
              }

              @Override
              public void instances(ResourceDeclaration resource) {
                new Expander(evaluation).expandOrDefer(resource);
              }

              @Override
              public void resource(ResourceDeclaration resource) {
                setValues(resource, planned);
              }
            });
    configureUndeclared();
    Map<Address, PlannedInstance> restored = new LinkedHashMap<>();
    Map<Address, Change> changes = new HashMap<>();
    saved.plan().changes().forEach(change -> changes.put(change.address(), change));
    for (SavedPlan.SavedInstance one : saved.instances()) {
      Change change = changes.get(one.address());
      if (change != null) {
        restored.put(
            one.address(),
            new PlannedInstance(
                change,
                one.planned() == null ? null : instances.get(one.address()),
                one.record(),
                one.planned(),
                one.dependencies(),
                one.protect(),
                one.replaceWhen()));
      }
    }
    Map<String, ResourceRecord> deposed = new LinkedHashMap<>();
    saved.deposed().forEach(record -> deposed.put(record.key(), record));
    return new PlannedPlatform(
        saved.plan(),
        saved.options(),
        relocation,
        evaluation,
        restored,
        deposed,
        saved.createFirst(),
        saved.lookups());
  }

  private void checkFits(String configuration) {
    Platform platform = evaluation.platform();
    if (!saved.plan().platform().equals(platform.identity())) {
      throw refused("it is for the platform " + saved.plan().platform().qualifiedName());
    }
    if (saved.origin().lineage().isEmpty() && !state.lineage().isEmpty()) {
      throw refused("the platform had no state when it was made, and has one now");
    }
    if (!saved.origin().lineage().equals(state.lineage())) {
      throw refused("it was made from another state");
    }
    if (!saved.origin().configuration().equals(configuration)) {
      throw refused("the configuration has changed since it was made");
    }
    saved
        .origin()
        .plugins()
        .forEach(
            (name, version) -> {
              PluginManifest installed = plugins.plugin(name);
              if (installed == null) {
                throw refused("the plugin " + name + " that it was made with is not installed");
              }
              if (!installed.version().equals(version)) {
                throw refused(
                    "it was made with "
                        + name
                        + " "
                        + version
                        + ", and "
                        + installed.version()
                        + " is installed");
              }
            });
    saved
        .reads()
        .forEach(
            (address, revision) -> {
              if (state.recordRevision(address) != revision) {
                throw refused(address + " has changed since it was made");
              }
            });
  }

  private static DiagnosticException refused(String why) {
    return Diagnostic.error(Problem.PLAN_OUTDATED, "this plan cannot be carried out: " + why)
        .detail("Nothing was changed.")
        .hint("Plan again.")
        .toException();
  }

  /** Providers of what has left the file. */
  private void configureUndeclared() {
    for (Change change : saved.plan().changes()) {
      PluginManifest plugin = plugins.plugin(change.provider());
      if (plugin != null && !providers.isConfigured(change.provider())) {
        ProviderConfigurator.configure(
            providers, ProviderDeclaration.undeclared(plugin), MapValue.empty());
      }
    }
  }

  private void setValues(ResourceDeclaration declaration, Map<Address, MapValue> planned) {
    for (Instance instance : evaluation.instances(declaration)) {
      instances.put(instance.address(), instance);
      evaluation.set(instance, attributes(instance, planned));
    }
  }

  private MapValue attributes(Instance instance, Map<Address, MapValue> planned) {
    if (instance.declaration().ephemeral()) {
      Value value = evaluation.evaluate(instance.declaration().body(), instance);
      if (!value.isWhollyKnown()) {
        return UnknownAttributes.of(instance.declaration().type());
      }
      return secrets.attributes(instance, (MapValue) value.unwrapped());
    }
    MapValue known = planned.get(instance.address());
    if (known != null) {
      return known;
    }
    if (deferred.contains(instance.address().declaration())) {
      return UnknownAttributes.of(instance.declaration().type());
    }
    ResourceRecord record = state.record(instance.address());
    return record != null
        ? record.attributes()
        : UnknownAttributes.of(instance.declaration().type());
  }
}

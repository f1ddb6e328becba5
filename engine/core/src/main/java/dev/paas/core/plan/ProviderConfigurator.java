package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostics;
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
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Makes providers ready outside of a plan: what they refer to is as the state has it. */
public final class ProviderConfigurator {
  private final Evaluation evaluation;
  private final PluginCatalog plugins;
  private final ProviderPool providers;
  private final PlatformState state;
  private final Lookups lookups;

  public ProviderConfigurator(
      Evaluation evaluation,
      PluginCatalog plugins,
      ProviderPool providers,
      PlatformState state,
      Calls calls) {
    this.evaluation = evaluation;
    this.plugins = plugins;
    this.providers = providers;
    this.state = state;
    this.lookups = new Lookups(evaluation, providers, calls);
  }

  /**
   * Makes a provider ready.
   *
   * @param alias its name in the platform
   * @param pluginName the plugin behind it, for one that is not declared
   */
  public void configure(String alias, String pluginName) throws InterruptedException {
    Platform platform = evaluation.platform();
    ProviderDeclaration declared = platform.providers().get(alias);
    PluginManifest plugin = plugins.plugin(pluginName);
    if (declared == null) {
      if (plugin != null && plugin.name().equals(alias)) {
        configure(providers, ProviderDeclaration.undeclared(plugin), MapValue.empty());
      }
      return;
    }
    if (!declared.configuration().isLiteral()) {
      setRecordedValues(platform);
    }
    configure(providers, declared, evaluation.evaluate(declared.configuration()));
  }

  private void setRecordedValues(Platform platform) throws InterruptedException {
    PlatformGraph graph = PlatformGraph.of(platform);
    boolean[] ofProviders = graph.lookupsOfProviders();
    List<InterruptedException> interrupted = new ArrayList<>(1);
    graph.visit(
        new PlatformGraph.Visitor() {
          @Override
          public void provider(ProviderDeclaration provider) {}

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
            for (Instance instance : evaluation.instances(resource)) {
              boolean read = ofProviders[resource.index()] && interrupted.isEmpty();
              try {
                evaluation.set(instance, read ? looked(instance) : recorded(instance));
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

  /** A look-up that the configuration of a provider is made from. */
  private MapValue looked(Instance instance) throws InterruptedException {
    MapValue inputs = lookups.configuration(instance);
    if (!inputs.isWhollyKnown()) {
      return Lookups.proposed(instance.declaration().type(), inputs);
    }
    ProviderDeclaration provider =
        evaluation.platform().providers().get(instance.declaration().provider());
    if (provider != null) {
      configure(providers, provider, evaluation.evaluate(provider.configuration()));
    }
    return lookups.read(instance, inputs);
  }

  private MapValue recorded(Instance instance) {
    if (instance.declaration().ephemeral()) {
      Value value = evaluation.evaluate(instance.declaration().body(), instance);
      return new EphemeralSecrets(evaluation.environment())
          .attributes(instance, (MapValue) value.unwrapped());
    }
    ResourceRecord record = state.record(instance.address());
    return record != null
        ? record.attributes()
        : UnknownAttributes.of(instance.declaration().type());
  }

  /**
   * Says with what a provider is to be opened.
   *
   * @param value its configuration, evaluated
   * @throws dev.paas.core.diagnostic.DiagnosticException when it is not known yet, or not valid
   */
  static void configure(ProviderPool providers, ProviderDeclaration provider, Value value) {
    AttributeSchema schema = provider.plugin().configuration().attributes();
    if (!value.isWhollyKnown()) {
      throw UnknownSettings.of(provider, null);
    }
    if (!provider.configuration().isLiteral()) {
      Diagnostics problems = new Diagnostics();
      provider
          .plugin()
          .configuration()
          .check(
              value,
              provider.node(),
              "the provider " + provider.alias(),
              provider.span(),
              problems);
      problems.throwIfErrors();
    }
    providers.configure(provider, Proposal.of(schema, (MapValue) value.unwrapped(), null));
  }
}

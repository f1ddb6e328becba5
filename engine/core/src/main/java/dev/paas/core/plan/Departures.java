package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.NotYetKnownException;
import dev.paas.core.expression.Literal;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.RemovalDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.state.Intent;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plans what is recorded and has left the file. */
final class Departures {
  private final Platform platform;
  private final PlatformState state;
  private final PlanOptions options;
  private final Observations observations;
  private final PluginCatalog plugins;
  private final ProviderPool providers;
  private final Deferrals deferrals;
  private final Selection selection;
  private final Diagnostics diagnostics;

  /**
   * @param selection what the plan is about
   * @param diagnostics gets what is wrong
   */
  Departures(
      Platform platform,
      PlatformState state,
      PlanOptions options,
      Observations observations,
      PluginCatalog plugins,
      ProviderPool providers,
      Deferrals deferrals,
      Selection selection,
      Diagnostics diagnostics) {
    this.platform = platform;
    this.state = state;
    this.options = options;
    this.observations = observations;
    this.plugins = plugins;
    this.providers = providers;
    this.deferrals = deferrals;
    this.selection = selection;
    this.diagnostics = diagnostics;
  }

  /**
   * Plans all of it.
   *
   * @param decided what has been decided otherwise
   * @param planned gets what happens to each
   */
  void plan(Predicate<Address> decided, Map<Address, PlannedInstance> planned)
      throws InterruptedException {
    // What was begun with a provider that has left the file is found first: it may be leaving, too.
    Set<String> begun = new LinkedHashSet<>();
    state.intents().values().forEach(intent -> begun.add(intent.provider()));
    begun.forEach(this::configureUndeclared);
    Map<Address, ResourceRecord> leaving = leaving(decided);
    Set<String> aliases = new LinkedHashSet<>();
    leaving.values().forEach(record -> aliases.add(record.provider()));
    state.deposed().forEach(record -> aliases.add(record.provider()));
    aliases.forEach(this::configureUndeclared);
    if (options.applies() && !deferrals.isEmpty()) {
      deferrals.hold(state, leaving, planned);
    }
    if (!options.applies()) {
      checkSettings(leaving.values());
    }
    checkProviders(leaving.values());
    for (ResourceRecord record : leaving.values()) {
      try {
        PlannedInstance departure = planOne(record);
        Address holder = deferrals.holder(record.address());
        if (departure != null && (holder != null || isProviderUnknown(record))) {
          deferrals.departure(departure.change(), holder);
        } else if (departure != null) {
          planned.put(record.address(), departure);
        }
      } catch (DiagnosticException problem) {
        diagnostics.addAll(problem.diagnostics());
      }
    }
  }

  /** To look at what is there, or to delete it, its provider is needed. */
  private void checkSettings(Collection<ResourceRecord> records) {
    Set<String> aliases = new LinkedHashSet<>();
    records.forEach(record -> aliases.add(record.provider()));
    for (String alias : aliases) {
      NotYetKnownException unknown = deferrals.provider(alias);
      if (unknown != null) {
        diagnostics.addAll(unknown.diagnostics());
      }
    }
  }

  private Map<Address, ResourceRecord> leaving(Predicate<Address> decided) {
    return selection.leaving(observations.records(), decided);
  }

  /** After other errors: says of what leaves only that it may not, so that all is said at once. */
  void checkProtection(Predicate<Address> decided) {
    if (options.mode() == PlanOptions.Mode.REFRESH) {
      return;
    }
    for (ResourceRecord record : leaving(decided).values()) {
      if (isProtected(record)) {
        diagnostics.addAll(protectedError(record).diagnostics());
      }
    }
  }

  /** Whether it may not go: an entry of {@code removed} is the user's consent, or keeps it. */
  private boolean isProtected(ResourceRecord record) {
    boolean guarded =
        record.flags().protect() || declaresProtection(platform.resource(record.address()));
    return guarded && removal(record) == null;
  }

  /** Whether a block which is there still says so, for instances that leave it too. */
  private static boolean declaresProtection(@Nullable ResourceDeclaration declaration) {
    return declaration != null
        && declaration.lifecycle().protect() instanceof Literal literal
        && literal.value() instanceof BooleanValue truth
        && truth.value();
  }

  private @Nullable RemovalDeclaration removal(ResourceRecord record) {
    return platform.refactorings().removal(record.address());
  }

  /** Whether it stays, and is only forgotten. */
  private boolean isKept(ResourceRecord record) {
    RemovalDeclaration removal = removal(record);
    return removal != null
        ? !removal.destroy()
        : record.flags().keepOnRemove() && !options.destroy();
  }

  private DiagnosticException protectedError(ResourceRecord record) {
    Address address = record.address();
    ResourceDeclaration declaration = platform.resource(address);
    boolean isGone = declaration == null || address.key() != null;
    return InstancePlanner.protectedError(
        address,
        declaration,
        "delete",
        List.of(reason(declaration)),
        isGone && !options.destroy()
            ? ", or say removed: [{ from: '" + address + "', destroy: true }]."
            : ".");
  }

  /** What is deleted needs the provider that made it; that it is gone is told once, and now. */
  private void checkProviders(Collection<ResourceRecord> leaving) {
    Set<String> missing = new LinkedHashSet<>();
    for (ResourceRecord record : leaving) {
      boolean deletes = options.mode() != PlanOptions.Mode.REFRESH && !isKept(record);
      if (deletes && platform.providers().get(record.provider()) == null) {
        missing.add(record.provider());
      }
    }
    for (String alias : missing) {
      try {
        providers.require(alias);
      } catch (DiagnosticException problem) {
        diagnostics.addAll(problem.diagnostics());
      }
    }
  }

  private void configureUndeclared(String alias) {
    PluginManifest plugin = plugins.plugin(pluginOf(alias));
    if (providers.isConfigured(alias)
        || deferrals.provider(alias) != null
        || plugin == null
        || !plugin.name().equals(alias)) {
      return;
    }
    try {
      ProviderConfigurator.configure(
          providers, ProviderDeclaration.undeclared(plugin), MapValue.empty());
      observations.start(alias);
    } catch (DiagnosticException problem) {
      diagnostics.addAll(problem.diagnostics());
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

  private @Nullable PlannedInstance planOne(ResourceRecord record) throws InterruptedException {
    Address address = record.address();
    ResourceDeclaration declaration = platform.resource(address);
    if (options.mode() == PlanOptions.Mode.REFRESH) {
      observations.seeOnly(record, declaration);
      return null;
    }
    if (isProtected(record)) {
      throw protectedError(record);
    }
    ResourceRecord current = observations.present(address, declaration, false).record();
    if (current == null) {
      observations.gone(address);
      return null;
    }
    Change change =
        new Change(
            address,
            record.type(),
            record.provider(),
            isKept(record) ? Action.FORGET : Action.DELETE,
            false,
            List.of(reason(declaration)),
            List.of(),
            current.attributes(),
            null,
            List.of());
    return new PlannedInstance(change, null, current, null, List.of(), false, Value.nullValue());
  }

  private boolean isProviderUnknown(ResourceRecord record) {
    return deferrals.provider(record.provider()) != null;
  }

  private Reason reason(@Nullable ResourceDeclaration declaration) {
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
}

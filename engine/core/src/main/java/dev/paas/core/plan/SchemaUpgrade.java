package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.provider.Calls;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.Intent;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings what older versions of plugins have recorded into the form of those that are installed.
 * Loads a plugin only when there is something of an older version of it.
 */
public final class SchemaUpgrade {
  private final PluginCatalog plugins;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Map<String, ProviderPlugin> loaded = new HashMap<>();

  private SchemaUpgrade(PluginCatalog plugins) {
    this.plugins = plugins;
  }

  /**
   * The state in the form of the installed plugins.
   *
   * @throws DiagnosticException when something was recorded by a newer version of a plugin, or
   *     cannot be read by the installed one
   */
  public static PlatformState of(PlatformState state, PluginCatalog plugins) {
    return new SchemaUpgrade(plugins).upgrade(state);
  }

  private boolean isOlder(PlatformState state) {
    return state.records().values().stream().anyMatch(this::isOlder)
        || state.deposed().stream().anyMatch(this::isOlder)
        || state.intents().values().stream().anyMatch(this::isOlder);
  }

  private boolean isOlder(ResourceRecord record) {
    ResourceType type = type(record.plugin(), record.type());
    return type != null && type.schemaVersion() != record.schemaVersion();
  }

  private boolean isOlder(Intent intent) {
    ResourceType type = type(intent.plugin(), intent.type());
    return type != null
        && type.schemaVersion() != intent.schemaVersion()
        && !intent.planned().isEmpty();
  }

  private PlatformState upgrade(PlatformState state) {
    if (!isOlder(state)) {
      return state;
    }
    Set<Address> upgraded = new TreeSet<>();
    Map<Address, ResourceRecord> records = new LinkedHashMap<>();
    for (ResourceRecord record : state.records().values()) {
      ResourceRecord newer = upgraded(record);
      if (newer != null) {
        upgraded.add(record.address());
      }
      records.put(record.address(), newer == null ? record : newer);
    }
    List<ResourceRecord> deposed = new ArrayList<>();
    for (ResourceRecord record : state.deposed()) {
      ResourceRecord newer = upgraded(record);
      deposed.add(newer == null ? record : newer);
    }
    Map<Address, Intent> intents = new TreeMap<>();
    for (Intent intent : state.intents().values()) {
      intents.put(intent.address(), upgraded(intent));
    }
    diagnostics.throwIfErrors();
    return new PlatformState(
        state.storeRevision(),
        state.applyRevision(),
        state.lineage(),
        records,
        deposed,
        intents,
        state.underWay(),
        state.outputs(),
        state.movesDone(),
        upgraded,
        state.revisions());
  }

  private @Nullable ResourceRecord upgraded(ResourceRecord record) {
    ResourceType type = type(record.plugin(), record.type());
    if (type == null || !isOlder(record)) {
      return null;
    }
    MapValue attributes =
        rewritten(record.address(), type, record.schemaVersion(), record.attributes());
    return attributes == null ? null : record.upgraded(attributes, type.schemaVersion());
  }

  private Intent upgraded(Intent intent) {
    ResourceType type = type(intent.plugin(), intent.type());
    if (type == null || !isOlder(intent)) {
      return intent;
    }
    MapValue planned = rewritten(intent.address(), type, intent.schemaVersion(), intent.planned());
    return planned == null ? intent : intent.upgraded(planned, type.schemaVersion());
  }

  private @Nullable ResourceType type(String plugin, String name) {
    PluginManifest manifest = plugins.plugin(plugin);
    if (manifest == null) {
      return null;
    }
    ResourceType section = manifest.sections().get(name);
    return section != null ? section : manifest.types().get(name);
  }

  /** {@code null} after an error. */
  private @Nullable MapValue rewritten(
      Address address, ResourceType type, int version, MapValue attributes) {
    PluginManifest manifest = plugins.plugin(type.plugin());
    if (manifest == null) {
      return null;
    }
    if (version > type.schemaVersion()) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.PROVIDER_OLDER,
                  address + " was recorded by a newer version of the plugin " + type.plugin())
              .detail(
                  "Its attributes have the form "
                      + version
                      + "; the installed plugin, "
                      + manifest.version()
                      + ", knows forms up to "
                      + type.schemaVersion()
                      + ". Nothing was changed.")
              .hint("Install that newer version."));
      return null;
    }
    try {
      MapValue answer =
          loaded
              .computeIfAbsent(type.plugin(), unused -> plugins.provider(manifest))
              .upgrade(type.name(), version, attributes);
      return (MapValue) StoredForm.marked(type.attributes(), answer, null);
    } catch (ProviderException refused) {
      diagnostics.addAll(
          Calls.exception(refused, "cannot read what is recorded of " + address, null)
              .diagnostics());
    } catch (RuntimeException defect) {
      diagnostics.addAll(
          Calls.exception(Calls.defect(defect), "cannot read what is recorded of " + address, null)
              .diagnostics());
    }
    return null;
  }
}

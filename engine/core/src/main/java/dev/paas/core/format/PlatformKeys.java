package dev.paas.core.format;

import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.LocalReferences;
import dev.paas.core.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The keys of {@code platform.yaml}, with those of the installed plugins. */
final class PlatformKeys {
  /** What says of what and how often there is something comes first. */
  private static final List<String> FIRST = List.of("type", "provider", "count", "forEach", "when");

  private static final String UPDATE = "update";

  /** What says how it is handled comes last. */
  private static final List<String> LAST =
      List.of(
          "dependsOn", "protect", "lifecycle", UPDATE, "timeouts", "retry", "readyWhen", "checks");

  private final PluginCatalog plugins;

  PlatformKeys(PluginCatalog plugins) {
    this.plugins = plugins;
  }

  /** Those of a whole document; extensions come before what may refer to their anchors. */
  KeyOrder root() {
    List<String> order = new ArrayList<>();
    CoreSchemas.platform().get("properties").properties().forEach(each -> order.add(each.getKey()));
    order.add(order.indexOf("include"), KeyOrder.EXTENSION);
    return new KeyOrder(order, Map.of(), (name, type) -> section(name));
  }

  private KeyOrder section(String name) {
    if (CoreSchemas.SECTIONS.contains(name)) {
      return KeyOrder.entries(resource(type -> type.sections().get(name)));
    }
    return switch (name) {
      case CoreSchemas.RESOURCES -> typed(type -> resource(plugin -> plugin.types().get(type)));
      case CoreSchemas.DATA -> typed(type -> resource(plugin -> plugin.lookups().get(type)));
      case "providers" -> new KeyOrder(List.of(), Map.of(), (alias, type) -> provider(alias));
      case "locals", "defaults", "state" -> KeyOrder.NONE;
      default -> {
        JsonNode schema = CoreSchemas.platform().get("properties").get(name);
        yield schema == null ? KeyOrder.NONE : KeyOrder.of(schema, false);
      }
    };
  }

  private static KeyOrder typed(Function<String, KeyOrder> types) {
    return new KeyOrder(List.of(), Map.of(), (name, type) -> types.apply(type));
  }

  /** Of a type that nobody has, only what any resource may carry is known. */
  private KeyOrder resource(Function<PluginManifest, ResourceType> kind) {
    List<JsonNode> schemas = new ArrayList<>();
    for (PluginManifest plugin : plugins.plugins()) {
      ResourceType type = kind.apply(plugin);
      if (type != null) {
        schemas.add(LocalReferences.inlined(type.schema()));
      }
    }
    if (schemas.isEmpty()) {
      return KeyOrder.NONE;
    }
    // What a type calls update is its own.
    boolean own = schemas.stream().anyMatch(each -> each.path("properties").has(UPDATE));
    List<String> last = LAST.stream().filter(key -> !(own && key.equals(UPDATE))).toList();
    schemas.add(CoreSchemas.platform().at("/$defs/resource"));
    return KeyOrder.of(FIRST, schemas, last, true);
  }

  private KeyOrder provider(String alias) {
    PluginManifest plugin = plugins.plugin(alias);
    return plugin == null || !plugin.isProvider()
        ? KeyOrder.NONE
        : KeyOrder.of(
            List.of("plugin"),
            List.of(LocalReferences.inlined(plugin.configurationSchema())),
            List.of("parallelism", "rateLimit"),
            true);
  }
}

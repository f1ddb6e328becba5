package dev.paas.core.explain;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.LocalReferences;
import dev.paas.core.schema.ResourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds what a path leads to: {@code services.healthcheck.startPeriod}, {@code docker.container},
 * {@code state.etcd.endpoints}. The names of entries, such as that of a service, are left out.
 */
public final class FieldGuide {
  private static final String RESOURCE = "urn:paas:schema:platform#/$defs/resource";
  private static final String LOOKUP = "urn:paas:schema:platform#/$defs/lookup";

  private final PluginCatalog plugins;

  /**
   * A schema of what is at a path.
   *
   * @param plugin whose it is; empty for the engine's
   */
  private record Variant(String plugin, JsonNode schema) {}

  /**
   * What is at a path.
   *
   * @param refusals paths below it that a plugin cannot honour, with the reasons
   */
  private record Place(
      String path, List<Variant> variants, boolean required, Map<String, String> refusals) {}

  public FieldGuide(PluginCatalog plugins) {
    this.plugins = plugins;
  }

  /** The top-level keys of {@code platform.yaml}. */
  public List<FieldDoc.Child> keys() {
    return children(root());
  }

  /** All types, the sections' left out, with what each is for. */
  public List<FieldDoc.Child> types() {
    List<FieldDoc.Child> types = new ArrayList<>();
    for (PluginManifest plugin : plugins.plugins()) {
      for (ResourceType type : plugin.types().values()) {
        String what = SchemaProse.firstSentence(type.description());
        types.add(new FieldDoc.Child(type.name(), plugin.name(), what, false));
      }
    }
    return types;
  }

  /**
   * What there is to say of the key at a path.
   *
   * @throws DiagnosticException when there is none, with what was probably meant
   */
  public FieldDoc explain(String path) {
    List<String> steps =
        new ArrayList<>(Arrays.asList(path.replaceAll("\\[[^\\]]*]", "").split("\\.")));
    Place place = begin(steps);
    while (!steps.isEmpty()) {
      place = step(place, steps.remove(0));
    }
    return doc(place);
  }

  private static Place root() {
    return new Place("", List.of(new Variant("", CoreSchemas.platform())), false, Map.of());
  }

  /** Takes the first steps, which may lead to a plugin's part. */
  private Place begin(List<String> steps) {
    String first = steps.get(0);
    if (CoreSchemas.platform().get("properties").has(first)) {
      steps.remove(0);
      return section(first, steps);
    }
    Place type = named("", steps, PluginManifest::types, RESOURCE);
    if (type != null) {
      return type;
    }
    Set<String> names = new LinkedHashSet<>();
    keys().forEach(key -> names.add(key.name()));
    types().forEach(each -> names.add(each.name()));
    String typed = steps.size() > 1 ? first + "." + steps.get(1) : first;
    String nearest = DidYouMean.nearest(typed, names);
    throw unknown(
        "nothing is called \"" + (nearest == null ? first : typed) + "\"",
        nearest == null ? first : typed,
        names);
  }

  private Place section(String name, List<String> steps) {
    Place whole = step(root(), name);
    if (CoreSchemas.SECTIONS.contains(name)) {
      return ofSection(name);
    }
    Place found =
        switch (name) {
          case CoreSchemas.RESOURCES -> named(name + ".", steps, PluginManifest::types, RESOURCE);
          case CoreSchemas.DATA -> named(name + ".", steps, PluginManifest::lookups, LOOKUP);
          case "providers" -> configuration(steps, false);
          case "state" -> configuration(steps, true);
          default -> null;
        };
    return found == null ? whole : found;
  }

  private Place ofSection(String name) {
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant("", CoreSchemas.section(name)));
    Map<String, String> refusals = new LinkedHashMap<>();
    for (PluginManifest plugin : plugins.plugins()) {
      ResourceType section = plugin.sections().get(name);
      if (section != null) {
        variants.add(new Variant(plugin.name(), LocalReferences.inlined(section.schema())));
        section.unsupported().forEach((key, why) -> refusals.put(key, plugin.name() + ": " + why));
      }
    }
    variants.add(new Variant("", reference(RESOURCE)));
    return new Place(name, variants, false, refusals);
  }

  /** A type or look-up, when the next one or two steps are its name. */
  private @Nullable Place named(
      String before,
      List<String> steps,
      Function<PluginManifest, Map<String, ResourceType>> kind,
      String meta) {
    for (int words = Math.min(2, steps.size()); words > 0; words--) {
      String name = String.join(".", steps.subList(0, words));
      List<Variant> variants = new ArrayList<>();
      Map<String, String> refusals = new LinkedHashMap<>();
      for (PluginManifest plugin : plugins.plugins()) {
        ResourceType type = kind.apply(plugin).get(name);
        if (type != null) {
          ObjectNode schema = LocalReferences.inlined(type.schema());
          if (!schema.has("description")) {
            schema.put("description", type.description());
          }
          variants.add(new Variant(plugin.name(), schema));
          refusals.putAll(type.unsupported());
        }
      }
      if (!variants.isEmpty()) {
        steps.subList(0, words).clear();
        variants.add(new Variant("", beside(variants, reference(meta))));
        return new Place(before + name, variants, false, refusals);
      }
    }
    return null;
  }

  /** What any resource may carry, beside a type; what that calls update is its own. */
  private static JsonNode beside(List<Variant> types, JsonNode meta) {
    if (types.stream().noneMatch(each -> each.schema().path("properties").has("update"))) {
      return meta;
    }
    JsonNode rest = meta.deepCopy();
    ((ObjectNode) rest.path("properties")).remove("update");
    return rest;
  }

  /** The settings of a provider or a state backend, when the next step is its name. */
  private @Nullable Place configuration(List<String> steps, boolean state) {
    PluginManifest plugin = steps.isEmpty() ? null : plugins.plugin(steps.get(0));
    if (plugin == null || !(state ? plugin.isStateBackend() : plugin.isProvider())) {
      return null;
    }
    steps.remove(0);
    List<Variant> variants = new ArrayList<>();
    JsonNode own = state ? plugin.backendSchema() : plugin.configurationSchema();
    variants.add(new Variant(plugin.name(), LocalReferences.inlined(own)));
    JsonNode section = CoreSchemas.platform().get("properties").get(state ? "state" : "providers");
    JsonNode general = state ? section : section.get("additionalProperties");
    variants.add(new Variant("", general));
    return new Place((state ? "state." : "providers.") + plugin.name(), variants, false, Map.of());
  }

  private static JsonNode reference(String target) {
    int hash = target.indexOf('#');
    return CoreSchemas.byId(target.substring(0, hash)).at(target.substring(hash + 1));
  }

  private static Place step(Place place, String typed) {
    Map<String, List<Variant>> children = childrenOf(place);
    String name = canonical(typed, children);
    List<Variant> found = children.get(name);
    if (found == null) {
      return anyEntry(place, typed, children.keySet());
    }
    boolean required =
        place.variants().stream().anyMatch(each -> SchemaNodes.requires(each.schema(), name));
    Map<String, String> refusals = new LinkedHashMap<>();
    place
        .refusals()
        .forEach(
            (path, why) -> {
              if (path.equals(name)) {
                refusals.put("", why);
              } else if (path.startsWith(name + ".")) {
                refusals.put(path.substring(name.length() + 1), why);
              }
            });
    return new Place(joined(place.path(), name), found, required, refusals);
  }

  /** A name of the user's own, such as that of a variable or a port. */
  private static Place anyEntry(Place place, String typed, Set<String> known) {
    List<Variant> entries = new ArrayList<>();
    for (Variant variant : place.variants()) {
      JsonNode entry = SchemaNodes.anyEntry(variant.schema());
      if (entry != null) {
        entries.add(new Variant(variant.plugin(), entry));
      }
    }
    if (entries.isEmpty() || DidYouMean.nearest(typed, known) != null) {
      throw unknown(place.path() + " has no \"" + typed + "\"", typed, known);
    }
    return new Place(joined(place.path(), "NAME"), entries, false, Map.of());
  }

  private static DiagnosticException unknown(String what, String typed, Set<String> known) {
    String hint = DidYouMean.hint(typed, known);
    return Diagnostic.error(Problem.FIELD_UNKNOWN, what)
        .detail("Names of entries are left out: services.image is the image of any service.")
        .hint(hint == null ? "paas explain lists what there is." : hint)
        .toException();
  }

  private static String joined(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The keys below a place, each with the schemas that have it. */
  private static Map<String, List<Variant>> childrenOf(Place place) {
    Map<String, List<Variant>> children = new LinkedHashMap<>();
    for (Variant variant : place.variants()) {
      SchemaNodes.children(variant.schema())
          .forEach(
              (name, schema) -> {
                List<Variant> known = children.computeIfAbsent(name, unused -> new ArrayList<>());
                // What the engine defines is nobody's option, whoever repeats it.
                if (known.stream().noneMatch(each -> each.plugin().isEmpty())) {
                  known.add(new Variant(variant.plugin(), SchemaNodes.resolved(schema)));
                }
              });
    }
    return children;
  }

  private static String canonical(String typed, Map<String, List<Variant>> children) {
    for (Map.Entry<String, List<Variant>> child : children.entrySet()) {
      JsonNode schema = child.getValue().get(0).schema();
      if (SchemaNodes.texts(schema.get("x-paas-alias")).contains(typed)) {
        return child.getKey();
      }
    }
    for (String name : children.keySet()) {
      if (!children.containsKey(typed) && name.equalsIgnoreCase(typed.replace("_", ""))) {
        return name;
      }
    }
    return typed;
  }

  private static List<FieldDoc.Child> children(Place place) {
    List<FieldDoc.Child> all = new ArrayList<>();
    childrenOf(place)
        .forEach(
            (name, variants) -> {
              JsonNode schema = variants.get(0).schema();
              boolean required =
                  place.variants().stream()
                      .anyMatch(each -> SchemaNodes.requires(each.schema(), name));
              all.add(
                  new FieldDoc.Child(
                      name,
                      SchemaProse.type(schema),
                      SchemaProse.firstSentence(SchemaNodes.text(schema, "description")),
                      required));
            });
    return all;
  }

  private static FieldDoc doc(Place place) {
    JsonNode schema = SchemaNodes.resolved(place.variants().get(0).schema());
    Set<String> providers = new LinkedHashSet<>();
    place.variants().forEach(each -> providers.add(each.plugin()));
    providers.remove("");
    List<String> refusals = new ArrayList<>();
    place.refusals().forEach((path, why) -> refusals.add(path.isEmpty() ? why : path + ", " + why));
    JsonNode examples = schema.get("examples");
    return new FieldDoc(
        place.path(),
        SchemaProse.type(schema),
        SchemaNodes.text(schema, "description"),
        SchemaProse.json(schema.get("default")),
        examples == null ? List.of() : SchemaNodes.texts(examples),
        SchemaProse.constraints(schema),
        SchemaProse.traits(schema),
        place.required(),
        SchemaNodes.texts(schema.get("x-paas-alias")),
        List.copyOf(providers),
        refusals,
        children(place));
  }
}

package dev.paas.core.platform;

import dev.paas.core.diagnostic.Source;
import dev.paas.core.source.MappingNode;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A platform as its files describe it, checked. */
public final class Platform {
  private final PlatformIdentity identity;
  private final Path directory;
  private final List<Source> sources;
  private final @Nullable MappingNode state;
  private final Map<String, VariableDeclaration> variables;
  private final Map<String, Value> variableValues;
  private final Map<String, LocalDeclaration> locals;
  private final Map<String, ProviderDeclaration> providers;
  private final List<ResourceDeclaration> resources;
  private final Map<String, OutputDeclaration> outputs;
  private final Map<String, PlatformCheck> checks;
  private final Map<String, Map<String, ResourceDeclaration>> bySection = new HashMap<>();

  Platform(Parts parts) {
    this.identity = parts.identity();
    this.directory = parts.directory();
    this.sources = List.copyOf(parts.sources());
    this.state = parts.state();
    this.variables = parts.variables();
    this.variableValues = parts.variableValues();
    this.locals = parts.locals();
    this.providers = parts.providers();
    this.resources = List.copyOf(parts.resources());
    this.outputs = parts.outputs();
    this.checks = parts.checks();
    for (ResourceDeclaration resource : resources) {
      bySection
          .computeIfAbsent(resource.section(), unused -> new LinkedHashMap<>())
          .put(resource.name(), resource);
    }
  }

  /** What a platform is put together from. */
  record Parts(
      PlatformIdentity identity,
      Path directory,
      List<Source> sources,
      @Nullable MappingNode state,
      Map<String, VariableDeclaration> variables,
      Map<String, Value> variableValues,
      Map<String, LocalDeclaration> locals,
      Map<String, ProviderDeclaration> providers,
      List<ResourceDeclaration> resources,
      Map<String, OutputDeclaration> outputs,
      Map<String, PlatformCheck> checks) {}

  public PlatformIdentity identity() {
    return identity;
  }

  /** The folder of {@code platform.yaml}, absolute. */
  public Path directory() {
    return directory;
  }

  /** The files that it was read from. */
  public List<Source> sources() {
    return sources;
  }

  /** The section {@code state:}; {@code null} when it is left out. */
  public @Nullable MappingNode state() {
    return state;
  }

  public Map<String, VariableDeclaration> variables() {
    return variables;
  }

  /** The values of the variables; sensitive ones are wrapped. */
  public Map<String, Value> variableValues() {
    return variableValues;
  }

  public Map<String, LocalDeclaration> locals() {
    return locals;
  }

  /** The providers that are declared or used, by alias. */
  public Map<String, ProviderDeclaration> providers() {
    return providers;
  }

  /** The resources in the order of the file. */
  public List<ResourceDeclaration> resources() {
    return resources;
  }

  /** The resources of a section, by name. */
  public Map<String, ResourceDeclaration> section(String section) {
    return bySection.getOrDefault(section, Map.of());
  }

  /** A resource by section and name; {@code null} when there is none. */
  public @Nullable ResourceDeclaration resource(String section, String name) {
    return section(section).get(name);
  }

  public Map<String, OutputDeclaration> outputs() {
    return outputs;
  }

  /** What must hold of the whole platform. */
  public Map<String, PlatformCheck> checks() {
    return checks;
  }
}

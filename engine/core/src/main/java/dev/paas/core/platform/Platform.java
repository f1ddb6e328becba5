package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.MappingNode;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A platform as its files describe it, checked. */
public final class Platform {
  private static final int LARGE = 256;

  private final PlatformIdentity identity;
  private final Path directory;
  private final List<Source> sources;
  private final @Nullable MappingNode state;
  private final Map<String, Value> variableValues;
  private final Map<String, Span> variableOrigins;
  private final Map<String, ProviderDeclaration> providers;
  private final List<ModuleDeclaration> modules;
  private final Map<String, PlatformCheck> checks;
  private final Map<String, PolicyDeclaration> policies;
  private final List<ResourceDeclaration> resources;
  private final int[] positions;
  private final Refactorings refactorings;

  Platform(Parts parts) {
    this.identity = parts.identity();
    this.directory = parts.directory();
    this.sources = List.copyOf(parts.sources());
    this.state = parts.state();
    this.variableValues = parts.variableValues();
    this.variableOrigins = Map.copyOf(parts.variableOrigins());
    this.providers = parts.providers();
    this.modules = List.copyOf(parts.modules());
    this.checks = parts.checks();
    this.policies = parts.policies();
    List<ResourceDeclaration> all = new ArrayList<>();
    modules.forEach(module -> all.addAll(module.resources()));
    all.sort(Comparator.comparingInt(ResourceDeclaration::index));
    this.resources = List.copyOf(all);
    this.refactorings = Refactorings.of(modules);
    this.positions = new int[all.size()];
    for (ModuleDeclaration module : modules) {
      for (int i = 0; i < module.resources().size(); i++) {
        positions[module.resources().get(i).index()] = i;
      }
    }
  }

  /** What a platform is put together from. */
  record Parts(
      PlatformIdentity identity,
      Path directory,
      List<Source> sources,
      @Nullable MappingNode state,
      Map<String, Value> variableValues,
      Map<String, Span> variableOrigins,
      Map<String, ProviderDeclaration> providers,
      List<ModuleDeclaration> modules,
      Map<String, PlatformCheck> checks,
      Map<String, PolicyDeclaration> policies) {}

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
    return root().variables();
  }

  /** The values of the variables; sensitive ones are wrapped. */
  public Map<String, Value> variableValues() {
    return variableValues;
  }

  /** Where the value of each variable stands, in the file or in what the caller gave. */
  public Map<String, Span> variableOrigins() {
    return variableOrigins;
  }

  public Map<String, LocalDeclaration> locals() {
    return root().locals();
  }

  /** The providers that are declared or used, by alias. */
  public Map<String, ProviderDeclaration> providers() {
    return providers;
  }

  /** The names of the platform itself. */
  public ModuleDeclaration root() {
    return modules.get(0);
  }

  /** The platform itself, then each module, once for every call of it, after its caller. */
  public List<ModuleDeclaration> modules() {
    return modules;
  }

  /** All resources: the platform's own in the order of the file, then those of the modules. */
  public List<ResourceDeclaration> resources() {
    return resources;
  }

  /** The position of a resource among those of its module. */
  public int position(ResourceDeclaration resource) {
    return positions[resource.index()];
  }

  /** The platform's own resources of a section, by name. */
  public Map<String, ResourceDeclaration> section(String section) {
    return root().section(section);
  }

  /** One of the platform's own resources by section and name; {@code null} when there is none. */
  public @Nullable ResourceDeclaration resource(String section, String name) {
    return section(section).get(name);
  }

  /** The declaration that an instance is one of; {@code null} when there is none. */
  public @Nullable ResourceDeclaration resource(Address address) {
    ModuleDeclaration module = module(address.module());
    ResourceDeclaration found =
        module == null ? null : module.resource(address.section(), address.name());
    return found != null && found.module() == module ? found : null;
  }

  /** Whether it has so many resources that what is done for each is worth another thread. */
  public boolean isLarge() {
    return resources().size() >= LARGE;
  }

  /** The module that a path leads to; {@code null} when there is none. */
  public @Nullable ModuleDeclaration module(ModulePath path) {
    ModuleDeclaration module = root();
    for (ModulePath.Step step : path.steps()) {
      module = module.called(step.name());
      if (module == null) {
        return null;
      }
    }
    return module;
  }

  public Map<String, OutputDeclaration> outputs() {
    return root().outputs();
  }

  /** The same, and of what stands in a module's file, the calls that lead there. */
  public List<Diagnostic> traced(List<Diagnostic> found) {
    return found.stream().map(this::traced).toList();
  }

  private Diagnostic traced(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    ModuleDeclaration module = span == null ? null : moduleOf(span.source());
    return module == null ? diagnostic : ModuleTrace.within(module, diagnostic);
  }

  /** The first module that was read from a file; {@code null} for the platform's own files. */
  private @Nullable ModuleDeclaration moduleOf(Source source) {
    for (ModuleDeclaration module : modules) {
      if (!module.isRoot() && module.sources().contains(source)) {
        return module;
      }
    }
    return null;
  }

  /** What must hold of the whole platform. */
  public Map<String, PlatformCheck> checks() {
    return checks;
  }

  /** What must hold of plans. */
  public Map<String, PolicyDeclaration> policies() {
    return policies;
  }

  /** What has moved, and what has left the platform. */
  public Refactorings refactorings() {
    return refactorings;
  }
}

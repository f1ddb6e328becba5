package dev.paas.core.platform;

import dev.paas.core.address.ModulePath;
import dev.paas.core.diagnostic.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that belong together: those of the platform itself, or those of a module as one call of
 * it has them. It is filled while it is read, and not changed after that.
 */
public final class ModuleDeclaration {
  private final int index;
  private final @Nullable ModuleCall call;
  private final ModulePath path;
  private final Path directory;
  private final String relativeDirectory;
  private List<Source> sources = List.of();
  private @Nullable WholeDocument document;
  private Map<String, VariableDeclaration> variables = Map.of();
  private Map<String, LocalDeclaration> locals = Map.of();
  private Map<String, OutputDeclaration> outputs = Map.of();
  private Refactorings refactorings = Refactorings.NONE;
  private final Map<String, ModuleCall> calls = new LinkedHashMap<>();
  private final Map<String, ModuleDeclaration> called = new LinkedHashMap<>();
  private final List<ResourceDeclaration> resources = new ArrayList<>();
  private final Map<String, Map<String, ResourceDeclaration>> bySection = new HashMap<>();

  /**
   * @param index its position among all modules, the platform itself being 0
   * @param call who calls it; {@code null} for the platform itself
   * @param directory its folder, absolute
   * @param relativeDirectory its folder as seen from the platform's; empty for that one
   */
  ModuleDeclaration(
      int index, @Nullable ModuleCall call, Path directory, String relativeDirectory) {
    this.index = index;
    this.call = call;
    this.path = call == null ? ModulePath.ROOT : call.address().inside();
    this.directory = directory;
    this.relativeDirectory = relativeDirectory;
  }

  void setSources(List<Source> files) {
    sources = List.copyOf(files);
  }

  void setDocument(WholeDocument read) {
    document = read;
  }

  /** What it was read from; {@code null} when that cannot be used. */
  public @Nullable WholeDocument document() {
    return document;
  }

  void setVariables(Map<String, VariableDeclaration> declared) {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
  }

  void setLocals(Map<String, LocalDeclaration> declared) {
    locals = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
  }

  void setOutputs(Map<String, OutputDeclaration> declared) {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
  }

  void setRefactorings(Refactorings said) {
    refactorings = said;
  }

  /** What its document says of things that have moved or left. */
  Refactorings refactorings() {
    return refactorings;
  }

  void add(ModuleCall inner, ModuleDeclaration body) {
    calls.put(inner.name(), inner);
    called.put(inner.name(), body);
  }

  void add(ResourceDeclaration resource) {
    resources.add(resource);
    name(resource);
  }

  /** Gives a name here to a resource, which may be one of the platform itself. */
  void name(ResourceDeclaration resource) {
    bySection
        .computeIfAbsent(resource.section(), unused -> new LinkedHashMap<>())
        .put(resource.name(), resource);
  }

  /** Its position among all modules, the platform itself being 0. */
  public int index() {
    return index;
  }

  /** Who calls it; {@code null} for the platform itself. */
  public @Nullable ModuleCall call() {
    return call;
  }

  /** Whether it is the platform itself. */
  public boolean isRoot() {
    return call == null;
  }

  /** The calls that lead to it, with all instances. */
  public ModulePath path() {
    return path;
  }

  /** Where relative paths of what is read start, absolute. */
  public Path directory() {
    return directory;
  }

  /** The same as seen from the platform's folder; empty for that one. */
  public String relativeDirectory() {
    return relativeDirectory;
  }

  /** The files of a module; nothing for the platform itself. */
  List<Source> sources() {
    return sources;
  }

  public Map<String, VariableDeclaration> variables() {
    return variables;
  }

  public Map<String, LocalDeclaration> locals() {
    return locals;
  }

  public Map<String, OutputDeclaration> outputs() {
    return outputs;
  }

  /** The modules that it calls, by the name of the call. */
  public Map<String, ModuleCall> calls() {
    return Collections.unmodifiableMap(calls);
  }

  /** The module behind the call {@code name}; {@code null} when there is none. */
  public @Nullable ModuleDeclaration called(String name) {
    return called.get(name);
  }

  /** Its own resources, in the order of the file, without those of the modules that it calls. */
  public List<ResourceDeclaration> resources() {
    return Collections.unmodifiableList(resources);
  }

  /** What a section has here, by name. */
  public Map<String, ResourceDeclaration> section(String section) {
    return bySection.getOrDefault(section, Map.of());
  }

  /** A resource by section and name; {@code null} when there is none. */
  public @Nullable ResourceDeclaration resource(String section, String name) {
    return section(section).get(name);
  }

  /** As it is written in an address; empty for the platform itself. */
  @Override
  public String toString() {
    return path.toString();
  }
}

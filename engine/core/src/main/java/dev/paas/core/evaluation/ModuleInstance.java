package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a module, or the platform itself, with the values of what has a name in it. Safe
 * for several threads.
 */
public final class ModuleInstance implements Each {
  private final ModuleDeclaration declaration;
  private final @Nullable ModuleInstance parent;
  private final ModulePath path;
  private final int index;
  private final @Nullable Value value;

  /** By the position of the declaration among those of the module. */
  final AtomicReferenceArray<@Nullable Instances> resources;

  /** By the position of the call among those of the module. */
  final AtomicReferenceArray<@Nullable ModuleInstances> calls;

  /** The values of variables, locals and outputs, by {@code vars.name} and so on. */
  final Map<String, Known> named = new ConcurrentHashMap<>();

  /**
   * A value that was computed.
   *
   * @param value it
   * @param version how often values had been set; what is not wholly known is for that time only
   */
  record Known(Value value, long version) {}

  /**
   * @param parent the instance of the module that calls it; {@code null} for the platform itself
   * @param path its path
   * @param index its position among the instances of its call in {@code parent}
   * @param value with {@code forEach}, the element that it is made for
   */
  ModuleInstance(
      ModuleDeclaration declaration,
      @Nullable ModuleInstance parent,
      ModulePath path,
      int index,
      @Nullable Value value) {
    this.declaration = declaration;
    this.parent = parent;
    this.path = path;
    this.index = index;
    this.value = value;
    this.resources = new AtomicReferenceArray<>(declaration.resources().size());
    this.calls = new AtomicReferenceArray<>(declaration.calls().size());
  }

  /** The module. */
  public ModuleDeclaration declaration() {
    return declaration;
  }

  /** The instance of the module that calls it; {@code null} for the platform itself. */
  public @Nullable ModuleInstance parent() {
    return parent;
  }

  /** Through which calls one comes to it. */
  public ModulePath path() {
    return path;
  }

  /** The address of something in it. */
  Address address(String section, String name) {
    return new Address(path, section, name, null);
  }

  @Nullable Object key() {
    return path.isRoot() ? null : path.steps().get(path.depth() - 1).key();
  }

  /** Itself, or the instance around it that a resource which has a name here belongs to. */
  ModuleInstance owner(ResourceDeclaration resource) {
    ModuleInstance owner = this;
    while (owner.declaration != resource.module()) {
      owner = owner.parent;
      if (owner == null) {
        throw new IllegalStateException(resource.address() + " has no name in " + path);
      }
    }
    return owner;
  }

  @Override
  public @Nullable Value each(String name) {
    return Each.of(name, key(), index, value);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

package dev.paas.core.address;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address of a resource instance, or of a declaration with all its instances. One in the
 * section of modules is that of a module call, and stands for everything in it.
 *
 * @param module in which instance of which module
 * @param section the section: {@code services}
 * @param name the name in it
 * @param key which instance: an {@link Integer} from {@code count}, a {@link String} from {@code
 *     forEach}; {@code null} for the only one, or for all
 */
public record Address(ModulePath module, String section, String name, @Nullable Object key)
    implements Comparable<Address> {
  /** The section of module calls. */
  public static final String MODULES = "modules";

  public Address {
    InstanceKeys.check(key);
  }

  /** An address in the platform itself, not in a module. */
  public Address(String section, String name, @Nullable Object key) {
    this(ModulePath.ROOT, section, name, key);
  }

  /** The only instance of a declaration of the platform itself. */
  public static Address of(String section, String name) {
    return new Address(section, name, null);
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong with it
   */
  public static Address parse(String text) {
    return new AddressParser(text).parse();
  }

  /** This declaration's instance {@code key}. */
  public Address instance(@Nullable Object key) {
    return Objects.equals(key, this.key) ? this : new Address(module, section, name, key);
  }

  /** The same declaration in another instance of its module. */
  public Address in(ModulePath other) {
    return other.equals(module) ? this : new Address(other, section, name, key);
  }

  /** The declaration: this address without its instance, in all instances of its module. */
  public Address declaration() {
    ModulePath general = module.generalized(0);
    return key == null && general.equals(module) ? this : new Address(general, section, name, null);
  }

  /** Whether it is that of a module call. */
  public boolean isModule() {
    return section.equals(MODULES);
  }

  /**
   * Of a module call, the path of what is in it.
   *
   * @throws IllegalStateException when it is none
   */
  public ModulePath inside() {
    if (!isModule()) {
      throw new IllegalStateException(this + " is not a module");
    }
    return module.child(name, key);
  }

  /**
   * Whether {@code other} is this instance, or one of this declaration's; of a module, whether it
   * is in it.
   */
  public boolean covers(Address other) {
    boolean same =
        section.equals(other.section)
            && name.equals(other.name)
            && (key == null || key.equals(other.key))
            && module.covers(other.module);
    return same || (isModule() && inside().isAbove(other.module));
  }

  /**
   * All addresses that may stand for this one in a list of dependencies: itself, its declaration in
   * its own instance of the module, in all instances of that and of those around it, and the
   * modules that it is in.
   */
  public Set<Address> names() {
    if (module.isRoot()) {
      return key == null ? Set.of(this) : new LinkedHashSet<>(List.of(this, instance(null)));
    }
    Set<Address> names = new LinkedHashSet<>();
    names.add(this);
    for (int depth = module.depth(); depth >= 0; depth--) {
      names.add(new Address(module.generalized(depth), section, name, null));
    }
    for (int depth = module.depth() - 1; depth >= 0; depth--) {
      ModulePath.Step step = module.steps().get(depth);
      Address call = new Address(module.ancestor(depth), MODULES, step.name(), step.key());
      names.add(call);
      names.add(call.instance(null));
    }
    return names;
  }

  /**
   * This address after everything that {@code from} stands for has been moved to {@code to}, a
   * resource to a resource or a module to a module.
   *
   * @throws IllegalArgumentException when {@code from} does not stand for it, or only one of the
   *     two is a module
   */
  public Address moved(Address from, Address to) {
    if (!from.covers(this) || from.isModule() != to.isModule()) {
      throw new IllegalArgumentException(this + " is not moved from " + from + " to " + to);
    }
    if (!from.isModule() || (isModule() && module.depth() == from.module.depth())) {
      return to.key != null || from.key != null ? to : to.instance(key);
    }
    int depth = from.module.depth();
    Object instance = module.steps().get(depth).key();
    ModulePath base =
        to.module.child(to.name, from.key == null && to.key == null ? instance : to.key);
    List<ModulePath.Step> steps = new ArrayList<>(base.steps());
    steps.addAll(module.steps().subList(depth + 1, module.depth()));
    return in(new ModulePath(steps));
  }

  @Override
  public int compareTo(Address other) {
    int order = module.compareTo(other.module);
    order = order != 0 ? order : section.compareTo(other.section);
    order = order != 0 ? order : name.compareTo(other.name);
    return order != 0 ? order : InstanceKeys.compare(key, other.key);
  }

  // Maps of all resources are asked by address all the time: what a record gets by itself is slow
  // until it is compiled, and never sees that two are the same object.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Address that
            && name.equals(that.name)
            && Objects.equals(key, that.key)
            && section.equals(that.section)
            && module.equals(that.module));
  }

  @Override
  public int hashCode() {
    int local = 31 * name.hashCode() + Objects.hashCode(key);
    return 31 * (31 * local + section.hashCode()) + module.hashCode();
  }

  /** As it is written: {@code modules.cache.services.api["eu"]}. */
  @Override
  public String toString() {
    String local = section + "." + name + InstanceKeys.toString(key);
    return module.isRoot() ? local : module + "." + local;
  }
}

package dev.paas.core.address;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Through which module calls one comes to an instance of a module; none for the platform itself.
 *
 * @param steps the calls, from the outermost
 */
public record ModulePath(List<Step> steps) implements Comparable<ModulePath> {
  /** The platform itself. */
  public static final ModulePath ROOT = new ModulePath(List.of());

  /**
   * A call, and which instance of it.
   *
   * @param name the call's name
   * @param key an {@link Integer} from {@code count}, a {@link String} from {@code forEach}; {@code
   *     null} for the only one, or for all
   */
  public record Step(String name, @Nullable Object key) {
    public Step {
      InstanceKeys.check(key);
    }

    boolean covers(Step other) {
      return name.equals(other.name) && (key == null || key.equals(other.key));
    }

    @Override
    public String toString() {
      return Address.MODULES + "." + name + InstanceKeys.toString(key);
    }
  }

  public ModulePath {
    steps = List.copyOf(steps);
  }

  /** Whether it is the platform itself. */
  public boolean isRoot() {
    return steps.isEmpty();
  }

  /** How many calls it goes through. */
  public int depth() {
    return steps.size();
  }

  /** The instance {@code key} of the call {@code name} in this one. */
  public ModulePath child(String name, @Nullable Object key) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(name, key));
    return new ModulePath(longer);
  }

  /** Its first {@code depth} calls. */
  public ModulePath ancestor(int depth) {
    return depth == steps.size() ? this : new ModulePath(steps.subList(0, depth));
  }

  /** The same calls, the instances of the first {@code depth} kept and of the others left open. */
  public ModulePath generalized(int depth) {
    boolean changes = false;
    List<Step> general = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean open = i >= depth && step.key() != null;
      changes |= open;
      general.add(open ? new Step(step.name(), null) : step);
    }
    return changes ? new ModulePath(general) : this;
  }

  /** The same calls, with the instances of the first of them that another path to there names. */
  public ModulePath with(ModulePath instances) {
    List<Step> named = new ArrayList<>(steps);
    for (int i = 0; i < Math.min(steps.size(), instances.steps.size()); i++) {
      if (instances.steps.get(i).key() != null) {
        named.set(i, new Step(steps.get(i).name(), instances.steps.get(i).key()));
      }
    }
    return new ModulePath(named);
  }

  /** Whether {@code other} is one of the instances that this stands for. */
  public boolean covers(ModulePath other) {
    return steps.size() == other.steps.size() && isAbove(other);
  }

  /** Whether {@code other} is one of the instances that this stands for, or inside of one. */
  public boolean isAbove(ModulePath other) {
    if (steps.size() > other.steps.size()) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).covers(other.steps.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof ModulePath that && steps.equals(that.steps));
  }

  @Override
  public int hashCode() {
    return steps.isEmpty() ? 0 : steps.hashCode();
  }

  @Override
  public int compareTo(ModulePath other) {
    int shorter = Math.min(steps.size(), other.steps.size());
    for (int i = 0; i < shorter; i++) {
      Step a = steps.get(i);
      Step b = other.steps.get(i);
      int byName = a.name().compareTo(b.name());
      int order = byName != 0 ? byName : InstanceKeys.compare(a.key(), b.key());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(steps.size(), other.steps.size());
  }

  /** As it is written: {@code modules.cache["eu"].modules.inner}; empty for the platform itself. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(text.isEmpty() ? "" : ".").append(step);
    }
    return text.toString();
  }
}

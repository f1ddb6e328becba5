package dev.paas.cli.differential;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource that does nothing but keep a value.
 *
 * @param name its name
 * @param shape how many instances it has
 * @param count how many, when they are counted
 * @param keys their keys, when they have some, in alphabetical order
 * @param value its input, which changes in place
 * @param inputs what the input refers to
 * @param trigger what replaces it when it changes; {@code null} for nothing
 * @param triggers what the trigger refers to
 * @param after names of what must be there first
 * @param createFirst whether a replacement makes the new one first
 * @param replacedBy what replaces it when it changes, by its lifecycle
 * @param guarded whether it must not be destroyed
 */
record Unit(
    String name,
    Shape shape,
    int count,
    List<String> keys,
    String value,
    List<Ref> inputs,
    @Nullable String trigger,
    List<Ref> triggers,
    List<String> after,
    boolean createFirst,
    List<Ref> replacedBy,
    boolean guarded) {

  /** How many instances there are. */
  enum Shape {
    SINGLE,
    COUNTED,
    KEYED
  }

  /**
   * A reference to another unit.
   *
   * @param to its name
   * @param attribute {@code id} or {@code input}
   * @param instance {@code [0]} or {@code ["a"]} for one; {@code *} for all; empty for the only one
   */
  record Ref(String to, String attribute, String instance) {
    Ref renamed(String from, String name) {
      return to.equals(from) ? new Ref(name, attribute, instance) : this;
    }
  }

  Unit {
    keys = List.copyOf(keys);
    inputs = List.copyOf(inputs);
    triggers = List.copyOf(triggers);
    after = List.copyOf(after);
    replacedBy = List.copyOf(replacedBy);
  }

  /** All names that it refers to. */
  List<String> uses() {
    List<String> names = new ArrayList<>(after);
    for (List<Ref> refs : List.of(inputs, triggers, replacedBy)) {
      refs.forEach(ref -> names.add(ref.to()));
    }
    return names;
  }

  /** Without references to {@code gone}. */
  Unit without(String gone) {
    return new Unit(
        name,
        shape,
        count,
        keys,
        value,
        without(inputs, gone),
        trigger,
        without(triggers, gone),
        after.stream().filter(one -> !one.equals(gone)).toList(),
        createFirst,
        without(replacedBy, gone),
        guarded);
  }

  private static List<Ref> without(List<Ref> refs, String gone) {
    return refs.stream().filter(ref -> !ref.to().equals(gone)).toList();
  }

  /** With other references. */
  Unit with(List<Ref> toInputs, List<Ref> toTriggers, List<String> toAfter) {
    return new Unit(
        name,
        shape,
        count,
        keys,
        value,
        toInputs,
        trigger,
        toTriggers,
        toAfter,
        createFirst,
        replacedBy,
        guarded);
  }

  /** Without anything in its lifecycle. */
  Unit withoutLifecycle() {
    return new Unit(
        name, shape, count, keys, value, inputs, trigger, triggers, after, false, List.of(), false);
  }

  /** Without a trigger. */
  Unit withoutTrigger() {
    return new Unit(
        name,
        shape,
        count,
        keys,
        value,
        inputs,
        null,
        List.of(),
        after,
        createFirst,
        replacedBy,
        guarded);
  }

  /** With another value. */
  Unit valued(String other) {
    return new Unit(
        name,
        shape,
        count,
        keys,
        other,
        inputs,
        trigger,
        triggers,
        after,
        createFirst,
        replacedBy,
        guarded);
  }

  /** With another name for what was called {@code from}, itself too. */
  Unit renamed(String from, String to) {
    return new Unit(
        name.equals(from) ? to : name,
        shape,
        count,
        keys,
        value,
        inputs.stream().map(ref -> ref.renamed(from, to)).toList(),
        trigger,
        triggers.stream().map(ref -> ref.renamed(from, to)).toList(),
        after.stream().map(one -> one.equals(from) ? to : one).toList(),
        createFirst,
        replacedBy.stream().map(ref -> ref.renamed(from, to)).toList(),
        guarded);
  }

  /** Its instances as they are written after its name. */
  List<String> instances() {
    List<String> all = new ArrayList<>();
    switch (shape) {
      case SINGLE -> all.add("");
      case COUNTED -> {
        for (int i = 0; i < count; i++) {
          all.add("[" + i + "]");
        }
      }
      case KEYED -> keys.forEach(key -> all.add("[\"" + key + "\"]"));
    }
    return all;
  }
}

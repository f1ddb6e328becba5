package dev.paas.core.schema;

import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attribute, or the whole of a resource, as its JSON Schema describes it. The keywords are
 * documented in {@code providers/README.md}.
 *
 * @param kinds what kinds of value it may have; empty for any
 * @param description for people
 * @param flags its truth-valued keywords
 * @param defaultValue what it is when it is left out
 * @param format {@code paas-duration}, {@code paas-size} or another; empty for none
 * @param changesWith for a computed attribute: the top-level attributes that it changes with
 * @param reference the section whose entries it names
 * @param shortFor what a name in it is short for; any other text means itself
 * @param from what it is filled in with: sibling property and attribute
 * @param shorthand how a scalar may stand for the object
 * @param defaultReference the entry that a list of references holds when it is left out
 * @param identity the property that tells the elements of a list apart
 * @param aliases other spellings of its name
 * @param deprecation what to use instead; empty without advice; {@code null} when not deprecated
 * @param properties the known properties of an object, in order
 * @param additional what other properties of an object are like; {@code null} when there are none,
 *     or anything goes ({@link Flag#OPEN})
 * @param items what the elements of a list are like; {@code null} for anything
 * @param required properties that must be there
 */
public record AttributeSchema(
    Set<ValueKind> kinds,
    String description,
    Set<Flag> flags,
    @Nullable Value defaultValue,
    String format,
    List<String> changesWith,
    @Nullable String reference,
    @Nullable ShortFor shortFor,
    @Nullable From from,
    @Nullable Shorthand shorthand,
    @Nullable String defaultReference,
    @Nullable String identity,
    List<String> aliases,
    @Nullable String deprecation,
    Map<String, AttributeSchema> properties,
    @Nullable AttributeSchema additional,
    @Nullable AttributeSchema items,
    Set<String> required) {

  /** Truth-valued keywords. */
  public enum Flag {
    /** {@code readOnly}: the provider computes it. */
    READ_ONLY,
    /** {@code x-paas-computed}: the provider computes it unless the user sets it. */
    COMPUTED,
    /** {@code x-paas-replace}. */
    REPLACE,
    /** {@code x-paas-sensitive}. */
    SENSITIVE,
    /** {@code writeOnly}. */
    WRITE_ONLY,
    /** {@code x-paas-static}. */
    STATIC,
    /** {@code x-paas-unordered}. */
    UNORDERED,
    /** {@code x-paas-path}. */
    PATH,
    /** {@code x-paas-exclusive}: no two resources have the same. */
    EXCLUSIVE,
    /** An object that may have properties nobody knows. */
    OPEN
  }

  /** How a scalar may stand for an object. */
  public enum Shorthand {
    /** The value of its property {@code name}. */
    NAME,
    /** {@code source:/target[:ro]}. */
    MOUNT,
    /** The value of its property {@code port}. */
    PORT,
    /** The value of its property {@code ports}: a port, or a range of ports. */
    PORTS
  }

  /**
   * What the name of an entry is short for.
   *
   * @param section the section that the entry is in
   * @param attribute the attribute of the entry
   */
  public record ShortFor(String section, String attribute) {}

  /**
   * Where a filled-in attribute comes from.
   *
   * @param sibling the property that names the other resource
   * @param attribute the attribute of that resource
   */
  public record From(String sibling, String attribute) {}

  /** Anything at all. */
  public static final AttributeSchema ANY =
      new AttributeSchema(
          Set.of(),
          "",
          Set.of(Flag.OPEN),
          null,
          "",
          List.of(),
          null,
          null,
          null,
          null,
          null,
          null,
          List.of(),
          null,
          Map.of(),
          null,
          null,
          Set.of());

  public AttributeSchema {
    kinds = Set.copyOf(kinds);
    flags = Set.copyOf(flags);
    changesWith = List.copyOf(changesWith);
    aliases = List.copyOf(aliases);
    properties = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    required = Set.copyOf(required);
  }

  public boolean is(Flag flag) {
    return flags.contains(flag);
  }

  /** Whether the provider, and never the user, gives the value. */
  public boolean isReadOnly() {
    return is(Flag.READ_ONLY);
  }

  /** Whether the provider gives the value when the user does not. */
  public boolean isComputed() {
    return is(Flag.READ_ONLY) || is(Flag.COMPUTED);
  }

  /** Whether the user may write it. */
  public boolean isInput() {
    return !is(Flag.READ_ONLY) && from == null;
  }

  /** Whether a value of {@code kind} can be right. */
  public boolean allows(ValueKind kind) {
    return kinds.isEmpty()
        || kinds.contains(kind)
        || (kind == ValueKind.INTEGER && kinds.contains(ValueKind.NUMBER))
        || kind == ValueKind.UNKNOWN;
  }

  /** The only kind that it may have; {@link ValueKind#UNKNOWN} when there are several. */
  public ValueKind onlyKind() {
    return kinds.size() == 1 ? kinds.iterator().next() : ValueKind.UNKNOWN;
  }

  /**
   * The schema of an entry of an object.
   *
   * @return {@code null} when there can be none of that name
   */
  public @Nullable AttributeSchema property(String name) {
    AttributeSchema known = properties.get(name);
    if (known != null) {
      return known;
    }
    if (additional != null) {
      return additional;
    }
    return is(Flag.OPEN) && allows(ValueKind.OBJECT) ? ANY : null;
  }

  /** The schema of the elements of a list; {@code null} when it cannot be a list. */
  public @Nullable AttributeSchema element() {
    if (!allows(ValueKind.ARRAY)) {
      return null;
    }
    return items == null ? ANY : items;
  }

  /** What is at {@code path}; {@code null} when nothing can be there. */
  public @Nullable AttributeSchema at(ValuePath path) {
    AttributeSchema current = this;
    for (Object step : path.steps()) {
      current = step instanceof String name ? current.property(name) : current.element();
      if (current == null) {
        return null;
      }
    }
    return current;
  }
}

package dev.paas.provider.tck.manifest;

import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attribute, or the whole of a resource, as its JSON Schema describes it: the keywords that
 * decide what the engine proposes and what it accepts as an answer.
 *
 * @param kinds what kinds of value it may have; empty for any
 * @param keywords its truth-valued keywords
 * @param defaultValue what it is when it is left out
 * @param format {@code paas-duration}, {@code paas-size} or another; empty for none
 * @param changesWith for a computed attribute: the top-level attributes that it changes with
 * @param properties the known properties of an object, in order
 * @param additional what other properties of an object are like; {@code null} when nothing says
 * @param items what the elements of a list are like; {@code null} when nothing says
 */
public record AttributeSchema(
    Set<ValueKind> kinds,
    Set<Keyword> keywords,
    @Nullable Value defaultValue,
    String format,
    List<String> changesWith,
    Map<String, AttributeSchema> properties,
    @Nullable AttributeSchema additional,
    @Nullable AttributeSchema items) {

  /** Truth-valued keywords. */
  public enum Keyword {
    /** {@code readOnly}. */
    READ_ONLY,
    /** {@code writeOnly}. */
    WRITE_ONLY,
    /** {@code x-paas-computed}. */
    COMPUTED,
    /** {@code x-paas-replace}. */
    REPLACE,
    /** {@code x-paas-sensitive}. */
    SENSITIVE,
    /** {@code x-paas-static}. */
    STATIC,
    /** {@code x-paas-unordered}. */
    UNORDERED
  }

  /** Anything at all. */
  public static final AttributeSchema ANY =
      new AttributeSchema(Set.of(), Set.of(), null, "", List.of(), Map.of(), null, null);

  public AttributeSchema {
    kinds = Set.copyOf(kinds);
    keywords = Set.copyOf(keywords);
    changesWith = List.copyOf(changesWith);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  public boolean is(Keyword keyword) {
    return keywords.contains(keyword);
  }

  /** Whether the user may set it. */
  public boolean isInput() {
    return !is(Keyword.READ_ONLY);
  }

  /** Whether the provider gives the value when the user does not. */
  public boolean isComputed() {
    return is(Keyword.READ_ONLY) || is(Keyword.COMPUTED);
  }

  /** Whether the engine, not the provider, gives the value, from the file alone. */
  public boolean isEngineComputed() {
    return is(Keyword.READ_ONLY) && is(Keyword.STATIC);
  }

  /** What the property {@code name} is like; anything when nothing says. */
  public AttributeSchema property(String name) {
    AttributeSchema known = properties.get(name);
    if (known != null) {
      return known;
    }
    return additional == null ? ANY : additional;
  }

  /** What the elements of a list are like; anything when nothing says. */
  public AttributeSchema element() {
    return items == null ? ANY : items;
  }

  /** The only kind that it may have; {@link ValueKind#UNKNOWN} when there are several. */
  public ValueKind onlyKind() {
    return kinds.size() == 1 ? kinds.iterator().next() : ValueKind.UNKNOWN;
  }

  /** Whether a value of {@code kind} can be right. */
  public boolean allows(ValueKind kind) {
    return kinds.isEmpty()
        || kinds.contains(kind)
        || (kind == ValueKind.INTEGER && kinds.contains(ValueKind.NUMBER));
  }
}

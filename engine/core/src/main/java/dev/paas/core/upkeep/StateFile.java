package dev.paas.core.upkeep;

import dev.paas.core.json.JsonValues;
import dev.paas.core.state.StateEntries;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A whole state as one JSON document. What is sensitive in it stays encrypted, so that it can be
 * used with the state's key only.
 *
 * <p>{@code format} is the version of this form, {@code paas} the program that wrote it; {@code
 * platform}, {@code environment} and {@code lineage} tell whose state it is, {@code revision} how
 * far it had come, {@code keys} which keys its values are encrypted with. {@code entries} has what
 * is stored, by key: JSON as it is, or <code>{"$bytes": base64}</code>.
 *
 * @param header whose state it is
 * @param keys the ids of the keys that something in it is encrypted with
 * @param entries what is stored, by key
 */
public record StateFile(
    StateEntries.Header header, SortedSet<String> keys, SortedMap<String, byte[]> entries) {
  /** The form that this version writes, and the newest that it reads. */
  public static final int FORMAT = 1;

  private static final String BYTES = "$bytes";
  private static final String SENSITIVE = "$sensitive";

  public StateFile {
    keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /**
   * The file of a state.
   *
   * @return {@code null} when there is no state yet
   * @throws IllegalArgumentException when what the state says of itself is damaged
   */
  public static @Nullable StateFile of(StateEntries state) {
    SortedMap<String, byte[]> entries = state.read();
    StateEntries.Header header = state.header(entries);
    if (header == null) {
      return null;
    }
    SortedSet<String> keys = new TreeSet<>();
    entries.values().forEach(value -> addKeys(json(value), keys));
    return new StateFile(header, keys, entries);
  }

  /** The document, an entry a line. */
  public String text(String version) {
    MapValue about =
        MapValue.builder()
            .put("format", FORMAT)
            .put("paas", version)
            .put("platform", header.platform().name())
            .put("environment", header.platform().environment())
            .put("lineage", header.lineage())
            .put("revision", header.revision())
            .put("keys", Value.strings(keys))
            .build();
    StringBuilder text = new StringBuilder("{\n");
    about.entries().forEach((name, value) -> line(text, "  ", name, value).append(",\n"));
    text.append("  \"entries\": {\n");
    int left = entries.size();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      line(text, "    ", entry.getKey(), json(entry.getValue())).append(--left == 0 ? "\n" : ",\n");
    }
    return text.append("  }\n}\n").toString();
  }

  private static StringBuilder line(StringBuilder text, String indent, String name, Value value) {
    return text.append(indent)
        .append(JsonValues.toJson(Value.of(name), JsonValues.NONE))
        .append(": ")
        .append(JsonValues.toJson(value, JsonValues.NONE));
  }

  /** What is stored, as JSON; in base64 unless it comes back to the byte. */
  private static Value json(byte[] stored) {
    String text = new String(stored, StandardCharsets.UTF_8);
    try {
      Value value = JsonValues.parse(text);
      if (Arrays.equals(bytes(value), stored)) {
        return value;
      }
    } catch (JacksonException notJson) {
      return encoded(stored);
    }
    return encoded(stored);
  }

  private static Value encoded(byte[] stored) {
    return MapValue.builder().put(BYTES, Base64.getEncoder().encodeToString(stored)).build();
  }

  private static byte[] bytes(Value value) {
    return JsonValues.toJson(value, JsonValues.NONE).getBytes(StandardCharsets.UTF_8);
  }

  private static void addKeys(Value value, SortedSet<String> keys) {
    if (value instanceof MapValue map) {
      if (map.getOrNull(SENSITIVE) instanceof StringValue sealed && sealed.text().contains(":")) {
        keys.add(sealed.text().substring(0, sealed.text().indexOf(':')));
      }
      map.entries().values().forEach(each -> addKeys(each, keys));
    } else if (value instanceof ListValue list) {
      list.values().forEach(each -> addKeys(each, keys));
    }
  }

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException when it is none; the message says why, as a clause
   */
  public static StateFile parse(String text) {
    Value parsed;
    try {
      parsed = JsonValues.parse(text);
    } catch (JacksonException invalid) {
      throw new IllegalArgumentException("it is not valid JSON", invalid);
    }
    if (!(parsed instanceof MapValue map)
        || map.getLong("format").isEmpty()
        || !(map.getOrNull("entries") instanceof MapValue stored)) {
      throw new IllegalArgumentException("it has no \"format\" and \"entries\"");
    }
    long format = map.getLong("format").getAsLong();
    if (format > FORMAT) {
      throw new IllegalArgumentException(
          "it has the format " + format + ", and this version knows formats up to " + FORMAT);
    }
    SortedMap<String, byte[]> entries = new TreeMap<>();
    stored.entries().forEach((key, value) -> entries.put(key, stored(key, value)));
    return new StateFile(
        new StateEntries.Header(
            1,
            new PlatformIdentity(map.getString("platform", ""), map.getString("environment", "")),
            map.getString("lineage", ""),
            map.getLong("revision").orElse(0)),
        new TreeSet<>(map.getList("keys").texts()),
        entries);
  }

  private static byte[] stored(String key, Value value) {
    if (value instanceof MapValue map
        && map.entries().size() == 1
        && map.getOrNull(BYTES) instanceof StringValue encoded) {
      try {
        return Base64.getDecoder().decode(encoded.text());
      } catch (IllegalArgumentException invalid) {
        throw new IllegalArgumentException("what it has at " + key + " is not base64", invalid);
      }
    }
    return bytes(value);
  }
}

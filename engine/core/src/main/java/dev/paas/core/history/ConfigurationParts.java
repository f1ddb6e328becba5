package dev.paas.core.history;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A configuration as contents that are kept each by itself, so that configurations share those that
 * they have in common. Contents have everything in clear: they are to be sealed.
 *
 * @param id the name of the content that names all others
 * @param contents all of them, by name
 */
public record ConfigurationParts(String id, Map<String, byte[]> contents) {
  private static final String SENSITIVE = "sensitive";

  public ConfigurationParts {
    contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
  }

  /**
   * Takes a configuration apart.
   *
   * @param name names a content by what is in it
   */
  public static ConfigurationParts of(Configuration configuration, Function<byte[], String> name) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    MapValue.Builder documents = MapValue.builder();
    configuration
        .documents()
        .forEach(
            (file, text) ->
                documents.put(file, add(text.getBytes(StandardCharsets.UTF_8), contents, name)));
    MapValue.Builder files = MapValue.builder();
    configuration.files().forEach((file, bytes) -> files.put(file, add(bytes, contents, name)));
    MapValue.Builder variables = MapValue.builder();
    configuration
        .variables()
        .entries()
        .forEach(
            (variable, value) ->
                variables.put(
                    variable,
                    MapValue.builder()
                        .put("value", clear(value))
                        .put(SENSITIVE, value instanceof SensitiveValue)
                        .build()));
    MapValue index =
        MapValue.builder()
            .put("main", configuration.main())
            .put("documents", documents.build())
            .put("calls", texts(configuration.calls()))
            .put("variables", variables.build())
            .put("files", files.build())
            .put("facts", texts(configuration.facts()))
            .build();
    String json = JsonValues.toJson(index, JsonValues.NONE);
    String id = add(json.getBytes(StandardCharsets.UTF_8), contents, name);
    return new ConfigurationParts(id, contents);
  }

  private static Value clear(Value value) {
    Value bare = value.unwrapped();
    return bare instanceof MapValue map ? map.revealed() : bare;
  }

  private static String add(
      byte[] content, Map<String, byte[]> contents, Function<byte[], String> name) {
    String id = name.apply(content);
    contents.put(id, content);
    return id;
  }

  /**
   * Puts a configuration together.
   *
   * @param id the name of its index
   * @param content a content by its name
   * @throws IllegalArgumentException when the contents are not those of a configuration
   */
  public static Configuration assemble(String id, Function<String, byte[]> content) {
    Value parsed = JsonValues.parse(new String(content.apply(id), StandardCharsets.UTF_8));
    if (!(parsed instanceof MapValue index)) {
      throw new IllegalArgumentException("it is not a configuration");
    }
    SortedMap<String, String> documents = new TreeMap<>();
    names(index.getMap("documents"))
        .forEach(
            (file, name) ->
                documents.put(file, new String(content.apply(name), StandardCharsets.UTF_8)));
    SortedMap<String, byte[]> files = new TreeMap<>();
    names(index.getMap("files")).forEach((file, name) -> files.put(file, content.apply(name)));
    MapValue.Builder variables = MapValue.builder();
    for (String name : index.getMap("variables").keys()) {
      MapValue variable = index.getMap("variables").getMap(name);
      Value value = variable.getOrNull("value");
      variables.put(name, variable.getBoolean(SENSITIVE, false) ? value.asSensitive() : value);
    }
    return new Configuration(
        index.getString("main", ""),
        documents,
        names(index.getMap("calls")),
        variables.build(),
        files,
        names(index.getMap("facts")));
  }

  private static MapValue texts(Map<String, String> map) {
    MapValue.Builder value = MapValue.builder();
    map.forEach(value::put);
    return value.build();
  }

  private static SortedMap<String, String> names(MapValue value) {
    SortedMap<String, String> names = new TreeMap<>();
    value.keys().forEach(key -> names.put(key, value.getString(key, "")));
    return names;
  }
}

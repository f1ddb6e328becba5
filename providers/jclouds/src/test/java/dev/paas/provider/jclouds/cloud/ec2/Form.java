package dev.paas.provider.jclouds.cloud.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a call, as they come. */
record Form(Map<String, String> fields) {

  static Form parse(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return new Form(fields);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** A parameter; empty when it is not there. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /** A list: {@code Name.1}, {@code Name.2} and so on. */
  List<String> numbered(String prefix) {
    List<String> values = new ArrayList<>();
    for (int i = 1; fields.containsKey(prefix + i); i++) {
      values.add(text(prefix + i));
    }
    return values;
  }

  /** Tags: {@code Prefix.1.Key}, {@code Prefix.1.Value} and so on. */
  Map<String, String> tags(String prefix) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 1; fields.containsKey(prefix + i + ".Key"); i++) {
      tags.put(text(prefix + i + ".Key"), text(prefix + i + ".Value"));
    }
    return tags;
  }

  /** What is filtered by, and the values that pass. */
  Map<String, List<String>> filters() {
    Map<String, List<String>> filters = new TreeMap<>();
    for (int i = 1; fields.containsKey("Filter." + i + ".Name"); i++) {
      filters.put(text("Filter." + i + ".Name"), numbered("Filter." + i + ".Value."));
    }
    return filters;
  }
}

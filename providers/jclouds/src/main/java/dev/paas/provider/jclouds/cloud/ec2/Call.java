package dev.paas.provider.jclouds.cloud.ec2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An action of EC2 with its parameters. */
record Call(String action, Map<String, String> parameters) {

  Call {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  static Call of(String action) {
    return new Call(action, Map.of());
  }

  Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new Call(action, more);
  }

  Call withIfSet(String name, @Nullable String value) {
    return value == null ? this : with(name, value);
  }

  /** A list: {@code Name.1}, {@code Name.2} and so on. */
  Call withAll(String name, Collection<String> values) {
    Call call = this;
    int number = 1;
    for (String value : values) {
      call = call.with(name + "." + number++, value);
    }
    return call;
  }

  /** Only what has one of these values. */
  Call where(String filter, Collection<String> values) {
    long number =
        parameters.keySet().stream().filter(key -> key.matches("Filter[.]\\d+[.]Name")).count() + 1;
    String prefix = "Filter." + number;
    return with(prefix + ".Name", filter).withAll(prefix + ".Value", values);
  }

  /** Tags below {@code prefix}: {@code Tag.1.Key} and so on. */
  Call tagged(String prefix, Map<String, String> tags) {
    Call call = this;
    int number = 1;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String name = prefix + "." + number++;
      call = call.with(name + ".Key", tag.getKey()).with(name + ".Value", tag.getValue());
    }
    return call;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing of what it carries. */
  @Override
  public String toString() {
    return action;
  }
}

package dev.paas.provider.jclouds.call;

import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The labels that the user puts on things, which clouds call metadata. */
public final class UserLabels {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_:. -]{1,255}");
  private static final int LONGEST = 255;

  private UserLabels() {}

  /** Refuses names that are ours, what a cloud does not take, and what would be seen by all. */
  public static void check(MapValue labels, ValuePath path) throws ProviderException {
    for (Map.Entry<String, Value> label : labels.entries().entrySet()) {
      String problem = problem(label.getKey(), label.getValue());
      if (!problem.isEmpty()) {
        throw ProviderException.builder(problem).path(path.child(label.getKey())).build();
      }
    }
  }

  private static String problem(String key, Value value) {
    if (key.startsWith(Labels.PREFIX)) {
      return "labels that begin with " + Labels.PREFIX + " are taken";
    }
    if (!KEY.matcher(key).matches()) {
      return "the cloud takes letters, digits and _ : . - in names of labels, at most 255";
    }
    if (value.hasSensitive()) {
      return "a label cannot hold something sensitive: whoever may list machines reads it";
    }
    return text(value).length() > LONGEST ? "a label has at most 255 characters" : "";
  }

  /** The labels as texts, sorted. */
  public static Map<String, String> texts(MapValue labels) {
    Map<String, String> texts = new TreeMap<>();
    labels.entries().forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  private static String text(Value value) {
    Value bare = value.unwrapped();
    if (bare instanceof StringValue string) {
      return string.text();
    }
    if (bare instanceof IntegerValue number) {
      return Long.toString(number.value());
    }
    if (bare instanceof DecimalValue number) {
      return Double.toString(number.value());
    }
    return bare instanceof BooleanValue truth ? Boolean.toString(truth.value()) : "";
  }
}

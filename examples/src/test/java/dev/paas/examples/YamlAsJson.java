package dev.paas.examples;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Documents of YAML for validators that read JSON. */
final class YamlAsJson {
  private YamlAsJson() {}

  static String of(String yaml) {
    Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    StringBuilder json = new StringBuilder();
    write(document, json);
    return json.toString();
  }

  private static void write(Object value, StringBuilder json) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.append(separator);
        write(entry.getKey().toString(), json);
        json.append(':');
        write(entry.getValue(), json);
        separator = ",";
      }
      json.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object item : list) {
        json.append(separator);
        write(item, json);
        separator = ",";
      }
      json.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof String string) {
      json.append('"');
      string
          .chars()
          .forEach(
              c ->
                  json.append(
                      c < ' ' || c == '"' || c == '\\'
                          ? String.format("\\u%04x", c)
                          : String.valueOf((char) c)));
      json.append('"');
    } else {
      json.append(value);
    }
  }
}

package dev.paas.provider.docker.naming;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address, taken apart: {@code modules.cache.services.api["eu"]}.
 *
 * @param modules the modules it stands in, outermost first
 * @param type the section
 * @param resource its own step
 */
public record ResourceAddress(List<Step> modules, String type, Step resource) {

  /** A name, and the key or index of the instance; {@code null} when there is but one. */
  public record Step(String name, @Nullable String key) {}

  /**
   * Takes an address apart.
   *
   * @throws IllegalArgumentException when it is none: a defect of the engine
   */
  public static ResourceAddress parse(String address) {
    List<Step> steps = steps(address);
    if (steps.size() < 2 || steps.size() % 2 != 0) {
      throw new IllegalArgumentException("not an address: " + address);
    }
    List<Step> modules = new ArrayList<>();
    for (int i = 0; i < steps.size() - 2; i += 2) {
      modules.add(steps.get(i + 1));
    }
    return new ResourceAddress(
        List.copyOf(modules), steps.get(steps.size() - 2).name(), steps.get(steps.size() - 1));
  }

  private static List<Step> steps(String address) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < address.length()) {
      int end = at;
      while (end < address.length() && address.charAt(end) != '.' && address.charAt(end) != '[') {
        end++;
      }
      String name = address.substring(at, end);
      String key = null;
      if (end < address.length() && address.charAt(end) == '[') {
        int close = closingBracket(address, end);
        key = unquoted(address.substring(end + 1, close));
        end = close + 1;
      }
      steps.add(new Step(name, key));
      at = end + 1;
    }
    return steps;
  }

  private static int closingBracket(String address, int open) {
    boolean quoted = false;
    for (int i = open + 1; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ']' && !quoted) {
        return i;
      }
    }
    throw new IllegalArgumentException("not an address: " + address);
  }

  private static String unquoted(String key) {
    return key.startsWith("\"") && key.endsWith("\"") && key.length() >= 2
        ? key.substring(1, key.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : key;
  }

  /** The name with its key, for people: {@code api}, {@code api.eu}. */
  public String shortName() {
    return resource.key() == null ? resource.name() : resource.name() + "." + resource.key();
  }
}

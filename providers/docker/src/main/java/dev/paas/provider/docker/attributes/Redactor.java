package dev.paas.provider.docker.attributes;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the sensitive values of a resource out of what its programs print, before it is shown. A
 * program can of course print them in a disguise.
 */
public final class Redactor {
  private static final String MASK = "(sensitive)";

  /** Shorter ones occur in any text, and masking them would tell them. */
  private static final int SHORTEST = 4;

  private final List<String> secrets;

  private Redactor(Set<String> secrets) {
    // Longer ones first: one may be part of another.
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /**
   * Of all values in {@code attributes} that are marked as sensitive, or are a service's secrets.
   */
  public static Redactor of(MapValue attributes) {
    Set<String> secrets = new TreeSet<>();
    collect(attributes, false, secrets);
    for (Value secret : attributes.getList("secrets").values()) {
      if (secret.unwrapped() instanceof MapValue map) {
        collect(map.getOrNull("value"), true, secrets);
      }
    }
    return new Redactor(secrets);
  }

  private static void collect(Value value, boolean sensitive, Set<String> secrets) {
    boolean marked = sensitive || value instanceof SensitiveValue;
    Value inner = value.unwrapped();
    if (inner instanceof MapValue map) {
      map.entries().values().forEach(entry -> collect(entry, marked, secrets));
    } else if (inner instanceof ListValue list) {
      list.values().forEach(entry -> collect(entry, marked, secrets));
    } else if (marked && inner.isWhollyKnown() && !inner.isNull()) {
      String text = Scalars.text(inner);
      // Output is looked at line by line.
      text.lines().filter(line -> line.strip().length() >= SHORTEST).forEach(secrets::add);
    }
  }

  /** The line without anything sensitive. */
  public String line(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    return clean;
  }

  public List<String> lines(List<String> lines) {
    return lines.stream().map(this::line).toList();
  }
}

package dev.paas.core.address;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The address of a resource instance, or of a declaration with all its instances.
 *
 * @param section the section: {@code services}
 * @param name the name in it
 * @param key which instance: an {@link Integer} from {@code count}, a {@link String} from {@code
 *     forEach}; {@code null} for the only one, or for all
 */
public record Address(String section, String name, @Nullable Object key)
    implements Comparable<Address> {
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::section)
          .thenComparing(Address::name)
          .thenComparing(Address::key, Address::compareKeys);

  public Address {
    if (key != null && !(key instanceof Integer) && !(key instanceof String)) {
      throw new IllegalArgumentException("neither a number nor a text: " + key);
    }
  }

  /** The only instance of a declaration. */
  public static Address of(String section, String name) {
    return new Address(section, name, null);
  }

  /** This declaration's instance {@code key}. */
  public Address instance(@Nullable Object key) {
    return new Address(section, name, key);
  }

  /** The declaration: this address without its instance. */
  public Address declaration() {
    return key == null ? this : new Address(section, name, null);
  }

  /** Whether {@code other} is this instance, or one of this declaration's. */
  public boolean covers(Address other) {
    return section.equals(other.section)
        && name.equals(other.name)
        && (key == null || key.equals(other.key));
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong with it
   */
  public static Address parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new IllegalArgumentException(
          "an address is a section and a name, such as services.web");
    }
    int bracket = text.indexOf('[', dot);
    String section = text.substring(0, dot);
    if (bracket < 0) {
      return new Address(section, text.substring(dot + 1), null);
    }
    if (!text.endsWith("]") || bracket == dot + 1) {
      throw new IllegalArgumentException("an instance is written [0] or [\"key\"]");
    }
    String name = text.substring(dot + 1, bracket);
    return new Address(section, name, key(text.substring(bracket + 1, text.length() - 1)));
  }

  private static Object key(String text) {
    boolean quoted =
        text.length() >= 2 && text.charAt(0) == '"' && text.charAt(text.length() - 1) == '"';
    if (quoted) {
      return unescape(text.substring(1, text.length() - 1));
    }
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && !text.startsWith("+")) {
        return index;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("an instance is written [0] or [\"key\"]", notANumber);
    }
    throw new IllegalArgumentException("an instance is written [0] or [\"key\"]");
  }

  private static String escape(String key) {
    return key.indexOf('"') < 0 && key.indexOf('\\') < 0
        ? key
        : key.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String unescape(String key) {
    if (key.indexOf('\\') < 0) {
      return key;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == '\\' && i + 1 < key.length()) {
        i++;
        c = key.charAt(i);
      }
      text.append(c);
    }
    return text.toString();
  }

  private static int compareKeys(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == null ? (b == null ? 0 : -1) : 1;
    }
    if (a instanceof Integer x && b instanceof Integer y) {
      return Integer.compare(x, y);
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    return a instanceof Integer ? -1 : 1;
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  /** As it is written: {@code services.api["eu"]}. */
  @Override
  public String toString() {
    if (key == null) {
      return section + "." + name;
    }
    return key instanceof Integer
        ? section + "." + name + "[" + key + "]"
        : section + "." + name + "[\"" + escape((String) key) + "\"]";
  }
}

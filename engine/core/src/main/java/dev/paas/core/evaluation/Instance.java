package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a declaration.
 *
 * @param declaration the declaration
 * @param address the instance's address
 * @param index its position among the declaration's instances
 * @param value with {@code forEach}, the element that it is made for
 */
public record Instance(
    ResourceDeclaration declaration, Address address, int index, @Nullable Value value) {

  /** The attribute {@code name} of {@code each}; {@code null} for a name that it does not have. */
  @Nullable Value each(String name) {
    Object key = address.key();
    return switch (name) {
      case "key" -> key instanceof String text ? Value.of(text) : Value.of(index);
      case "index" -> Value.of(index);
      case "value" -> value == null ? Value.of(index) : value;
      default -> null;
    };
  }

  /**
   * The name by which other services find it: its own, and its instance's after a hyphen, as far as
   * that can stand in a DNS name.
   */
  String host() {
    Object key = address.key();
    if (key == null) {
      return address.name();
    }
    StringBuilder host = new StringBuilder(address.name()).append('-');
    String text = key.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      host.append(Character.isLetterOrDigit(c) && c < 128 ? Character.toLowerCase(c) : '-');
    }
    return host.toString();
  }
}

package dev.paas.core.state;

import dev.paas.core.address.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One object for each address and each name, however many records have it: they take less memory,
 * and are compared at once. Not safe for threads.
 */
final class SharedNames {
  private final Map<String, Address> addresses;
  private final Map<String, String> names = new HashMap<>();

  private final UnaryOperator<Address> known;

  SharedNames() {
    this(0, UnaryOperator.identity());
  }

  /**
   * @param room for how many addresses there shall be room from the beginning
   * @param known an address as the object that others have for it
   */
  SharedNames(int room, UnaryOperator<Address> known) {
    this.addresses = new HashMap<>(room);
    this.known = known;
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  Address address(String text) {
    return addresses.computeIfAbsent(text, unseen -> known.apply(Address.parse(unseen)));
  }

  /** Of something that has few names, such as a type. */
  String name(String text) {
    return names.computeIfAbsent(text, same -> same);
  }
}

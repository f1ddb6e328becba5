package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.core.address.Names;
import java.util.HashMap;
import java.util.Map;

/**
 * One object for each address and each name, however many records have it: they take less memory,
 * and are compared at once. Not safe for threads.
 */
final class SharedNames {
  private final Map<String, Address> addresses;
  private final Names known;

  SharedNames() {
    this(0, new Names());
  }

  /**
   * @param room for how many addresses there shall be room from the beginning
   * @param known the addresses and names that others have
   */
  SharedNames(int room, Names known) {
    this.addresses = new HashMap<>(room);
    this.known = known;
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  Address address(String text) {
    return addresses.computeIfAbsent(text, unseen -> known.address(Address.parse(unseen)));
  }

  /** Of something that has few names, such as a type. */
  String name(String text) {
    return known.name(text);
  }
}

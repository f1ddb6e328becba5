package dev.paas.core.address;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One object for each name and each address, wherever it is declared, referred to or recorded: they
 * are looked for many times, and then found without comparing letters. Safe for several threads.
 */
public final class Names {
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Map<Address, Address> addresses = new ConcurrentHashMap<>();

  /** The same name as one object. */
  public String name(String text) {
    String known = names.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  /** The same address as one object, if it is not that of one instance among several. */
  public Address address(Address address) {
    if (address.key() != null) {
      return address;
    }
    Address known = addresses.get(address);
    if (known == null) {
      Address named =
          new Address(address.module(), name(address.section()), name(address.name()), null);
      known = addresses.putIfAbsent(named, named);
      known = known == null ? named : known;
    }
    return known;
  }
}

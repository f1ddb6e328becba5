package dev.paas.core.address;

import java.util.ArrayList;
import java.util.List;

/** Reads an address from left to right. */
final class AddressParser {
  private static final String ADDRESS = "an address is a section and a name, such as services.web";
  private static final String INSTANCE = "an instance is written [0] or [\"key\"]";

  private final String text;
  private int at;

  AddressParser(String text) {
    this.text = text;
  }

  Address parse() {
    List<ModulePath.Step> path = new ArrayList<>(2);
    while (true) {
      String section = name();
      if (at >= text.length() || text.charAt(at) != '.') {
        throw new IllegalArgumentException(ADDRESS);
      }
      at++;
      String name = name();
      Object key = at < text.length() && text.charAt(at) == '[' ? key() : null;
      if (at == text.length()) {
        return new Address(
            path.isEmpty() ? ModulePath.ROOT : new ModulePath(path), section, name, key);
      }
      if (text.charAt(at) != '.') {
        throw new IllegalArgumentException(INSTANCE);
      }
      if (!section.equals(Address.MODULES)) {
        throw new IllegalArgumentException(ADDRESS);
      }
      at++;
      path.add(new ModulePath.Step(name, key));
    }
  }

  private String name() {
    int from = at;
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
      at++;
    }
    if (at == from) {
      throw new IllegalArgumentException(at < text.length() && at > 0 ? INSTANCE : ADDRESS);
    }
    return text.substring(from, at);
  }

  private Object key() {
    at++;
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int close = text.indexOf(']', at);
    String digits = close < 0 ? "" : text.substring(at, close);
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 10
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && Long.parseLong(digits) <= Integer.MAX_VALUE;
    if (!number) {
      throw new IllegalArgumentException(INSTANCE);
    }
    at = close + 1;
    return Integer.parseInt(digits);
  }

  private String quoted() {
    StringBuilder key = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        if (at + 1 >= text.length() || text.charAt(at + 1) != ']') {
          break;
        }
        at += 2;
        return key.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      key.append(c);
    }
    throw new IllegalArgumentException(INSTANCE);
  }
}

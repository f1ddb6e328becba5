package dev.paas.provider.builtin;

import java.security.SecureRandom;

/** Sets of characters, and random ones out of them. */
final class Characters {
  static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static final String DIGITS = "0123456789";
  static final String HEX = "0123456789abcdef";

  /** Special characters that need no escape in most places. */
  static final String SPECIAL = "!@#%*()-_=+[]{}:?.,~";

  /** All of ASCII that can be seen. */
  static final String PRINTABLE =
      "!\"#$%&'()*+,-./" + DIGITS + ":;<=>?@" + UPPER + "[\\]^_`" + LOWER + "{|}~";

  private Characters() {}

  /** The source of all randomness; opened when it is needed first. */
  static SecureRandom random() {
    return Holder.RANDOM;
  }

  /** {@code length} characters out of {@code set}, each as likely as any other. */
  static String pick(String set, int length) {
    char[] picked = new char[length];
    for (int i = 0; i < length; i++) {
      picked[i] = set.charAt(random().nextInt(set.length()));
    }
    return new String(picked);
  }

  /** {@code text} in random order. */
  static String shuffled(String text) {
    char[] characters = text.toCharArray();
    for (int i = characters.length - 1; i > 0; i--) {
      int other = random().nextInt(i + 1);
      char swapped = characters[i];
      characters[i] = characters[other];
      characters[other] = swapped;
    }
    return new String(characters);
  }

  private static final class Holder {
    static final SecureRandom RANDOM = new SecureRandom();
  }
}

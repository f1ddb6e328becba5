package dev.paas.core.apply;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the keys by which what was made is told again. A seam for tests that want to know them. */
public interface IdempotencyKeys {

  /** A key that was never given before: 32 characters of {@code a-z0-9}. */
  String next();

  /** Random keys of 128 bits. */
  static IdempotencyKeys random() {
    SecureRandom random = new SecureRandom();
    return () -> {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    };
  }
}

package dev.paas.provider.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the hash by which something that is to be done is told from everything else. */
final class Mark {
  private static final int LENGTH = 32;

  private final MessageDigest digest;

  Mark(String kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    add(kind);
  }

  Mark add(String part) {
    return add(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a part, with its length, so that no two lists of parts are the same. */
  Mark add(byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(part);
    return this;
  }

  String text() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
  }
}

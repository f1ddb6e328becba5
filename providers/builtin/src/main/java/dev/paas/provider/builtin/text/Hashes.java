package dev.paas.provider.builtin.text;

import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hex. */
public final class Hashes {
  private Hashes() {}

  /** A digest to be fed. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** What the digest has come to, in hex. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The hash of {@code bytes}. */
  public static String of(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  /**
   * The hash of a text value: unknown when that is, and sensitive when that is, because the hash of
   * a short secret tells the secret.
   */
  public static Value of(Value text) {
    String known = Value.textOf(text);
    Value hash =
        known == null
            ? new UnknownValue(ValueKind.STRING)
            : Value.of(of(known.getBytes(StandardCharsets.UTF_8)));
    return text.hasSensitive() ? hash.asSensitive() : hash;
  }
}

package dev.paas.core.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes that tell whether a secret changed without telling what it is. */
public final class Fingerprints {
  private static final int SHOWN_BYTES = 16;

  private final SecretKeySpec salt;

  /**
   * @param salt a secret of the platform, so that a weak value cannot be guessed from its hash
   */
  public Fingerprints(byte[] salt) {
    this.salt = new SecretKeySpec(salt, "HmacSHA256");
  }

  /** The keyed hash of a text that stands at {@code place}. */
  public String of(String text, String place) {
    return of(text.getBytes(StandardCharsets.UTF_8), place);
  }

  /** The keyed hash of bytes that stand at {@code place}. */
  String of(byte[] bytes, String place) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(salt);
      mac.update(place.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      byte[] hash = mac.doFinal(bytes);
      return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA256 does not work in this JVM", impossible);
    }
  }
}

package dev.paas.core.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts sensitive values at rest with AES-256-GCM. The associated data binds a value to its
 * place, so that values cannot be swapped.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>
 */
public final class Encryption {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** How many bytes a key has. */
  public static final int KEY_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String keyId;
  private final SecretKeySpec key;

  private Encryption(String keyId, SecretKeySpec key) {
    this.keyId = keyId;
    this.key = key;
  }

  /**
   * Encryption with a key of {@link #KEY_BYTES} bytes.
   *
   * @throws IllegalArgumentException for a key of another length
   */
  public static Encryption withKey(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
    }
    return new Encryption(idOf(key), new SecretKeySpec(key, "AES"));
  }

  /** A new random key. */
  public static byte[] newKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return key;
  }

  /** Tells this key from others without giving it away. */
  public String keyId() {
    return keyId;
  }

  /**
   * Encrypts a text.
   *
   * @param place what it is bound to
   * @return the key's id, a colon, and base64 of nonce and ciphertext
   */
  public String encrypt(String text, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
      return keyId + ":" + Base64.getEncoder().encodeToString(all.array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM does not work in this JVM", impossible);
    }
  }

  /**
   * Decrypts what {@link #encrypt} made with this key.
   *
   * @throws Undecryptable when it was encrypted for another place, or was changed
   */
  String decrypt(String encrypted, String place) throws Undecryptable {
    try {
      byte[] all = Base64.getDecoder().decode(encrypted.substring(encrypted.indexOf(':') + 1));
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, nonce, place)
              .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      return new String(text, StandardCharsets.UTF_8);
    } catch (AEADBadTagException | IllegalArgumentException changed) {
      throw new Undecryptable(
          Undecryptable.Reason.CHANGED, "it was changed, or belongs to another place", changed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM does not work in this JVM", impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** The id of the key that something was encrypted with; empty when it was not encrypted here. */
  public static String keyIdIn(String encrypted) {
    return encrypted.substring(0, Math.max(0, encrypted.indexOf(':')));
  }

  private static String idOf(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("paas key id".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(key), 0, 4);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 does not work in this JVM", impossible);
    }
  }
}

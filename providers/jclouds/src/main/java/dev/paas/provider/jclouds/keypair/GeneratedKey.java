package dev.paas.provider.jclouds.keypair;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * A new pair of keys: RSA, which every SSH server and every cloud takes.
 *
 * @param publicKey as {@code authorized_keys} has it
 * @param privateKey as PKCS#8 in PEM
 */
record GeneratedKey(String publicKey, String privateKey) {
  private static final int BITS = 3072;
  private static final int LINE = 64;
  private static final String ALGORITHM = "ssh-rsa";

  static GeneratedKey make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      return new GeneratedKey(
          openSsh((RSAPublicKey) pair.getPublic()), pem(pair.getPrivate().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static String openSsh(RSAPublicKey key) {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    add(blob, ALGORITHM.getBytes(StandardCharsets.US_ASCII));
    add(blob, number(key.getPublicExponent()));
    add(blob, number(key.getModulus()));
    return ALGORITHM + " " + Base64.getEncoder().encodeToString(blob.toByteArray());
  }

  private static byte[] number(BigInteger number) {
    return number.toByteArray();
  }

  private static void add(ByteArrayOutputStream blob, byte[] part) {
    blob.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    blob.writeBytes(part);
  }

  private static String pem(byte[] encoded) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    return "-----BEGIN PRIVATE KEY-----\n"
        + lines.encodeToString(encoded)
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** Nothing of the private key. */
  @Override
  public String toString() {
    return publicKey;
  }
}

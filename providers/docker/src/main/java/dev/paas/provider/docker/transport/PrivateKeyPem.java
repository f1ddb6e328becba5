package dev.paas.provider.docker.transport;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key from a PEM file. The JDK knows PKCS #8 only; the older forms, which openssl
 * writes too, are PKCS #8 without its wrapping, which is put around them here.
 */
final class PrivateKeyPem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  private static final byte[] RSA =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500"); // rsaEncryption, NULL
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201"); // ecPublicKey
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int PARAMETERS = 0xa0;

  private PrivateKeyPem() {}

  static PrivateKey parse(String pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new InvalidKeySpecException("it holds no private key in PEM");
    }
    String kind = block.group(1);
    String body = block.group(2);
    if (kind.startsWith("ENCRYPTED") || body.contains("DEK-Info")) {
      throw new InvalidKeySpecException("the key is encrypted, which is not supported");
    }
    byte[] der = Base64.getMimeDecoder().decode(body);
    return switch (kind) {
      case "RSA PRIVATE KEY" -> key(wrap(RSA, der), List.of("RSA"));
      case "EC PRIVATE KEY" -> key(wrap(tlv(SEQUENCE, EC, curve(der)), der), List.of("EC"));
      default -> key(der, List.of("RSA", "EC", "EdDSA"));
    };
  }

  private static PrivateKey key(byte[] pkcs8, List<String> algorithms)
      throws GeneralSecurityException {
    InvalidKeySpecException failure = null;
    for (String algorithm : algorithms) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        failure = e;
      }
    }
    throw new InvalidKeySpecException("the key is none of " + algorithms, failure);
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return tlv(SEQUENCE, VERSION_0, algorithm, tlv(OCTET_STRING, key));
  }

  private static byte[] tlv(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (length < 0x80) {
      whole.write(length);
    } else {
      int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
      whole.write(0x80 | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        whole.write(length >> shift);
      }
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  /** The curve's identifier, out of the optional parameters of an {@code ECPrivateKey}. */
  private static byte[] curve(byte[] der) throws InvalidKeySpecException {
    try {
      int[] at = {0};
      readHeader(der, at);
      while (at[0] < der.length) {
        int tag = der[at[0]] & 0xff;
        int length = readHeader(der, at);
        if (tag == PARAMETERS) {
          return Arrays.copyOfRange(der, at[0], at[0] + length);
        }
        at[0] += length;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new InvalidKeySpecException("the key is damaged", e);
    }
    throw new InvalidKeySpecException("the key does not name its curve");
  }

  /** Moves {@code at} behind tag and length, and returns the length. */
  private static int readHeader(byte[] der, int[] at) {
    at[0]++;
    int length = der[at[0]++] & 0xff;
    if (length < 0x80) {
      return length;
    }
    int bytes = length & 0x7f;
    length = 0;
    for (int i = 0; i < bytes; i++) {
      length = (length << 8) | (der[at[0]++] & 0xff);
    }
    return length;
  }
}

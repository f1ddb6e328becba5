package dev.paas.state.etcd;

import dev.paas.spi.state.StateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Certificates for the connection.
 *
 * @param ca whom to believe; {@code null} for whom Java believes
 * @param cert who we are; {@code null} for nobody
 * @param key the key of {@code cert}
 */
record TlsFiles(@Nullable Path ca, @Nullable Path cert, @Nullable Path key) {
  private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";

  /**
   * Looks whether the files can be what they are said to be.
   *
   * @throws StateException when one cannot
   */
  static TlsFiles of(@Nullable Path ca, @Nullable Path cert, @Nullable Path key)
      throws StateException {
    requirePem("tls.ca", ca, "-----BEGIN CERTIFICATE-----", "");
    requirePem("tls.cert", cert, "-----BEGIN CERTIFICATE-----", "");
    requirePem(
        "tls.key",
        key,
        PKCS8,
        "Turn it into one with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW-KEY");
    return new TlsFiles(ca, cert, key);
  }

  boolean isEmpty() {
    return ca == null && cert == null;
  }

  private static void requirePem(String setting, @Nullable Path file, String wanted, String hint)
      throws StateException {
    if (file == null) {
      return;
    }
    try {
      if (!Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
        throw Failures.settings(
            "the file in state." + setting + " is not what it must be",
            file + " does not contain \"" + wanted + "\".",
            hint.isEmpty() ? "Give a file in PEM format." : hint);
      }
    } catch (IOException e) {
      throw Failures.settings(
          "cannot read the file in state." + setting,
          "It is " + file + ": " + e.getClass().getSimpleName() + ".",
          "Relative names start at the folder of platform.yaml.");
    }
  }
}

package dev.paas.provider.docker.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files of a TLS connection, as the docker command has them in {@code DOCKER_CERT_PATH}.
 *
 * @param ca the certificates that are trusted; {@code null} for those that the JDK trusts
 * @param certificate our own certificate and those that vouch for it; {@code null} for none
 * @param key the private key of {@code certificate}; {@code null} together with it
 */
public record TlsFiles(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
  private static final char[] NO_PASSWORD = {};

  /** A file that cannot be used: which one, and why. */
  public static final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableFileException(Path file, Exception cause) {
      super(file + ": " + reason(cause), cause);
    }

    private static String reason(Exception cause) {
      String message = cause.getMessage();
      if (cause instanceof NoSuchFileException) {
        return "there is no such file";
      }
      if (cause instanceof AccessDeniedException) {
        return "it may not be read";
      }
      return message == null ? cause.getClass().getSimpleName() : message;
    }
  }

  /** Reads the files. */
  public SSLContext context() throws UnusableFileException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private TrustManager @Nullable [] trustManagers() throws UnusableFileException {
    if (ca == null) {
      return null;
    }
    try {
      KeyStore store = emptyStore();
      int number = 0;
      for (Certificate trusted : certificates(ca)) {
        store.setCertificateEntry("ca" + number++, trusted);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableFileException(ca, e);
    }
  }

  private KeyManager @Nullable [] keyManagers() throws UnusableFileException {
    if (certificate == null || key == null) {
      return null;
    }
    Path current = certificate;
    try {
      Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
      current = key;
      String pem = Files.readString(key, StandardCharsets.US_ASCII);
      KeyStore store = emptyStore();
      store.setKeyEntry("client", PrivateKeyPem.parse(pem), NO_PASSWORD, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableFileException(current, e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(input);
    }
  }
}

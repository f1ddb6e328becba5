package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of saved plans, by Ed25519: whoever only carries plans out needs a key that can check
 * and not sign. The keys are in the caller's environment, as OpenSSL writes them: PEM, or its
 * Base64 alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>
 */
final class PlanSignatures {
  /** Stands before a signature. */
  static final String MARK = ";ed25519=";

  private static final String SIGNING = "PAAS_PLAN_SIGNING_KEY";
  private static final String VERIFYING = "PAAS_PLAN_VERIFY_KEY";
  private static final String ALGORITHM = "Ed25519";

  private final Map<String, String> environment;

  PlanSignatures(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Signs bytes.
   *
   * @return the mark and the signature; empty when there is no key to sign with
   * @throws DiagnosticException when the key is not one
   */
  String sign(byte[] content) {
    String key = text(SIGNING);
    if (key == null) {
      return "";
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(keys(key).get(0))));
      signature.update(content);
      return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException invalid) {
      throw notAKey(SIGNING, "openssl genpkey -algorithm ed25519 makes one.");
    }
  }

  /**
   * Checks a signature, when there are keys to check it with.
   *
   * @param mark what {@link #sign} gave
   * @param what names what is signed in an error
   * @throws DiagnosticException when it is not signed, or with none of the keys
   */
  void verify(byte[] content, String mark, String what) {
    String keys = text(VERIFYING);
    if (keys == null) {
      return;
    }
    if (!mark.startsWith(MARK)) {
      throw Diagnostic.error(Problem.PLAN_SIGNATURE, what + " is not signed")
          .detail(VERIFYING + " is set: only signed plans are carried out.")
          .hint("Plan with " + SIGNING + " set.")
          .toException();
    }
    for (byte[] key : verifyingKeys(keys)) {
      if (isSigned(content, mark.substring(MARK.length()), key)) {
        return;
      }
    }
    throw Diagnostic.error(Problem.PLAN_SIGNATURE, what + " is signed with another key")
        .detail("None of the keys of " + VERIFYING + " fits its signature.")
        .toException();
  }

  private static List<byte[]> verifyingKeys(String text) {
    try {
      return keys(text);
    } catch (IllegalArgumentException invalid) {
      throw notAKey(VERIFYING, "openssl pkey -pubout writes one.");
    }
  }

  private static boolean isSigned(byte[] content, String signature, byte[] key) {
    PublicKey known;
    try {
      known = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(key));
    } catch (GeneralSecurityException invalid) {
      throw notAKey(VERIFYING, "openssl pkey -pubout writes one.");
    }
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(known);
      check.update(content);
      return check.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  /** What is in a variable, or in the file that the one with {@code _FILE} names. */
  private @Nullable String text(String name) {
    String direct = environment.get(name);
    if (direct != null && !direct.isBlank()) {
      return direct;
    }
    String file = environment.get(name + "_FILE");
    if (file == null || file.isBlank()) {
      return null;
    }
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw Diagnostic.error(Problem.PLAN_SIGNATURE, "cannot read the key " + file)
          .detail(IoReason.of(unreadable))
          .toException();
    }
  }

  /** One key, or several one after the other in PEM. */
  private static List<byte[]> keys(String text) {
    List<byte[]> keys = new ArrayList<>();
    for (String part : text.split("-----END [A-Z ]+-----", -1)) {
      String base64 = part.replaceAll("-----BEGIN [A-Z ]+-----", "").replaceAll("\\s", "");
      if (!base64.isEmpty()) {
        keys.add(Base64.getDecoder().decode(base64));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key");
    }
    return keys;
  }

  private static DiagnosticException notAKey(String name, String hint) {
    return Diagnostic.error(Problem.PLAN_SIGNATURE, name + " is not a key of Ed25519")
        .hint(hint)
        .toException();
  }
}

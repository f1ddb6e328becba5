package dev.paas.provider.jclouds.cloud.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks signatures, version 4, as Amazon describes them. */
final class Signature {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8}/([^/]+)/([^/]+)/aws4_request),"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private Signature() {}

  /** The code of the error that a request with these headers deserves; empty when it is right. */
  static String problem(
      String path, Headers headers, String body, String keyId, String secret, String region) {
    Matcher said = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
    if (!said.matches()) {
      return "MissingAuthenticationToken";
    }
    if (!said.group(1).equals(keyId)) {
      return "AuthFailure";
    }
    try {
      return said.group(3).equals(region)
              && said.group(4).equals("ec2")
              && said.group(6).equals(signature(path, headers, body, said, secret))
          ? ""
          : "SignatureDoesNotMatch";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signature(
      String path, Headers headers, String body, Matcher said, String secret)
      throws GeneralSecurityException {
    StringBuilder request = new StringBuilder("POST\n" + path + "\n\n");
    for (String name : said.group(5).split(";", -1)) {
      request.append(name.toLowerCase(Locale.ROOT)).append(':');
      request.append(headers.getFirst(name)).append('\n');
    }
    request.append('\n').append(said.group(5)).append('\n').append(hash(body));
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + headers.getFirst("X-Amz-Date")
            + "\n"
            + said.group(2)
            + "\n"
            + hash(request.toString());
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : said.group(2).split("/", -1)) {
      key = keyed(key, part);
    }
    return HexFormat.of().formatHex(keyed(key, toSign));
  }

  private static String hash(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  private static byte[] keyed(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.connection.Answers.Told;
import java.util.Set;

/** How EC2 tells failures: by codes. */
final class Ec2Failures {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "AuthFailure",
          "ExpiredToken",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "MissingAuthenticationToken",
          "OptInRequired",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");
  private static final Set<String> BUSY =
      Set.of("RequestLimitExceeded", "Throttling", "ThrottlingException", "Unavailable");
  private static final Set<String> STATE =
      Set.of(
          "DependencyViolation",
          "IdempotentParameterMismatch",
          "IncorrectInstanceState",
          "IncorrectModificationState",
          "IncorrectState",
          "InvalidGroup.Duplicate",
          "InvalidGroup.InUse",
          "InvalidPermission.Duplicate",
          "VolumeInUse");
  private static final Set<String> FAILED =
      Set.of("InternalError", "InternalFailure", "InsufficientInstanceCapacity");
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private Ec2Failures() {}

  static Told read(int status, String text) {
    String code = "";
    String message = "";
    try {
      Xml error = Xml.parse(text).at("Errors", "Error");
      code = error.text("Code");
      message = error.text("Message");
    } catch (IllegalArgumentException unreadable) {
      message = "";
    }
    String said =
        message.isEmpty() || code.isEmpty() ? code + message : message + " (" + code + ")";
    return isQuota(code)
        ? new Told(Kind.FORBIDDEN, "quota: " + said)
        : new Told(kind(code, status), said);
  }

  private static boolean isQuota(String code) {
    return code.endsWith("LimitExceeded") && !BUSY.contains(code);
  }

  private static Kind kind(String code, int status) {
    if (code.endsWith(".NotFound") || code.endsWith(".Malformed")) {
      return Kind.NOT_FOUND;
    }
    if (CREDENTIALS.contains(code)) {
      return Kind.UNAUTHORIZED;
    }
    if (code.equals("UnauthorizedOperation")) {
      return Kind.FORBIDDEN;
    }
    if (STATE.contains(code)) {
      return Kind.CONFLICT;
    }
    if (BUSY.contains(code) || status == TOO_MANY || status == UNAVAILABLE) {
      return Kind.BUSY;
    }
    return FAILED.contains(code) || status >= SERVER_ERROR ? Kind.FAILED : Kind.REFUSED;
  }

  /** Whether something is not there. */
  static boolean isMissing(CloudException failure) {
    return failure.kind() == Kind.NOT_FOUND;
  }
}

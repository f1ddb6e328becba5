package dev.paas.provider.jclouds.cloud.nova;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.connection.Answers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the services of an OpenStack tell failures. */
final class Failures {
  private static final int SERVER_ERROR = 500;

  private Failures() {}

  static CloudException of(Throwable thrown) {
    return Answers.failure(
        thrown, (status, text) -> new Answers.Told(kind(status, said(text)), said(text)));
  }

  private static Kind kind(int status, String said) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      // Neutron tells a quota that is used up as a conflict.
      case 409 -> said.startsWith("Quota exceeded") ? Kind.FORBIDDEN : Kind.CONFLICT;
      // And Cinder as a request that is too large.
      case 413 -> said.contains("quota") ? Kind.FORBIDDEN : Kind.BUSY;
      case 408, 429, 503 -> Kind.BUSY;
      default -> status >= SERVER_ERROR ? Kind.FAILED : Kind.REFUSED;
    };
  }

  /** The message in an answer, wherever in it the service has it. */
  private static String said(String text) {
    try {
      String message = message(JsonParser.parseString(text));
      if (message != null) {
        return message;
      }
    } catch (JsonSyntaxException e) {
      return text.stripLeading().startsWith("<") ? "" : text;
    }
    return text;
  }

  private static @Nullable String message(JsonElement json) {
    if (!(json instanceof JsonObject object)) {
      return null;
    }
    JsonElement own = object.get("message");
    if (own != null && own.isJsonPrimitive()) {
      return own.getAsString();
    }
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      String inner = message(entry.getValue());
      if (inner != null) {
        return inner;
      }
    }
    return null;
  }
}

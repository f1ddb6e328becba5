package dev.paas.provider.builtin.http;

import dev.paas.provider.builtin.text.Durations;
import dev.paas.provider.builtin.text.Json;
import dev.paas.provider.builtin.text.Secrets;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a web server: the look-up {@code http}. */
public final class HttpLookup implements DataHandler {
  /** Headers that differ with each answer, though what is answered is the same. */
  private static final Set<String> EVER_NEW = Set.of("date", "age");

  private final Exchange exchange = new Exchange();

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    Secrets secrets = Secrets.in(configuration);
    HttpResponse<byte[]> response =
        exchange.ask(
            new Exchange.Question(
                url(configuration, secrets),
                configuration.getString("method", "GET"),
                configuration.getMap("headers").revealed(),
                configuration.getBoolean("followRedirects", true),
                timeout(configuration, context)),
            secrets);
    if (!isExpected(configuration, response.statusCode())) {
      throw unexpected(response);
    }
    return answer(configuration, response, secrets);
  }

  private static URI url(MapValue configuration, Secrets secrets) throws ProviderException {
    String text = configuration.getString("url", "");
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException invalid) {
      throw refusal(secrets.masked(text) + " is not a URL").build();
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || url.getHost() == null) {
      throw refusal(secrets.masked(text) + " is not the URL of a web server")
          .hint("Write it like https://example.com/path.")
          .build();
    }
    if (url.getRawUserInfo() != null) {
      throw refusal("a user's name cannot stand in a url")
          .detail("URLs are shown in plans and messages.")
          .hint("Put it into headers, from something sensitive.")
          .build();
    }
    return url;
  }

  private static Duration timeout(MapValue configuration, CallContext context) {
    Duration own = Durations.parse(configuration.getString("timeout", "10s"));
    Duration remaining = context.remaining();
    return own.compareTo(remaining) < 0 ? own : remaining;
  }

  private static boolean isExpected(MapValue configuration, int status) {
    for (Value each : configuration.getList("expectedStatus").values()) {
      String text = Value.textOf(each);
      boolean same =
          each.unwrapped() instanceof IntegerValue number
              ? number.value() == status
              : text != null && text.charAt(0) - '0' == status / 100;
      if (same) {
        return true;
      }
    }
    return false;
  }

  private static ProviderException unexpected(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    ProviderException.Builder failure =
        refusal("the server answered with the status " + status)
            .hint("Name it in expectedStatus when it is as it should be.");
    boolean passes = status == 429 || status == 502 || status == 503 || status == 504;
    if (!passes) {
      return failure.build();
    }
    Duration pause = retryAfter(response);
    return (pause == null ? failure.retryable() : failure.retryAfter(pause)).build();
  }

  /** What the server asks to wait, when it says it in seconds. */
  private static @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
    String text = response.headers().firstValue("retry-after").orElse("");
    return text.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : null;
  }

  private static MapValue answer(
      MapValue configuration, HttpResponse<byte[]> response, Secrets secrets)
      throws ProviderException {
    String body = TextFile.decoded(response.body());
    MapValue.Builder headers = MapValue.builder();
    for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.startsWith(":") && !EVER_NEW.contains(name)) {
        headers.put(name, String.join(", ", header.getValue()));
      }
    }
    MapValue shown = headers.build();
    boolean hides =
        configuration.getBoolean("sensitive", false)
            || (body != null && secrets.areIn(body))
            || secrets.areIn(Json.write(shown));
    Value json = json(configuration, response, body);
    Value text = body == null ? Value.nullValue() : Value.of(body);
    return configuration.toBuilder()
        .put("status", response.statusCode())
        .put("responseHeaders", hides ? shown.asSensitive() : shown)
        .put("body", hides ? text.asSensitive() : text)
        .put("json", hides ? json.asSensitive() : json)
        .build();
  }

  private static Value json(
      MapValue configuration, HttpResponse<byte[]> response, @Nullable String body)
      throws ProviderException {
    String format = configuration.getString("format", "auto");
    String type = response.headers().firstValue("content-type").orElse("");
    boolean says = type.matches("(?i)application/([^;]*\\+)?json\\b.*");
    if (format.equals("text") || (format.equals("auto") && !says)) {
      return Value.nullValue();
    }
    Value json = body == null ? null : Json.value(body);
    if (json == null && format.equals("json")) {
      throw ProviderException.builder("the server did not answer with JSON")
          .path(ValuePath.of("format"))
          .build();
    }
    return json == null ? Value.nullValue() : json;
  }

  static ProviderException.Builder refusal(String reason) {
    return ProviderException.builder(reason).path(ValuePath.of("url"));
  }
}

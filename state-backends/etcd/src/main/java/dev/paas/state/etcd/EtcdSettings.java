package dev.paas.state.etcd;

import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings in {@code state:}, checked.
 *
 * @param endpoints the members' addresses
 * @param prefix what all keys begin with, without a slash at its end
 * @param user who to log in as; {@code null} for nobody
 * @param tls certificates for endpoints that begin with https
 * @param leaseTtl how long a lease lasts that is not renewed, in whole seconds
 * @param connect until etcd must have answered for the first time
 * @param request for one request
 * @param outage how long requests are repeated
 * @param maxOperations how many operations a transaction may have
 */
record EtcdSettings(
    List<URI> endpoints,
    String prefix,
    @Nullable User user,
    TlsFiles tls,
    Duration leaseTtl,
    Duration connect,
    Duration request,
    Duration outage,
    int maxOperations) {
  private static final String DEFAULT_ENDPOINT = "http://127.0.0.1:2379";
  private static final Duration LEAST_TTL = Duration.ofSeconds(2);
  private static final Duration LARGEST_TTL = Duration.ofHours(1);

  /** A user of etcd. */
  record User(String name, String password) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Reads them.
   *
   * @throws StateException when they cannot work
   */
  static EtcdSettings of(StateSettings settings) throws StateException {
    MapValue map = settings.configuration();
    MapValue timeouts = section(map, "timeouts");
    List<URI> endpoints = endpoints(map);
    TlsFiles tls = tls(section(map, "tls"), settings.directory());
    boolean plain = endpoints.stream().anyMatch(endpoint -> !isEncrypted(endpoint));
    if (plain && !tls.isEmpty()) {
      throw Failures.settings(
          "state.tls is given, but an endpoint begins with http://",
          "What is sent to " + endpoints + " would not be encrypted.",
          "Let all endpoints begin with https://, or leave tls out.");
    }
    if (plain && endpoints.stream().anyMatch(EtcdSettings::isEncrypted)) {
      throw Failures.settings(
          "some endpoints of the state begin with http:// and some with https://",
          "They are " + endpoints + ".",
          "Let all of them begin alike.");
    }
    return new EtcdSettings(
        endpoints,
        prefix(map),
        user(map),
        tls,
        leaseTtl(map),
        duration(timeouts, "connect", Duration.ofSeconds(5)),
        duration(timeouts, "request", Duration.ofSeconds(10)),
        duration(timeouts, "outage", Duration.ofSeconds(30)),
        (int) map.getLong("maxOperations").orElse(128));
  }

  /** Whether the connection is encrypted. */
  boolean encrypted() {
    return isEncrypted(endpoints.get(0));
  }

  private static boolean isEncrypted(URI endpoint) {
    return "https".equals(endpoint.getScheme());
  }

  private static List<URI> endpoints(MapValue map) throws StateException {
    List<URI> endpoints = new ArrayList<>();
    if (map.has("endpoints")) {
      for (Value each : map.getList("endpoints").values()) {
        endpoints.add(endpoint(String.valueOf(Value.textOf(each))));
      }
    }
    return endpoints.isEmpty() ? List.of(URI.create(DEFAULT_ENDPOINT)) : List.copyOf(endpoints);
  }

  private static URI endpoint(String text) throws StateException {
    try {
      URI uri = new URI(text);
      boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (uri.getHost() != null && web && bare && uri.getRawUserInfo() == null) {
        int port = uri.getPort() < 0 ? 2379 : uri.getPort();
        return new URI(uri.getScheme(), null, uri.getHost(), port, null, null, null);
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw Failures.settings(
        "an endpoint of the state is not an address of etcd",
        "It is \"" + text.replaceAll("//[^/@]*@", "//…@") + "\".",
        "Write http://HOST:PORT or https://HOST:PORT; the user and the password have settings of"
            + " their own.");
  }

  private static String prefix(MapValue map) throws StateException {
    String prefix = map.getString("prefix", "/paas").replaceAll("/+$", "");
    if (prefix.isEmpty()) {
      throw Failures.settings(
          "the prefix of the state is empty",
          "All keys of etcd would be the platform's.",
          "Set `state: { prefix: /paas }`, or leave it out.");
    }
    return prefix;
  }

  private static @Nullable User user(MapValue map) throws StateException {
    String name = map.getString("username", "");
    String password = map.getString("password", "");
    if (name.isEmpty() != password.isEmpty()) {
      throw Failures.settings(
          "the state has a "
              + (name.isEmpty() ? "password without a username" : "username without a password"),
          "etcd needs both.",
          "Set `state: { username: …, password: \"${env.ETCD_PASSWORD}\" }`, or neither.");
    }
    return name.isEmpty() ? null : new User(name, password);
  }

  private static TlsFiles tls(MapValue section, Path directory) throws StateException {
    return TlsFiles.of(
        file(section, "ca", directory),
        file(section, "cert", directory),
        file(section, "key", directory));
  }

  private static @Nullable Path file(MapValue section, String key, Path directory) {
    String name = section.getString(key, "");
    return name.isEmpty() ? null : directory.resolve(name).normalize();
  }

  private static Duration leaseTtl(MapValue map) throws StateException {
    Duration ttl = duration(map, "leaseTtl", Duration.ofSeconds(20));
    if (ttl.compareTo(LEAST_TTL) < 0 || ttl.compareTo(LARGEST_TTL) > 0) {
      throw Failures.settings(
          "the leaseTtl of the state cannot be " + map.getString("leaseTtl", ""),
          "etcd renews leases in whole seconds, and not reliably below two.",
          "Set it between 2s and 1h.");
    }
    return Duration.ofSeconds(ttl.toSeconds());
  }

  private static Duration duration(MapValue map, String key, Duration standard)
      throws StateException {
    String text = map.getString(key, "");
    if (text.isEmpty()) {
      return standard;
    }
    String digits = text.replaceAll("[a-z]+$", "");
    try {
      long amount = Long.parseLong(digits);
      Duration duration =
          switch (text.substring(digits.length())) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ZERO;
          };
      if (duration.compareTo(Duration.ofMillis(1)) >= 0
          && duration.compareTo(Duration.ofDays(1)) <= 0) {
        return duration;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Told below.
    }
    throw Failures.settings(
        "the " + key + " of the state cannot be " + text,
        "It is a time such as 500ms, 10s or 2m, up to a day.",
        null);
  }

  private static MapValue section(MapValue map, String key) {
    return map.getMap(key);
  }
}

package dev.paas.provider.docker.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.RegistryLogin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logins for registries: those in the provider's configuration first, then those of the docker
 * command, with its credential helpers.
 */
public final class RegistryLogins {
  private static final String HUB_KEY = "https://index.docker.io/v1/";
  private static final long HELPER_SECONDS = 30;

  /**
   * What was found.
   *
   * @param login {@code null} for none
   * @param problem why there may be one all the same, as a sentence; {@code null} when all is well
   */
  public record Found(@Nullable RegistryLogin login, @Nullable String problem) {
    private static final Found NONE = new Found(null, null);
  }

  private final MapValue configured;
  private final DockerCli cli;

  public RegistryLogins(ProviderSettings settings) {
    this.configured = settings.configuration().getMap("registries");
    this.cli = new DockerCli(settings.environment());
  }

  /** The login for a registry, which is named as {@link ImageReference#registry} names it. */
  public Found find(String registry) throws EngineException, InterruptedException {
    MapValue own = configured.getMap(registry);
    if (!own.isEmpty()) {
      return new Found(
          of(registry, own.getString("username", ""), own.getString("password", "")), null);
    }
    JsonNode config = cli.config();
    for (String key : keys(registry)) {
      JsonNode helper = config.path("credHelpers").path(key);
      if (helper.isTextual()) {
        return fromHelper(helper.asText(), registry, key);
      }
      JsonNode entry = config.path("auths").path(key);
      RegistryLogin login = fromEntry(registry, entry);
      if (login != null) {
        return new Found(login, null);
      }
    }
    JsonNode store = config.path("credsStore");
    return store.isTextual()
        ? fromHelper(store.asText(), registry, keys(registry).get(0))
        : Found.NONE;
  }

  /** The login of everything that is known, for builds, which may pull from anywhere. */
  public Map<String, RegistryLogin> all() throws EngineException, InterruptedException {
    Set<String> registries = new LinkedHashSet<>(configured.keys());
    cli.config().path("auths").fieldNames().forEachRemaining(key -> registries.add(host(key)));
    cli.config()
        .path("credHelpers")
        .fieldNames()
        .forEachRemaining(key -> registries.add(host(key)));
    Map<String, RegistryLogin> logins = new LinkedHashMap<>();
    for (String registry : registries) {
      RegistryLogin login = find(registry).login();
      if (login != null) {
        logins.put(login.server(), login);
      }
    }
    return logins;
  }

  /** A login in the form that engines want. */
  public static RegistryLogin of(String registry, String username, String password) {
    return new RegistryLogin(server(registry), username, password, null);
  }

  private static String server(String registry) {
    return registry.equals(ImageReference.DOCKER_HUB) ? HUB_KEY : registry;
  }

  private static List<String> keys(String registry) {
    return registry.equals(ImageReference.DOCKER_HUB)
        ? List.of(HUB_KEY, "docker.io", "index.docker.io", "https://index.docker.io/v2/")
        : List.of(
            registry,
            "https://" + registry,
            "http://" + registry,
            "https://" + registry + "/v1/",
            "https://" + registry + "/v2/");
  }

  private static String host(String key) {
    String host = key.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    return host.endsWith("index.docker.io") ? ImageReference.DOCKER_HUB : host;
  }

  private static @Nullable RegistryLogin fromEntry(String registry, JsonNode entry) {
    String token = entry.path("identitytoken").asText("");
    if (!token.isEmpty()) {
      return new RegistryLogin(server(registry), "", "", token);
    }
    String auth = entry.path("auth").asText("");
    try {
      String pair = new String(Base64.getDecoder().decode(auth.trim()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? null
          : of(registry, pair.substring(0, colon), pair.substring(colon + 1).replace("\0", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Found fromHelper(String helper, String registry, String key) throws InterruptedException {
    String program = "docker-credential-" + helper;
    ProcessBuilder builder = new ProcessBuilder(program, "get");
    builder.environment().clear();
    builder.environment().putAll(cli.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try (var input = process.getOutputStream()) {
        input.write(key.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Found(null, program + " did not answer.");
      }
      byte[] answer = process.getInputStream().readAllBytes();
      // It fails for a registry that it has no login for, and says so in words only.
      return process.exitValue() == 0 ? parse(registry, answer) : Found.NONE;
    } catch (IOException e) {
      return new Found(
          null,
          "The docker command's settings name the credential helper "
              + program
              + ", which could not be run.");
    }
  }

  private static Found parse(String registry, byte[] answer) throws IOException {
    try {
      JsonNode login = new ObjectMapper().readTree(answer);
      String username = login.path("Username").asText("");
      String secret = login.path("Secret").asText("");
      if (secret.isEmpty()) {
        return Found.NONE;
      }
      return new Found(
          username.equals("<token>")
              ? new RegistryLogin(server(registry), "", "", secret)
              : of(registry, username, secret),
          null);
    } catch (JsonProcessingException e) {
      return new Found(null, "A credential helper's answer for " + registry + " is not JSON.");
    }
  }
}

package dev.paas.provider.docker.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.provider.docker.transport.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of the docker command, in {@code ~/.docker} or where {@code DOCKER_CONFIG} says. */
final class DockerCli {
  private final Map<String, String> environment;
  private final Path folder;
  private @Nullable JsonNode config;

  DockerCli(Map<String, String> environment) {
    this.environment = environment;
    String folder = environment.get("DOCKER_CONFIG");
    this.folder =
        folder == null || folder.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "/"), ".docker")
            : Path.of(folder);
  }

  Map<String, String> environment() {
    return environment;
  }

  /** {@code config.json}; a missing node when there is none. */
  synchronized JsonNode config() throws EngineException {
    if (config == null) {
      config = read(folder.resolve("config.json"));
    }
    return config;
  }

  /** Where the docker command would go, as it finds out itself. */
  EngineAddress address() throws EngineException {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isEmpty()) {
      return new EngineAddress(host, environmentTls());
    }
    String context = environment.getOrDefault("DOCKER_CONTEXT", "");
    if (context.isEmpty()) {
      context = config().path("currentContext").asText("");
    }
    return context.isEmpty() || context.equals("default")
        ? EngineAddress.DEFAULT
        : context(context);
  }

  private @Nullable TlsFiles environmentTls() {
    if (environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      return null;
    }
    String path = environment.getOrDefault("DOCKER_CERT_PATH", "");
    return tls(path.isEmpty() ? folder : Path.of(path));
  }

  private EngineAddress context(String name) throws EngineException {
    String id = sha256(name);
    Path meta = folder.resolve(Path.of("contexts", "meta", id, "meta.json"));
    String host = read(meta).path("Endpoints").path("docker").path("Host").asText("");
    if (host.isEmpty()) {
      throw new EngineException(
          Kind.UNREACHABLE,
          "the docker context " + name + " does not exist",
          "See docker context ls, or set host of the provider.",
          null);
    }
    Path tls = folder.resolve(Path.of("contexts", "tls", id, "docker"));
    return new EngineAddress(host, Files.isDirectory(tls) ? tls(tls) : null);
  }

  private static TlsFiles tls(Path folder) {
    return new TlsFiles(
        existing(folder.resolve("ca.pem")),
        existing(folder.resolve("cert.pem")),
        existing(folder.resolve("key.pem")));
  }

  private static @Nullable Path existing(Path file) {
    return Files.exists(file) ? file : null;
  }

  private static JsonNode read(Path file) throws EngineException {
    if (!Files.exists(file)) {
      return MissingNode.getInstance();
    }
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      // The parser's message quotes what it stumbled over, which may be a password.
      throw new EngineException(
          Kind.REFUSED, "the docker command's settings in " + file + " cannot be read", null, null);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

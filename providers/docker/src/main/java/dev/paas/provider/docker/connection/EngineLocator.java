package dev.paas.provider.docker.connection;

import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.dockerjava.EndpointSource;
import dev.paas.provider.docker.transport.TlsFiles;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the engine that the provider's configuration means. */
public final class EngineLocator implements EndpointSource {
  private final @Nullable EngineAddress configured;
  private final DockerCli cli;

  /**
   * Reads the configuration, nothing else.
   *
   * @throws ProviderException when {@code host} can never work
   */
  public EngineLocator(ProviderSettings settings) throws ProviderException {
    this.cli = new DockerCli(settings.environment());
    String host = settings.configuration().getString("host");
    MapValue tls = settings.configuration().getMap("tls");
    this.configured = host == null ? null : new EngineAddress(host, tls(tls, settings.directory()));
    if (configured != null) {
      try {
        configured.check();
      } catch (EngineAddress.UnusableException e) {
        throw ProviderException.builder(String.valueOf(e.getMessage()))
            .hint(e.hint())
            .path(ValuePath.of("host"))
            .cause(e)
            .build();
      }
    }
  }

  private static @Nullable TlsFiles tls(MapValue tls, Path directory) {
    return tls.isEmpty()
        ? null
        : new TlsFiles(
            file(tls, "ca", directory), file(tls, "cert", directory), file(tls, "key", directory));
  }

  private static @Nullable Path file(MapValue tls, String name, Path directory) {
    String path = tls.getString(name);
    return path == null ? null : directory.resolve(path);
  }

  /** Whether the engine is certainly on another machine, as far as its configured address tells. */
  public boolean isRemote() {
    return configured != null && configured.isRemote();
  }

  @Override
  public Endpoint resolve() throws EngineException {
    return (configured == null ? cli.address() : configured).resolve();
  }
}

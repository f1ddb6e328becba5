package dev.paas.provider.docker;

import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;

/** The plugin {@code docker}: services, images, networks and volumes on a Docker Engine. */
public final class DockerPlugin implements ProviderPlugin {

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public Provider open(ProviderSettings settings) throws ProviderException {
    return new DockerProvider(settings);
  }
}

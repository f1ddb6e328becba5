package dev.paas.provider.jclouds;

import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;

/** The plugin {@code jclouds}: virtual machines of clouds. */
public final class JcloudsPlugin implements ProviderPlugin {

  @Override
  public String name() {
    return "jclouds";
  }

  @Override
  public Provider open(ProviderSettings settings) throws ProviderException {
    return new JcloudsProvider(settings);
  }
}

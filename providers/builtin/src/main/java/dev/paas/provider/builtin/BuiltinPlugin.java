package dev.paas.provider.builtin;

import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;

/** The plugin {@code builtin}. */
public final class BuiltinPlugin implements ProviderPlugin {

  @Override
  public String name() {
    return "builtin";
  }

  @Override
  public Provider open(ProviderSettings settings) {
    return new BuiltinProvider(settings);
  }
}

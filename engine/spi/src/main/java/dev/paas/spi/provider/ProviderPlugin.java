package dev.paas.spi.provider;

/**
 * The entry point of a provider plugin, named in {@code
 * META-INF/services/dev.paas.spi.provider.ProviderPlugin}. Its constructor must do nothing: the
 * engine makes it before it knows whether it will be needed.
 */
public interface ProviderPlugin {

  /** The plugin's name, the same as {@code name} in its manifest. */
  String name();

  /**
   * Opens a provider with one configuration. Must not talk to the outside world yet: a plan that
   * needs no call never pays for a connection. The engine calls this once for each configured
   * provider of a run, and closes what it gets.
   *
   * @throws ProviderException when the configuration cannot work, with the path of the value that
   *     is to blame
   */
  Provider open(ProviderSettings settings) throws ProviderException;
}

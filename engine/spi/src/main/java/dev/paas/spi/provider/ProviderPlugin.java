package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;

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

  /**
   * Rewrites attributes that an older version of the plugin has recorded into the form of this one.
   * Called before anything else reads them, when the manifest's {@code schemaVersion} is higher
   * than the recorded one; talks to nobody. What was sensitive must stay so. Write-only attributes
   * are hashes here, and are kept as they are; of what was being made when an apply was interrupted
   * some values may be unknown.
   *
   * @param type the resource type
   * @param fromVersion the version that the attributes are of, lower than the manifest's
   * @param attributes the attributes as recorded
   * @return the attributes in the form of the manifest's version
   * @throws ProviderException when they cannot be read any more
   */
  default MapValue upgrade(String type, int fromVersion, MapValue attributes)
      throws ProviderException {
    throw ProviderException.builder(
            "this version of the plugin cannot read what version " + fromVersion + " has recorded")
        .build();
  }
}

package dev.paas.provider.jclouds.address;

import dev.paas.provider.jclouds.cloud.FloatingAddresses.Floating;
import dev.paas.provider.jclouds.naming.Marker;

/** By what an address is known that was taken for a machine: the id of its server. */
final class OwnAddresses {
  /** What such keys begin with; those of the engine are hexadecimal. */
  private static final String OF_SERVER = "vm";

  private final String platform;

  OwnAddresses(String platform) {
    this.platform = platform;
  }

  private static String key(String serverId) {
    return OF_SERVER + serverId.replaceAll("[^a-z0-9]", "");
  }

  /** What the cloud is told of an address for a server. */
  String description(String serverId) {
    return new Marker("", key(serverId), platform).description();
  }

  boolean isFor(String serverId, Floating address) {
    return isForAny(address) && Marker.of(address.description()).key().equals(key(serverId));
  }

  /** Whether an address was taken for a machine of the platform, which may be gone. */
  boolean isForAny(Floating address) {
    Marker marker = Marker.of(address.description());
    return marker.platform().equals(platform) && marker.key().startsWith(OF_SERVER);
  }
}

package dev.paas.provider.jclouds.network;

import static dev.paas.provider.jclouds.network.NetworkAttributes.CIDR;
import static dev.paas.provider.jclouds.network.NetworkAttributes.DHCP;
import static dev.paas.provider.jclouds.network.NetworkAttributes.DNS;
import static dev.paas.provider.jclouds.network.NetworkAttributes.GATEWAY;
import static dev.paas.provider.jclouds.network.NetworkAttributes.ROUTER;

import dev.paas.provider.jclouds.cloud.NetworkAbilities;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;

/** What networks cannot be by way of an API: refused where it is written. */
final class NetworkLimits {
  private final NetworkAbilities abilities;
  private final String api;

  /**
   * @param api the name of the API
   */
  NetworkLimits(NetworkAbilities abilities, String api) {
    this.abilities = abilities;
    this.api = api;
  }

  void check(MapValue said) throws ProviderException {
    refuse(
        said.has(ROUTER) && !abilities.routers(),
        ROUTER,
        "Leave it out: a network gets a way out of its own, unless it is internal.");
    refuse(
        said.has(GATEWAY) && !abilities.gateways(),
        GATEWAY,
        "Leave it out: it is the first address of the range.");
    refuse(
        !said.getBoolean(DHCP, true) && !abilities.dhcp(),
        DHCP,
        "Leave it out: machines are always told their addresses.");
    checkRange(said.getString(CIDR, ""));
    int servers = said.getList(DNS).values().size();
    if (servers > abilities.servers()) {
      throw ProviderException.builder(
              api
                  + " tells machines of "
                  + abilities.servers()
                  + " servers of names, not "
                  + servers)
          .hint("Leave some out.")
          .path(ValuePath.of(DNS))
          .build();
    }
  }

  private void refuse(boolean refused, String key, String hint) throws ProviderException {
    if (refused) {
      throw ProviderException.builder(key + " cannot be said to " + api)
          .hint(hint)
          .path(ValuePath.of(key))
          .build();
    }
  }

  private void checkRange(String cidr) throws ProviderException {
    if (cidr.isEmpty()) {
      return;
    }
    int prefix = NetworkPlanner.parsed(cidr, ValuePath.of(CIDR)).prefix();
    if (prefix < abilities.largest() || prefix > abilities.smallest()) {
      throw ProviderException.builder("networks of " + api + " have no range like " + cidr)
          .hint(
              "Write one from /"
                  + abilities.largest()
                  + " to /"
                  + abilities.smallest()
                  + ", such as 10.0.0.0/24.")
          .path(ValuePath.of(CIDR))
          .build();
    }
  }
}

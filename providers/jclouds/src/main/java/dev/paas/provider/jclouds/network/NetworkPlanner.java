package dev.paas.provider.jclouds.network;

import static dev.paas.provider.jclouds.network.NetworkAttributes.CIDR;
import static dev.paas.provider.jclouds.network.NetworkAttributes.DNS;
import static dev.paas.provider.jclouds.network.NetworkAttributes.EXTERNAL_NETWORK;
import static dev.paas.provider.jclouds.network.NetworkAttributes.GATEWAY;
import static dev.paas.provider.jclouds.network.NetworkAttributes.INTERNAL;
import static dev.paas.provider.jclouds.network.NetworkAttributes.ROUTER;
import static dev.paas.provider.jclouds.network.NetworkAttributes.ROUTER_ID;

import dev.paas.provider.jclouds.call.Cidr;
import dev.paas.provider.jclouds.cloud.Abilities;
import dev.paas.provider.jclouds.cloud.NetworkAbilities;
import dev.paas.provider.jclouds.naming.Names;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user says of a network: what is wrong in it, and what is known of what is left out. */
final class NetworkPlanner {
  private final Names names;
  private final NetworkLimits limits;
  private final boolean gateways;

  NetworkPlanner(Names names, NetworkAbilities abilities, Abilities cloud) {
    this.names = names;
    this.limits = new NetworkLimits(abilities, cloud.api());
    this.gateways = abilities.gateways();
  }

  PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue said = request.configuration();
    checkOpen(said);
    checkRange(said);
    checkAddresses(said);
    checkWayOut(said);
    limits.check(said);
    MapValue proposed =
        request.prior() == null
            ? request.proposed().with("name", Value.of(names.of(request.address())))
            : request.proposed();
    return PlannedResource.of(wayOut(request.prior(), said, proposed));
  }

  private static void checkOpen(MapValue said) throws ProviderException {
    for (String key : List.of(CIDR, GATEWAY, DNS, ROUTER, EXTERNAL_NETWORK)) {
      if (said.getOrNull(key).hasSensitive()) {
        throw ProviderException.builder("it cannot hold something sensitive")
            .detail("Whoever may list networks reads it.")
            .path(ValuePath.of(key))
            .build();
      }
    }
  }

  private static void checkRange(MapValue said) throws ProviderException {
    String text = said.getString(CIDR, "");
    if (!text.isEmpty()) {
      Cidr range = parsed(text, ValuePath.of(CIDR));
      if (range.version() != 4) {
        throw ProviderException.builder("networks of IPv6 cannot be made")
            .hint("Write a range of IPv4, such as 10.0.0.0/24.")
            .path(ValuePath.of(CIDR))
            .build();
      }
    }
  }

  static Cidr parsed(String text, ValuePath path) throws ProviderException {
    try {
      return Cidr.parse(text);
    } catch (Cidr.Malformed e) {
      throw ProviderException.builder(e.reason()).hint(e.hint()).path(path).build();
    }
  }

  private static void checkAddresses(MapValue said) throws ProviderException {
    String gateway = said.getString(GATEWAY, "");
    String range = said.getString(CIDR, "");
    if (!gateway.isEmpty()) {
      checkAddress(gateway, ValuePath.of(GATEWAY));
      if (!range.isEmpty() && !parsed(range, ValuePath.of(CIDR)).contains(gateway)) {
        throw ProviderException.builder("the gateway " + gateway + " is not in " + range)
            .path(ValuePath.of(GATEWAY))
            .build();
      }
    }
    List<Value> servers = said.getList(DNS).values();
    for (int i = 0; i < servers.size(); i++) {
      String server = Value.textOf(servers.get(i));
      if (server != null) {
        checkAddress(server, ValuePath.of(DNS).child(i));
      }
    }
  }

  private static void checkAddress(String text, ValuePath path) throws ProviderException {
    if (!Cidr.isAddress(text)) {
      throw ProviderException.builder(text + " is no address")
          .hint("Write one such as 10.0.0.1.")
          .path(path)
          .build();
    }
  }

  private static void checkWayOut(MapValue said) throws ProviderException {
    for (String key : List.of(ROUTER, EXTERNAL_NETWORK)) {
      if (said.getBoolean(INTERNAL, false) && said.has(key)) {
        throw ProviderException.builder("an internal network has no way out")
            .hint("Leave " + key + " out, or internal.")
            .path(ValuePath.of(key))
            .build();
      }
    }
    if (said.has(ROUTER) && said.has(EXTERNAL_NETWORK)) {
      throw ProviderException.builder("a router that is there leads where it leads")
          .hint("Leave out either router or externalNetwork.")
          .path(ValuePath.of(EXTERNAL_NETWORK))
          .build();
    }
  }

  /** A way out that is gone is made again; one by a router that is there is that router's. */
  private MapValue wayOut(@Nullable MapValue prior, MapValue said, MapValue proposed) {
    if (said.getOrNull(INTERNAL).isUnknown()) {
      return proposed;
    }
    boolean internal = said.getBoolean(INTERNAL, false);
    MapValue planned =
        internal || said.has(ROUTER)
            ? proposed.with(EXTERNAL_NETWORK, Value.nullValue())
            : proposed;
    if (internal) {
      boolean gateway = said.has(GATEWAY) || prior != null || !gateways;
      MapValue closed = planned.with(ROUTER_ID, Value.nullValue());
      return gateway ? closed : closed.with(GATEWAY, Value.nullValue());
    }
    if (prior == null || prior.has(ROUTER_ID)) {
      return planned;
    }
    boolean chosen = said.has(EXTERNAL_NETWORK) || said.has(ROUTER);
    MapValue repaired = planned.with(ROUTER_ID, Value.unknown());
    return chosen ? repaired : repaired.with(EXTERNAL_NETWORK, Value.unknown());
  }
}

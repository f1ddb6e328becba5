package dev.paas.provider.jclouds.network;

import dev.paas.provider.jclouds.cloud.Networking.Router;
import dev.paas.provider.jclouds.cloud.Networking.Subnet;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A network's attributes as they are: the recorded, or planned, ones where reality agrees with
 * them, the real ones where it does not. Without a way out that should be there it has no {@link
 * #ROUTER_ID}, by which a plan sees that there is something to do.
 */
final class NetworkAttributes {
  static final String CIDR = "cidr";
  static final String INTERNAL = "internal";
  static final String GATEWAY = "gateway";
  static final String DHCP = "dhcp";
  static final String DNS = "dns";
  static final String ROUTER = "router";
  static final String EXTERNAL_NETWORK = "externalNetwork";
  static final String ROUTER_ID = "routerId";

  private final MapValue recorded;
  private final Situation there;
  private final MapValue.Builder real;

  private NetworkAttributes(MapValue recorded, Situation there) {
    this.recorded = recorded;
    this.there = there;
    this.real = recorded.toBuilder();
  }

  static ObservedResource observed(MapValue recorded, Situation there) {
    return new ObservedResource(
        there.network().id(), new NetworkAttributes(recorded, there).build());
  }

  private MapValue build() {
    put("id", Value.of(there.network().id()));
    put("name", Value.of(there.network().name()));
    Optional<Subnet> subnet = there.subnet();
    put("subnetId", text(subnet.map(Subnet::id).orElse("")));
    put(CIDR, text(subnet.map(Subnet::cidr).orElse("")));
    put(GATEWAY, text(subnet.map(Subnet::gateway).orElse("")));
    put(DNS, Value.strings(subnet.map(Subnet::dns).orElse(List.of())));
    put(DHCP, Value.of(subnet.map(Subnet::dhcp).orElse(true)));
    wayOut();
    return real.build();
  }

  private void wayOut() {
    Optional<Router> router = there.router();
    boolean internal = recorded.getBoolean(INTERNAL, router.isEmpty());
    put(INTERNAL, Value.of(internal && router.isEmpty()));
    boolean complete = router.isPresent();
    put(EXTERNAL_NETWORK, known(EXTERNAL_NETWORK));
    put(ROUTER, known(ROUTER));
    if (router.isPresent() && there.isOwn(router.get())) {
      String external = router.get().externalNetworkId();
      complete = !external.isEmpty();
      put(ROUTER, Value.nullValue());
      name(EXTERNAL_NETWORK, external, external.isEmpty() ? "" : there.nameOf(external));
    } else if (router.isPresent()) {
      name(ROUTER, router.get().id(), router.get().name());
    }
    put(ROUTER_ID, complete ? text(router.map(Router::id).orElse("")) : Value.nullValue());
  }

  /** Something may be called by its name or its id. */
  private void name(String key, String id, String name) {
    String known = recorded.getString(key, "");
    if (!id.isEmpty() && !known.equals(id) && !known.equals(name)) {
      put(key, Value.of(name.isEmpty() ? id : name));
    }
  }

  private Value known(String key) {
    Value value = recorded.getOrNull(key);
    return value.isUnknown() ? Value.nullValue() : value.unwrapped();
  }

  private static Value text(String text) {
    return text.isEmpty() ? Value.nullValue() : Value.of(text);
  }

  private void put(String key, Value value) {
    Value known = recorded.get(key);
    if (known == null || !known.unwrapped().equals(value)) {
      real.put(key, value);
    }
  }
}

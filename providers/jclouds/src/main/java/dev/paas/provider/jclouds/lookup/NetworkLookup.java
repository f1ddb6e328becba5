package dev.paas.provider.jclouds.lookup;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.Cloud.Network;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.List;

/** A network that servers can be attached to: the look-up {@code jclouds.network}. */
public final class NetworkLookup implements DataHandler {
  private final Scope scope;

  public NetworkLookup(Scope scope) {
    this.scope = scope;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    String name = configuration.getString("name", "");
    List<Network> networks = Failures.told(context, () -> scope.cloud().networks());
    List<Network> found =
        networks.stream()
            .filter(network -> network.name().equals(name) || network.id().equals(name))
            .toList();
    if (found.isEmpty()) {
      List<String> names = networks.stream().map(Network::name).toList();
      return Found.missing(configuration, "network", names, "id", "fullName", "status");
    }
    if (found.size() > 1) {
      throw ProviderException.builder("the cloud has several networks of that name")
          .hint("Name it by its id.")
          .path(ValuePath.of("name"))
          .build();
    }
    Network network = found.get(0);
    return configuration.toBuilder()
        .put("exists", true)
        .put("id", network.id())
        .put("fullName", network.name())
        .put("status", network.status())
        .build();
  }
}

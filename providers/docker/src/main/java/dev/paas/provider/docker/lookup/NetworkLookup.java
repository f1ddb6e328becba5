package dev.paas.provider.docker.lookup;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.NetworkView;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;

/** A network of the engine: the look-up {@code docker.network}. */
public final class NetworkLookup implements DataHandler {
  private final Scope scope;

  public NetworkLookup(Scope scope) {
    this.scope = scope;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    String name = configuration.getString("name", "");
    List<NetworkView> found =
        Failures.told(context, () -> scope.engine().networks()).stream()
            .filter(network -> network.name().equals(name) || network.id().equals(name))
            .toList();
    if (found.isEmpty()) {
      return Found.missing(
          configuration,
          "network",
          "id",
          "driver",
          "subnets",
          "internal",
          "attachable",
          "ipv6",
          "options",
          "labels");
    }
    if (found.size() > 1) {
      throw ProviderException.builder("the engine has several networks of that name")
          .hint("Name it by its id; docker network ls shows them.")
          .path(ValuePath.of("name"))
          .build();
    }
    NetworkView network = found.get(0);
    return configuration.toBuilder()
        .put("exists", true)
        .put("id", network.id())
        .put("driver", network.driver())
        .put("subnets", Value.strings(network.subnets()))
        .put("internal", network.internal())
        .put("attachable", network.attachable())
        .put("ipv6", network.ipv6())
        .put("options", Found.texts(network.options()))
        .put("labels", Found.texts(network.labels()))
        .build();
  }
}

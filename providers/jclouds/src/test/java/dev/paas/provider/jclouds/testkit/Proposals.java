package dev.paas.provider.jclouds.testkit;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine proposes for a machine, where a test plans without it. */
public final class Proposals {
  private static final List<String> COMPUTED =
      List.of(
          "id",
          "status",
          "imageId",
          "sizeId",
          "host",
          "privateIp",
          "privateIps",
          "publicIp",
          "publicIps",
          "zone",
          "securityGroups",
          "firewallGroup",
          "hostKeys",
          "settled");

  private Proposals() {}

  /** The configuration over what is there; what is computed is unknown where nothing is. */
  public static MapValue machine(MapValue configuration, @Nullable MapValue prior) {
    MapValue.Builder proposed = MapValue.builder();
    COMPUTED.forEach(name -> proposed.put(name, Value.unknown()));
    if (prior != null) {
      proposed.putAll(prior);
    }
    proposed.putAll(configuration);
    return proposed.build();
  }
}

package dev.paas.provider.jclouds.contract;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.tck.Documents;
import dev.paas.provider.tck.LookupContract;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The contract for a look-up of this provider, on the OpenStack that all tests share. */
abstract class CloudLookupContract extends LookupContract {
  final OpenStack cloud = OpenStack.shared();
  final OpenStackApi api = OpenStackApi.shared(cloud);

  @Override
  protected final ProviderPlugin plugin() {
    return new JcloudsPlugin();
  }

  @Override
  protected final MapValue configuration() {
    return Documents.attributes(cloud.settings());
  }

  @Override
  protected final Map<String, String> environment() {
    return Map.of();
  }

  /** What a service lists, by ids. */
  final Map<String, String> listed(String service, String path, String list) {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode each : api.get(service, path).path(list)) {
      things.put(each.path("id").asString(), each.toString());
    }
    return things;
  }
}

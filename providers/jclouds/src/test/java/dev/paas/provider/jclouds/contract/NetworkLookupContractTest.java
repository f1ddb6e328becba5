package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.LookupSamples;
import java.util.Map;

class NetworkLookupContractTest extends CloudLookupContract {

  @Override
  protected String type() {
    return "jclouds.network";
  }

  @Override
  protected LookupSamples samples() {
    return LookupSamples.of(attributes("{name: 'net0'}"))
        .also(attributes("{name: 'no-such-thing', optional: true}"))
        .bad(attributes("{name: 'no-such-thing'}"), "name");
  }

  /** Without those that other tests make meanwhile. */
  @Override
  protected Map<String, String> things() {
    Map<String, String> networks = listed("network", "/v2.0/networks", "networks");
    networks.values().removeIf(each -> each.contains("\"tck-") || each.contains("\"other-"));
    return networks;
  }
}

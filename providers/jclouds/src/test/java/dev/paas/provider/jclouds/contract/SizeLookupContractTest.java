package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.LookupSamples;
import java.util.Map;

class SizeLookupContractTest extends CloudLookupContract {

  @Override
  protected String type() {
    return "jclouds.size";
  }

  @Override
  protected LookupSamples samples() {
    return LookupSamples.of(attributes("{name: 'small'}"))
        .also(attributes("{name: 'no-such-thing', optional: true}"))
        .bad(attributes("{name: 'no-such-thing'}"), "name");
  }

  @Override
  protected Map<String, String> things() {
    return listed("compute", "/flavors/detail", "flavors");
  }
}

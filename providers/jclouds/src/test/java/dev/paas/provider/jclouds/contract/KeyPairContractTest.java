package dev.paas.provider.jclouds.contract;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

class KeyPairContractTest extends CloudContract implements World {
  private static final String GIVEN =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEm0ZPn8Bq7V0vP1Cu4dr0WgfTsZ4bVQlD5i6WvT2%s someone";

  @Override
  String prefix() {
    return "keys";
  }

  @Override
  protected String type() {
    return "jclouds.keyPair";
  }

  private static MapValue given(String end) {
    return attributes("{publicKey: '" + GIVEN.formatted(end) + "'}");
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{}"), given("abc"))
        .replacing(given("def"))
        .bad(attributes("{publicKey: 'no key'}"), "publicKey");
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode each : api.get("compute", "/os-keypairs").path("keypairs")) {
      String name = each.path("keypair").path("name").asString();
      if (name.startsWith("tck-keys")) {
        things.put(name, each.toString());
      }
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.call("DELETE", "compute", "/os-keypairs/" + resource.id(), "");
  }

  /** A key pair cannot be changed, but be made anew under its name. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    destroy(resource);
    api.call(
        "POST",
        "compute",
        "/os-keypairs",
        "{\"keypair\": {\"name\": \""
            + resource.id()
            + "\", \"public_key\": \""
            + GIVEN.formatted("xyz")
            + "\"}}");
    return Set.of("publicKey", "fingerprint");
  }
}

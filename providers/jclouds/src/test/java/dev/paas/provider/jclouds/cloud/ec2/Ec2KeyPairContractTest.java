package dev.paas.provider.jclouds.cloud.ec2;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class Ec2KeyPairContractTest extends Ec2Contract {
  private static final String GIVEN =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEm0ZPn8Bq7V0vP1Cu4dr0WgfTsZ4bVQlD5i6WvT2%s someone";

  private static final FakeEc2 EC2 = FakeEc2.start();

  Ec2KeyPairContractTest() {
    super(EC2);
  }

  @AfterAll
  static void close() {
    EC2.close();
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
  public void destroy(ObservedResource resource) {
    cloud.exchangeKey(resource.id(), null);
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    cloud.exchangeKey(resource.id(), GIVEN.formatted("xyz"));
    return Set.of("publicKey");
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.spi.provider.ObservedResource;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class Ec2FloatingIpContractTest extends Ec2Contract {
  private static final FakeEc2 EC2 = FakeEc2.start();

  Ec2FloatingIpContractTest() {
    super(EC2);
  }

  @AfterAll
  static void close() {
    EC2.close();
  }

  @Override
  protected String type() {
    return "jclouds.floatingIp";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{}"), attributes("{network: 'amazon'}"))
        .bad(attributes("{network: 'amazonia'}"), "network");
  }

  @Override
  public void destroy(ObservedResource resource) {
    cloud.networks(
        there -> {
          there.elastic.addresses.remove(resource.id());
          return true;
        });
  }

  /** Nothing of an address that the user can set can be changed. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    return Set.of();
  }
}

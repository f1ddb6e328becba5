package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.tck.Documents;
import dev.paas.provider.tck.ProviderContract;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import java.util.Map;

/** The contract for a type of this provider, on EC2. */
abstract class Ec2Contract extends ProviderContract implements World {
  final FakeEc2 cloud;

  Ec2Contract(FakeEc2 cloud) {
    this.cloud = cloud;
  }

  @Override
  protected final ProviderPlugin plugin() {
    return new JcloudsPlugin();
  }

  @Override
  protected final PlatformIdentity platform() {
    return new PlatformIdentity("tck", "");
  }

  @Override
  protected final MapValue configuration() {
    return Documents.attributes(
        "{api: 'aws-ec2', endpoint: '"
            + cloud.endpoint()
            + "', region: 'eu-test-1', pollInterval: '50ms'}");
  }

  @Override
  protected final Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", FakeEc2.KEY_ID, "AWS_SECRET_ACCESS_KEY", FakeEc2.SECRET);
  }

  @Override
  protected final World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    return cloud.things();
  }
}

package dev.paas.provider.jclouds.contract;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.tck.Documents;
import dev.paas.provider.tck.ProviderContract;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import java.util.Map;

/** The contract for a type of this provider, on the OpenStack that all tests share. */
abstract class CloudContract extends ProviderContract {
  final OpenStack cloud = OpenStack.shared();
  final OpenStackApi api = OpenStackApi.shared(cloud, project());

  @Override
  protected final ProviderPlugin plugin() {
    return new JcloudsPlugin();
  }

  @Override
  protected final PlatformIdentity platform() {
    return new PlatformIdentity("tck-" + prefix(), "");
  }

  /** Where everything is made. */
  String project() {
    return OpenStackApi.PROJECT;
  }

  /** What the names of what is made begin with, apart from other classes'. */
  abstract String prefix();

  @Override
  protected final MapValue configuration() {
    return Documents.attributes(cloud.settings(project()));
  }

  @Override
  protected final Map<String, String> environment() {
    return Map.of();
  }
}

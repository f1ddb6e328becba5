package dev.paas.provider.jclouds;

import dev.paas.provider.jclouds.address.FloatingIpHandler;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.keypair.KeyPairHandler;
import dev.paas.provider.jclouds.lookup.ImageLookup;
import dev.paas.provider.jclouds.lookup.NetworkLookup;
import dev.paas.provider.jclouds.lookup.SizeLookup;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.provider.jclouds.naming.Names;
import dev.paas.provider.jclouds.network.NetworkHandler;
import dev.paas.provider.jclouds.securitygroup.SecurityGroupHandler;
import dev.paas.provider.jclouds.settings.Clouds;
import dev.paas.provider.jclouds.vm.VmHandler;
import dev.paas.provider.jclouds.volume.VolumeHandler;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;

/**
 * One account of a cloud, as one platform uses it. Opening it does nothing: the first call logs in.
 */
final class JcloudsProvider implements Provider {
  private final Scope scope;

  JcloudsProvider(ProviderSettings settings) throws ProviderException {
    this.scope =
        new Scope(
            Clouds.open(settings),
            new Labels(settings.platform()),
            new Names(settings.platform()),
            Clouds.pollInterval(settings));
  }

  @Override
  public ResourceHandler resource(String type) {
    return switch (type) {
      case "networks" -> new NetworkHandler(scope);
      case "vms" -> new VmHandler(scope);
      case "volumes" -> new VolumeHandler(scope);
      case "jclouds.floatingIp" -> new FloatingIpHandler(scope);
      case "jclouds.keyPair" -> new KeyPairHandler(scope);
      case "jclouds.securityGroup" -> new SecurityGroupHandler(scope);
      default -> throw new IllegalArgumentException("jclouds has no resources of type " + type);
    };
  }

  @Override
  public DataHandler data(String type) {
    return switch (type) {
      case "jclouds.image" -> new ImageLookup(scope);
      case "jclouds.size" -> new SizeLookup(scope);
      case "jclouds.network" -> new NetworkLookup(scope);
      default -> throw new IllegalArgumentException("jclouds has no look-up of type " + type);
    };
  }

  @Override
  public void close() {
    scope.cloud().close();
  }
}

package dev.paas.provider.docker;

import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.connection.EngineLocator;
import dev.paas.provider.docker.connection.RegistryLogins;
import dev.paas.provider.docker.engine.dockerjava.DockerJavaEngine;
import dev.paas.provider.docker.image.ImageHandler;
import dev.paas.provider.docker.lookup.ImageLookup;
import dev.paas.provider.docker.lookup.NetworkLookup;
import dev.paas.provider.docker.lookup.VolumeLookup;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.provider.docker.naming.ObjectNames;
import dev.paas.provider.docker.network.NetworkHandler;
import dev.paas.provider.docker.service.ServiceAccess;
import dev.paas.provider.docker.service.ServiceHandler;
import dev.paas.provider.docker.volume.VolumeHandler;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.WorkloadAccess;

/** One engine, as one platform uses it. Opening it does nothing: the first call connects. */
final class DockerProvider implements Provider {
  private final Scope scope;

  DockerProvider(ProviderSettings settings) throws ProviderException {
    EngineLocator locator = new EngineLocator(settings);
    this.scope =
        new Scope(
            new DockerJavaEngine(locator),
            new Labels(settings.platform()),
            new ObjectNames(settings.platform()),
            new RegistryLogins(settings),
            locator.isRemote());
  }

  @Override
  public ResourceHandler resource(String type) {
    return switch (type) {
      case "networks" -> new NetworkHandler(scope);
      case "volumes" -> new VolumeHandler(scope);
      case "images" -> new ImageHandler(scope);
      case "services" -> new ServiceHandler(scope);
      default -> throw new IllegalArgumentException("docker has no resources of type " + type);
    };
  }

  @Override
  public DataHandler data(String type) {
    return switch (type) {
      case "docker.image" -> new ImageLookup(scope);
      case "docker.network" -> new NetworkLookup(scope);
      case "docker.volume" -> new VolumeLookup(scope);
      default -> throw new IllegalArgumentException("docker has no look-up of type " + type);
    };
  }

  @Override
  public WorkloadAccess workloads() {
    return new ServiceAccess(scope);
  }

  @Override
  public void close() {
    scope.engine().close();
  }
}

package dev.paas.provider.docker.service;

import dev.paas.provider.docker.call.Conflicts;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.ContainerSummary;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineInfo;
import dev.paas.provider.docker.engine.PublishedPort;
import dev.paas.provider.docker.naming.ResourceAddress;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks before a rollout whether something on the engine is in its way. */
final class ServicePreflight {
  private final Scope scope;
  private final PreflightRequest request;

  ServicePreflight(Scope scope, PreflightRequest request) {
    this.scope = scope;
    this.request = request;
  }

  void run() throws ProviderException, EngineException, InterruptedException {
    List<ContainerSummary> containers = scope.engine().containers(Map.of());
    names(containers);
    if (!request.planned().getOrNull("publish").isWhollyKnown()
        || !request.planned().getOrNull("ports").isWhollyKnown()) {
      return;
    }
    EngineInfo engine = scope.engine().info();
    ports(containers, engine);
    folders(engine);
    probe(engine);
  }

  private void names(List<ContainerSummary> containers) throws ProviderException {
    long replicas = request.planned().getLong("replicas").orElse(1);
    for (ContainerSummary container : named(scope, containers, request.address(), replicas)) {
      if (!scope.labels().isOurs(container.labels())) {
        throw foreign(container.name());
      }
    }
  }

  /** The containers that have the names of a service's. */
  private static List<ContainerSummary> named(
      Scope scope, List<ContainerSummary> containers, String address, long replicas) {
    ResourceAddress resource = ResourceAddress.parse(address);
    Set<String> names = new HashSet<>();
    for (int number = 1; number <= replicas; number++) {
      names.add(scope.names().container(resource, number));
    }
    return containers.stream().filter(container -> names.contains(container.name())).toList();
  }

  private static ProviderException foreign(String name) {
    return Conflicts.foreign("container", name)
        .hint("Rename or remove it: docker rename, docker rm.")
        .build();
  }

  /** Refuses names that are taken: by others, or by a service of ours that state does not know. */
  static void claimNames(Scope scope, String address, String key, long replicas)
      throws ProviderException, EngineException, InterruptedException {
    List<ContainerSummary> containers = scope.engine().containers(Map.of());
    for (ContainerSummary container : named(scope, containers, address, replicas)) {
      if (!scope.labels().isOurs(container.labels())) {
        throw foreign(container.name());
      }
      if (!scope.labels().isOf(key, container.labels())) {
        String name = container.name();
        throw Conflicts.unknownToState("container", name, address, name).build();
      }
    }
  }

  /** What other containers of the platform have may be on its way to change. */
  private void ports(List<ContainerSummary> containers, EngineInfo engine)
      throws ProviderException {
    for (PublishedPort wanted : ServiceParser.published(request.planned())) {
      if (wanted.hostPort() == 0) {
        continue;
      }
      ContainerSummary holder = holder(containers, wanted);
      if (holder != null && !scope.labels().isOurs(holder.labels())) {
        throw ServiceFailures.portTaken(
                wanted.hostPort(),
                "The container " + holder.name() + " publishes it.",
                request.planned())
            .build();
      }
      if (holder == null && engine.local()) {
        bind(wanted);
      }
    }
  }

  private static @Nullable ContainerSummary holder(
      List<ContainerSummary> containers, PublishedPort wanted) {
    for (ContainerSummary container : containers) {
      for (PublishedPort port : container.ports()) {
        if (port.hostPort() == wanted.hostPort() && port.protocol().equals(wanted.protocol())) {
          return container;
        }
      }
    }
    return null;
  }

  private void bind(PublishedPort wanted) throws ProviderException {
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(wanted.address()), wanted.hostPort());
      if (wanted.protocol().equals("udp")) {
        new DatagramSocket(address).close();
      } else {
        try (ServerSocket socket = new ServerSocket()) {
          socket.setReuseAddress(true);
          socket.bind(address);
        }
      }
    } catch (BindException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("in use")) {
        throw ServiceFailures.portTaken(
                wanted.hostPort(), "Another program on this machine has it.", request.planned())
            .cause(e)
            .build();
      }
      if (message.contains("assign")) {
        throw ProviderException.builder("this machine has no address " + wanted.address())
            .path(ValuePath.of("publish"))
            .cause(e)
            .build();
      }
    } catch (IOException e) {
      // This user may not try it, which says nothing about the engine.
      return;
    }
  }

  private void folders(EngineInfo engine) throws ProviderException {
    List<MapValue> volumes = ServiceParser.maps(request.planned(), "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      String bind = volumes.get(i).getString("bind");
      if (bind != null && engine.local()) {
        Path path = request.directory().resolve(bind).normalize();
        if (!Files.exists(path)) {
          throw ProviderException.builder("there is no folder or file " + path)
              .hint("Make it, or use a volume.")
              .path(ValuePath.of("volumes").child(i).child("bind"))
              .build();
        }
      }
    }
  }

  private void probe(EngineInfo engine) throws ProviderException {
    Deploy.Probe probe = ServiceParser.probe(request.planned());
    if (probe != null
        && !engine.reachable()
        && !ServiceCheck.isPublished(request.planned(), probe.port())) {
      throw ServiceCheck.unreachable(
          "The engine runs on another machine, in a virtual machine, or without root.");
    }
  }
}

package dev.paas.provider.docker.engine.dockerjava;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.paas.provider.docker.engine.ContainerSummary;
import dev.paas.provider.docker.engine.ContainerTemplate.Limits;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.ContainerView.Endpoint;
import dev.paas.provider.docker.engine.ContainerView.Health;
import dev.paas.provider.docker.engine.ContainerView.State;
import dev.paas.provider.docker.engine.PublishedPort;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns docker-java's containers into ours. */
final class ContainerMapping {

  private ContainerMapping() {}

  static ContainerSummary summary(Container container) {
    return new ContainerSummary(
        container.getId(),
        listedName(container.getNames()),
        text(container.getState()),
        map(container.getLabels()),
        listedPorts(container.getPorts()),
        container.getNetworkSettings() == null
            ? List.of()
            : List.copyOf(map(container.getNetworkSettings().getNetworks()).keySet()),
        container.getMounts() == null
            ? List.of()
            : container.getMounts().stream()
                .map(ContainerMount::getName)
                .filter(Objects::nonNull)
                .toList(),
        text(container.getImageId()));
  }

  /** Links give a container more names, each with that of another container in it. */
  private static String listedName(String @Nullable [] names) {
    return names == null
        ? ""
        : Arrays.stream(names)
            .filter(name -> name.lastIndexOf('/') == 0)
            .map(name -> name.substring(1))
            .findFirst()
            .orElse("");
  }

  private static List<PublishedPort> listedPorts(ContainerPort @Nullable [] ports) {
    List<PublishedPort> published = new ArrayList<>();
    for (ContainerPort port : ports == null ? new ContainerPort[0] : ports) {
      Integer host = port.getPublicPort();
      Integer container = port.getPrivatePort();
      if (host != null && container != null) {
        published.add(new PublishedPort(text(port.getIp()), host, container, text(port.getType())));
      }
    }
    return List.copyOf(published);
  }

  static ContainerView view(InspectContainerResponse container) {
    ContainerConfig config = container.getConfig();
    HostConfig host = container.getHostConfig();
    String name = text(container.getName());
    Integer restarts = container.getRestartCount();
    return new ContainerView(
        container.getId(),
        name.startsWith("/") ? name.substring(1) : name,
        text(config.getImage()),
        text(container.getImageId()),
        map(config.getLabels()),
        state(container.getState()),
        restarts == null ? 0 : restarts,
        env(config.getEnv()),
        limits(host),
        restart(host.getRestartPolicy()),
        networks(container.getNetworkSettings()),
        ports(container.getNetworkSettings()),
        healthTest(config.getHealthcheck()));
  }

  private static State state(ContainerState state) {
    Long exitCode = state.getExitCodeLong();
    return new State(
        text(state.getStatus()),
        exitCode == null ? 0 : exitCode.intValue(),
        Boolean.TRUE.equals(state.getOOMKilled()),
        text(state.getError()),
        time(state.getStartedAt()),
        health(state.getHealth()),
        healthOutput(state.getHealth()));
  }

  /** The engine writes the year 1 for "never". */
  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null || text.startsWith("0001-") ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Health health(@Nullable HealthState health) {
    return switch (health == null ? "" : text(health.getStatus())) {
      case "starting" -> Health.STARTING;
      case "healthy" -> Health.HEALTHY;
      case "unhealthy" -> Health.UNHEALTHY;
      default -> Health.NONE;
    };
  }

  private static String healthOutput(@Nullable HealthState health) {
    List<HealthStateLog> log = health == null ? null : health.getLog();
    return log == null || log.isEmpty() ? "" : text(log.get(log.size() - 1).getOutput()).trim();
  }

  private static Map<String, String> env(String @Nullable [] entries) {
    Map<String, String> env = new TreeMap<>();
    for (String entry : entries == null ? new String[0] : entries) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        env.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return env;
  }

  private static Limits limits(HostConfig host) {
    return new Limits(
        limit(host.getNanoCPUs()),
        limit(host.getMemory()),
        limit(host.getMemoryReservation()),
        limit(host.getPidsLimit()));
  }

  private static @Nullable Long limit(@Nullable Long value) {
    return value == null || value <= 0 ? null : value;
  }

  private static String restart(@Nullable RestartPolicy policy) {
    String name = policy == null ? "" : text(policy.getName());
    return name.isEmpty() ? "no" : name;
  }

  private static Map<String, Endpoint> networks(@Nullable NetworkSettings settings) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    if (settings != null) {
      map(settings.getNetworks())
          .forEach((name, network) -> endpoints.put(name, endpoint(network)));
    }
    return endpoints;
  }

  private static Endpoint endpoint(ContainerNetwork network) {
    List<String> aliases = network.getAliases();
    return new Endpoint(
        text(network.getIpAddress()),
        text(network.getGlobalIPv6Address()),
        aliases == null ? List.of() : List.copyOf(aliases));
  }

  private static List<PublishedPort> ports(@Nullable NetworkSettings settings) {
    Ports ports = settings == null ? null : settings.getPorts();
    List<PublishedPort> published = new ArrayList<>();
    if (ports != null) {
      ports
          .getBindings()
          .forEach(
              (exposed, bindings) ->
                  bindings(bindings).forEach(binding -> published.add(port(exposed, binding))));
    }
    return List.copyOf(published);
  }

  private static Stream<Ports.Binding> bindings(Ports.Binding @Nullable [] bindings) {
    return Stream.ofNullable(bindings).flatMap(Stream::of).filter(b -> b.getHostPortSpec() != null);
  }

  private static PublishedPort port(ExposedPort exposed, Ports.Binding binding) {
    return new PublishedPort(
        text(binding.getHostIp()),
        Integer.parseInt(binding.getHostPortSpec()),
        exposed.getPort(),
        exposed.getProtocol().toString());
  }

  private static List<String> healthTest(@Nullable HealthCheck check) {
    List<String> test = check == null ? null : check.getTest();
    return test == null || test.isEmpty() || test.get(0).equals("NONE")
        ? List.of()
        : List.copyOf(test);
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  static <T> Map<String, T> map(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }
}

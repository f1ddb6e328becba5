package dev.paas.provider.docker.engine.dockerjava;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import dev.paas.provider.docker.engine.ContainerTemplate;
import dev.paas.provider.docker.engine.ContainerTemplate.Attachment;
import dev.paas.provider.docker.engine.ContainerTemplate.Health;
import dev.paas.provider.docker.engine.ContainerTemplate.Limits;
import dev.paas.provider.docker.engine.ContainerTemplate.Logging;
import dev.paas.provider.docker.engine.ContainerTemplate.Program;
import dev.paas.provider.docker.engine.ContainerTemplate.Security;
import dev.paas.provider.docker.engine.ContainerTemplate.Storage;
import dev.paas.provider.docker.engine.ContainerTemplate.Wiring;
import dev.paas.provider.docker.engine.PublishedPort;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a {@link ContainerTemplate} into docker-java's order for a container. */
final class ContainerCreation {
  private final CreateContainerCmd order;
  private final HostConfig host = HostConfig.newHostConfig();

  private ContainerCreation(CreateContainerCmd order) {
    this.order = order;
  }

  static CreateContainerCmd fill(
      CreateContainerCmd order, ContainerTemplate template, Map<String, String> labels) {
    ContainerCreation creation = new ContainerCreation(order);
    creation.program(template.program());
    creation.security(template.security());
    creation.limits(template.limits());
    creation.storage(template.storage());
    creation.wiring(template.wiring());
    creation.logging(template.logging());
    Health health = template.health();
    if (health != null) {
      order.withHealthcheck(healthCheck(health));
    }
    creation.host.withRestartPolicy(restartPolicy(template.restart()));
    return order.withLabels(labels).withHostConfig(creation.host);
  }

  private void program(Program program) {
    if (program.entrypoint() != null) {
      // An empty list would leave the image's: the engine's way to say "none" is an empty text.
      order.withEntrypoint(program.entrypoint().isEmpty() ? List.of("") : program.entrypoint());
    }
    if (program.command() != null) {
      order.withCmd(program.command());
    }
    if (program.user() != null) {
      order.withUser(program.user());
    }
    if (program.workingDir() != null) {
      order.withWorkingDir(program.workingDir());
    }
    if (program.hostname() != null) {
      order.withHostName(program.hostname());
    }
    if (program.init() != null) {
      host.withInit(program.init());
    }
    order
        .withEnv(
            program.env().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
        .withStopSignal(program.stopSignal())
        .withStopTimeout(Math.toIntExact(Seconds.roundedUp(program.stopGracePeriod())));
  }

  private void security(Security security) {
    host.withPrivileged(security.privileged())
        .withCapAdd(capabilities(security.capAdd()))
        .withCapDrop(capabilities(security.capDrop()))
        .withSecurityOpts(security.securityOpt())
        .withGroupAdd(security.groupAdd())
        .withReadonlyRootfs(security.readOnlyRootfs())
        .withSysctls(security.sysctls())
        .withUlimits(
            security.ulimits().stream()
                .map(limit -> new Ulimit(limit.name(), limit.soft(), limit.hard()))
                .toList())
        .withDevices(
            security.devices().stream()
                .map(device -> new Device(device.permissions(), device.container(), device.host()))
                .toList());
    if (security.pidMode() != null) {
      host.withPidMode(security.pidMode());
    }
  }

  private static Capability[] capabilities(List<String> names) {
    return names.stream()
        .map(name -> Capability.valueOf(name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "")))
        .toArray(Capability[]::new);
  }

  private void limits(Limits limits) {
    host.withNanoCPUs(limits.nanoCpus())
        .withMemory(limits.memory())
        .withMemorySwap(limits.memory())
        .withMemoryReservation(limits.memoryReservation())
        .withPidsLimit(limits.pids());
  }

  private void storage(Storage storage) {
    host.withMounts(storage.mounts().stream().map(ContainerCreation::mount).toList())
        .withTmpFs(storage.tmpfs())
        .withShmSize(storage.shmSize());
  }

  private static Mount mount(ContainerTemplate.Mount mount) {
    Mount made = new Mount().withTarget(mount.target()).withReadOnly(mount.readOnly());
    return switch (mount.kind()) {
      case BIND -> made.withType(MountType.BIND).withSource(mount.source());
      case VOLUME -> made.withType(MountType.VOLUME).withSource(mount.source());
      case OWN -> made.withType(MountType.VOLUME);
    };
  }

  /** Only the first network can be told at creation; the others are connected after it. */
  private void wiring(Wiring wiring) {
    List<Attachment> networks = wiring.networks();
    if (networks != null) {
      host.withNetworkMode(networks.isEmpty() ? "none" : networks.get(0).network());
      if (!networks.isEmpty()) {
        order.withAliases(networks.get(0).aliases());
      }
    }
    host.withPortBindings(ports(wiring.published()))
        .withDns(wiring.dns())
        .withExtraHosts(
            wiring.extraHosts().entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue())
                .toArray(String[]::new));
    order.withExposedPorts(wiring.exposed().stream().map(ExposedPort::parse).toList());
  }

  private static Ports ports(List<PublishedPort> published) {
    Ports ports = new Ports();
    for (PublishedPort port : published) {
      ports.bind(
          ExposedPort.parse(port.containerPort() + "/" + port.protocol()),
          port.hostPort() == 0
              ? Ports.Binding.bindIp(port.address())
              : Ports.Binding.bindIpAndPort(port.address(), port.hostPort()));
    }
    return ports;
  }

  private void logging(Logging logging) {
    host.withLogConfig(
        new LogConfig(
            LogConfig.LoggingType.JSON_FILE,
            Map.of(
                "max-size", Long.toString(logging.maxSize()),
                "max-file", Integer.toString(logging.maxFiles()))));
  }

  private static HealthCheck healthCheck(Health health) {
    HealthCheck check = new HealthCheck().withTest(health.test());
    if (!health.test().equals(List.of("NONE"))) {
      check
          .withInterval(health.interval().toNanos())
          .withTimeout(health.timeout().toNanos())
          .withRetries(health.retries())
          .withStartPeriod(health.startPeriod().toNanos());
    }
    return check;
  }

  static RestartPolicy restartPolicy(String name) {
    return switch (name) {
      case "always" -> RestartPolicy.alwaysRestart();
      case "unless-stopped" -> RestartPolicy.unlessStoppedRestart();
      case "on-failure" -> RestartPolicy.onFailureRestart(0);
      // docker-java's own has an empty name, which leaves a running container's as it is.
      default -> new ObjectMapper().convertValue(Map.of("Name", "no"), RestartPolicy.class);
    };
  }
}

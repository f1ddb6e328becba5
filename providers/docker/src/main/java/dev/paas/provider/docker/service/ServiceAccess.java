package dev.paas.provider.docker.service;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.ContainerView.Health;
import dev.paas.provider.docker.engine.EngineClient.ExecCommand;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineInfo;
import dev.paas.provider.docker.engine.PublishedPort;
import dev.paas.provider.docker.naming.ResourceAddress;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.WorkloadAccess;
import dev.paas.spi.value.MapValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what runs in services: {@code paas ps}, {@code logs} and {@code exec}. */
public final class ServiceAccess implements WorkloadAccess {
  private static final String SECTION = "services";

  private final Scope scope;

  public ServiceAccess(Scope scope) {
    this.scope = scope;
  }

  @Override
  public List<Instance> instances(String address, MapValue attributes) throws ProviderException {
    refuseOthers(address);
    return Failures.told(
        null,
        () -> {
          Fleet fleet = fleet(attributes);
          Prober prober = prober(attributes);
          return Parallel.map(
              fleet.containers(), container -> instance(address, container, prober));
        });
  }

  private static void refuseOthers(String address) throws ProviderException {
    if (!ResourceAddress.parse(address).type().equals(SECTION)) {
      throw ProviderException.builder(address + " is not a workload")
          .detail("Only services have instances, logs and a shell.")
          .build();
    }
  }

  private Fleet fleet(MapValue attributes) throws EngineException, InterruptedException {
    return Fleet.load(scope.engine(), scope.labels(), attributes.getString("id", ""));
  }

  private @Nullable Prober prober(MapValue attributes)
      throws EngineException, InterruptedException {
    Deploy.Probe probe = ServiceParser.probe(attributes);
    if (probe == null) {
      return null;
    }
    EngineInfo engine = scope.engine().info();
    return new Prober(engine, probe);
  }

  private Instance instance(String address, ContainerView container, @Nullable Prober prober) {
    return new Instance(
        name(address, container),
        container.id(),
        container.state().inWords(),
        health(container, prober),
        container.state().startedAt(),
        container.restartCount(),
        container.ports().stream().map(PublishedPort::toString).sorted().toList(),
        container.image());
  }

  /** One that a rollout left behind is named as the engine names it. */
  private String name(String address, ContainerView container) {
    ResourceAddress resource = ResourceAddress.parse(address);
    int number = Fleet.number(container);
    boolean settled = container.name().equals(scope.names().container(resource, number));
    return settled ? resource.shortName() + "." + number : container.name();
  }

  /** A check that the engine does not make is made now. */
  private static String health(ContainerView container, @Nullable Prober prober) {
    if (prober != null) {
      if (!container.state().isRunning() || prober.addresses(container).isEmpty()) {
        return "";
      }
      return prober.check(container) == null ? "healthy" : "unhealthy";
    }
    Health health = container.state().health();
    return health == Health.NONE ? "" : health.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void logs(String address, MapValue attributes, LogRequest request, LogSink sink)
      throws ProviderException, InterruptedException {
    refuseOthers(address);
    try {
      Map<String, String> containers = new LinkedHashMap<>();
      for (ContainerView container : fleet(attributes).containers()) {
        containers.put(name(address, container), container.id());
      }
      new MergedLogs(scope.engine(), request, sink).run(containers);
    } catch (EngineException e) {
      throw Failures.explain(e).build();
    }
  }

  @Override
  public int exec(String address, MapValue attributes, ExecRequest request)
      throws ProviderException, InterruptedException {
    refuseOthers(address);
    try {
      Fleet fleet = fleet(attributes);
      Optional<ContainerView> container =
          fleet.containers().stream()
              .filter(candidate -> candidate.state().isRunning())
              .filter(
                  candidate ->
                      request.instance() == null
                          || request.instance().equals(name(address, candidate)))
              .findFirst();
      if (container.isEmpty()) {
        throw notRunning(address, fleet, request.instance());
      }
      return scope
          .engine()
          .exec(
              container.get().id(),
              new ExecCommand(
                  request.command(),
                  request.terminal(),
                  request.input(),
                  request.output(),
                  request.errors()));
    } catch (EngineException e) {
      throw Failures.explain(e).build();
    }
  }

  private ProviderException notRunning(String address, Fleet fleet, @Nullable String instance) {
    List<String> there =
        fleet.containers().stream()
            .map(container -> name(address, container) + ": " + container.state().inWords())
            .toList();
    return ProviderException.builder(
            instance == null ? "nothing of " + address + " runs" : instance + " does not run")
        .detail(there.isEmpty() ? "It has no containers." : String.join(", ", there) + ".")
        .hint("See paas ps and paas logs.")
        .build();
  }
}

package dev.paas.provider.docker.service;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.ContainerSummary;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.provider.docker.naming.ResourceAddress;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The services of a platform. */
public final class ServiceHandler implements ResourceHandler {
  private final Scope scope;
  private final ServiceObserver observer;
  private final Clock clock;

  public ServiceHandler(Scope scope) {
    this(scope, Clock.SYSTEM);
  }

  ServiceHandler(Scope scope, Clock clock) {
    this.scope = scope;
    this.observer = new ServiceObserver(scope.names());
    this.clock = clock;
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    return new ServicePlanner(scope.remote()).plan(request);
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return readAll(List.of(request), context).get(0);
  }

  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    Map<String, Fleet> fleets = Failures.told(context, this::fleets);
    List<Optional<ObservedResource>> observed = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      Fleet fleet = fleets.getOrDefault(key(request.attributes()), Fleet.of(List.of()));
      observed.add(observer.observe(request.address(), request.attributes(), fleet));
    }
    return observed;
  }

  /** All containers of the platform, by the key of their service. */
  private Map<String, Fleet> fleets() throws EngineException, InterruptedException {
    List<ContainerSummary> summaries = scope.engine().containers(scope.labels().platform());
    List<Optional<ContainerView>> views =
        Parallel.map(summaries, summary -> scope.engine().container(summary.id()));
    Map<String, List<ContainerView>> containers = new HashMap<>();
    for (Optional<ContainerView> view : views) {
      view.ifPresent(
          container ->
              containers
                  .computeIfAbsent(
                      container.labels().getOrDefault(Labels.KEY, ""), key -> new ArrayList<>())
                  .add(container));
    }
    Map<String, Fleet> fleets = new HashMap<>();
    containers.forEach((key, list) -> fleets.put(key, Fleet.of(list)));
    return fleets;
  }

  private static String key(MapValue attributes) {
    return attributes.getString("id", "");
  }

  private Fleet fleet(String key) throws EngineException, InterruptedException {
    return Fleet.load(scope.engine(), scope.labels(), key);
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = request.planned().with("id", Value.of(request.key()));
    ServiceTarget target =
        new ServiceTarget(
            request.address(),
            request.key(),
            request.revision(),
            planned,
            ServiceParser.parse(planned),
            null,
            request.directory());
    return Failures.told(
        context,
        () -> {
          ServicePreflight.claimNames(
              scope, request.address(), request.key(), target.spec().replicas());
          return rolledOut(target, planned, context);
        });
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    MapValue prior = request.prior();
    String key = key(prior).isEmpty() ? request.key() : key(prior);
    MapValue planned = request.planned().with("id", Value.of(key));
    ServiceTarget target =
        new ServiceTarget(
            request.address(),
            key,
            request.revision(),
            planned,
            ServiceParser.parse(planned),
            ServiceParser.parse(prior),
            request.directory());
    return Failures.told(context, () -> rolledOut(target, prior, context));
  }

  /**
   * Rolls out.
   *
   * @param before what to go by in telling what is left when it fails
   */
  private ObservedResource rolledOut(ServiceTarget target, MapValue before, CallContext context)
      throws ProviderException, EngineException, InterruptedException {
    try {
      new Rollout(scope, target, context, clock).run();
    } catch (RolloutException e) {
      throw e.told().partial(left(target, before)).build();
    } catch (InterruptedException e) {
      throw Failures.interrupted(context, e, () -> left(target, before));
    }
    String status =
        target.spec().replicas() == 0 ? ServiceObserver.STOPPED : ServiceObserver.RUNNING;
    return new ObservedResource(
        scope.names().base(target.resource()), target.planned().with("status", Value.of(status)));
  }

  /** What is there after a failure; {@code null} for nothing, or when that cannot be told. */
  private @Nullable ObservedResource left(ServiceTarget target, MapValue before)
      throws InterruptedException {
    try {
      Fleet fleet = fleet(target.key());
      return fleet.isEmpty()
          ? null
          : observer
              .observe(target.address(), before, fleet)
              .orElseGet(() -> halfMade(target.address(), before, fleet));
    } catch (EngineException e) {
      return null;
    }
  }

  private ObservedResource halfMade(String address, MapValue attributes, Fleet fleet) {
    return new ObservedResource(
        observer.id(address, fleet),
        attributes
            .with("replicas", Value.of((long) fleet.size()))
            .with("status", Value.of(ServiceObserver.STOPPED)));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          String key = key(request.attributes());
          if (!key.isEmpty()) {
            Cleanup.stopAndRemove(scope.engine(), fleet(key).containers());
          }
          return true;
        });
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    Fleet fleet = Failures.told(context, () -> fleet(request.key()));
    if (fleet.isEmpty()) {
      return Optional.empty();
    }
    MapValue planned = request.planned().with("id", Value.of(request.key()));
    return observer
        .observe(request.address(), planned, fleet)
        .map(found -> haveTheirNames(request.address(), fleet) ? found : unfinished(found))
        .or(() -> Optional.of(halfMade(request.address(), planned, fleet)));
  }

  /** The names are the last thing that a rollout gives. */
  private boolean haveTheirNames(String address, Fleet fleet) {
    ResourceAddress resource = ResourceAddress.parse(address);
    return fleet.replicas().stream()
        .allMatch(
            container ->
                container
                    .name()
                    .equals(scope.names().container(resource, Fleet.number(container))));
  }

  private static ObservedResource unfinished(ObservedResource found) {
    return new ObservedResource(
        found.id(), found.attributes().with("status", Value.of(ServiceObserver.DEGRADED)));
  }

  /**
   * Finds a service that state lost, by one of its containers or what their names begin with. Only
   * the little that matters is read: the next apply records the rest, and leaves containers alone
   * that are as they should be.
   */
  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    Map<String, Fleet> fleets = Failures.told(context, this::fleets);
    for (Map.Entry<String, Fleet> entry : fleets.entrySet()) {
      List<ContainerView> replicas = entry.getValue().replicas();
      if (!entry.getKey().isEmpty()
          && replicas.stream().anyMatch(container -> isMeant(container, request.id()))) {
        return Optional.of(imported(request.address(), entry.getKey(), entry.getValue()));
      }
    }
    return Optional.empty();
  }

  private boolean isMeant(ContainerView container, String id) {
    return scope.labels().isOurs(container.labels())
        && (container.id().equals(id)
            || container.name().equals(id)
            || container.name().equals(id + "-" + Fleet.number(container)));
  }

  private ObservedResource imported(String address, String key, Fleet fleet) {
    ContainerView first = fleet.replicas().get(0);
    MapValue known =
        MapValue.builder()
            .put("image", first.image())
            .put("replicas", fleet.size())
            .put("restart", first.restart())
            .put("id", key)
            .build();
    return observer.observe(address, known, fleet).orElseGet(() -> halfMade(address, known, fleet));
  }

  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          new ServicePreflight(scope, request).run();
          return true;
        });
  }
}

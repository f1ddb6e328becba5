package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.Quantities;
import dev.paas.provider.docker.engine.ContainerTemplate.Attachment;
import dev.paas.provider.docker.engine.ContainerTemplate.Limits;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.naming.ObjectNames;
import dev.paas.provider.docker.naming.ResourceAddress;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a service back from its containers. What cannot be told in an attribute of its own, such as
 * a container that was stopped by hand or is of another version, shows in {@code status}.
 */
final class ServiceObserver {
  static final String RUNNING = "running";
  static final String DEGRADED = "degraded";
  static final String STOPPED = "stopped";

  private final ObjectNames names;

  ServiceObserver(ObjectNames names) {
    this.names = names;
  }

  /** The service as it is; empty when none of its containers is there, though some should be. */
  Optional<ObservedResource> observe(String address, MapValue recorded, Fleet fleet) {
    ServiceSpec spec = ServiceParser.parse(recorded);
    if (fleet.size() == 0 && spec.replicas() > 0) {
      return Optional.empty();
    }
    MapValue.Builder observed = recorded.toBuilder();
    if (fleet.size() != spec.replicas()) {
      observed.put("replicas", fleet.size());
    }
    putChanges(recorded, spec, fleet, observed);
    observed.put("status", status(spec, fleet));
    return Optional.of(new ObservedResource(id(address, fleet), observed.build()));
  }

  /** What its containers' names begin with; one that was moved keeps its names until it changes. */
  String id(String address, Fleet fleet) {
    for (ContainerView container : fleet.replicas()) {
      String suffix = "-" + Fleet.number(container);
      if (container.name().endsWith(suffix)) {
        return container.name().substring(0, container.name().length() - suffix.length());
      }
    }
    return names.base(ResourceAddress.parse(address));
  }

  private static String status(ServiceSpec spec, Fleet fleet) {
    SpecMatch match = new SpecMatch(spec, false);
    Instant now = Instant.now();
    Set<Integer> well = new HashSet<>();
    boolean exact = fleet.replicas().size() == spec.replicas() && fleet.releases().isEmpty();
    boolean running = false;
    for (ContainerView container : fleet.replicas()) {
      running |= container.state().isRunning() || container.state().isRestarting();
      boolean asWanted =
          match.isUpToDate(container)
              && match.tuning(container) == null
              && match.missingNetworks(container).isEmpty()
              && match.isWell(container, now);
      int number = Fleet.number(container);
      if (asWanted && number <= spec.replicas()) {
        well.add(number);
      }
    }
    if (exact && well.size() == spec.replicas()) {
      return spec.replicas() == 0 ? STOPPED : RUNNING;
    }
    return running ? DEGRADED : STOPPED;
  }

  /** What docker update and docker network disconnect change by hand. */
  private static void putChanges(
      MapValue recorded, ServiceSpec spec, Fleet fleet, MapValue.Builder observed) {
    for (ContainerView container : fleet.replicas()) {
      if (!new SpecMatch(spec, false).isSameVersion(container)) {
        continue;
      }
      if (!container.restart().equals(spec.template().restart())) {
        observed.put("restart", container.restart());
      }
      if (!container.limits().equals(spec.template().limits())) {
        observed.put("resources", resources(recorded, spec, container.limits()));
      }
      if (!new SpecMatch(spec, false).missingNetworks(container).isEmpty()) {
        observed.put("networks", networks(recorded, spec, container));
      }
    }
  }

  private static MapValue resources(MapValue recorded, ServiceSpec spec, Limits actual) {
    Limits wanted = spec.template().limits();
    MapValue resources = recorded.getMap("resources");
    MapValue limits = resources.getMap("limits");
    limits = changed(limits, "cpus", wanted.nanoCpus(), actual.nanoCpus(), n -> Value.of(n / 1e9));
    limits = changed(limits, "memory", wanted.memory(), actual.memory(), ServiceObserver::size);
    limits = changed(limits, "pids", wanted.pids(), actual.pids(), Value::of);
    MapValue reservations =
        changed(
            resources.getMap("reservations"),
            "memory",
            wanted.memoryReservation(),
            actual.memoryReservation(),
            ServiceObserver::size);
    MapValue.Builder real = resources.toBuilder();
    if (!limits.isEmpty() || resources.has("limits")) {
      real.put("limits", limits);
    }
    if (!reservations.isEmpty() || resources.has("reservations")) {
      real.put("reservations", reservations);
    }
    return real.build();
  }

  private static Value size(Long bytes) {
    return Value.of(Quantities.sizeText(bytes));
  }

  private static MapValue changed(
      MapValue map,
      String key,
      @Nullable Long wanted,
      @Nullable Long actual,
      Function<Long, Value> text) {
    if (Objects.equals(wanted, actual)) {
      return map;
    }
    return actual == null ? map.without(key) : map.with(key, text.apply(actual));
  }

  private static ListValue networks(MapValue recorded, ServiceSpec spec, ContainerView container) {
    List<Attachment> wanted = spec.template().wiring().networks();
    List<Value> left = new ArrayList<>();
    List<Value> all = recorded.getList("networks").values();
    for (int i = 0; wanted != null && i < wanted.size(); i++) {
      if (container.networks().containsKey(wanted.get(i).network())) {
        left.add(all.get(i));
      }
    }
    return Value.list(left);
  }
}

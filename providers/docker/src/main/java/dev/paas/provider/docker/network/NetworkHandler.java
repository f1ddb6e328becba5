package dev.paas.provider.docker.network;

import dev.paas.provider.docker.attributes.Scalars;
import dev.paas.provider.docker.call.Conflicts;
import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Observation;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.call.UserLabels;
import dev.paas.provider.docker.engine.ContainerSummary;
import dev.paas.provider.docker.engine.EngineClient.NetworkTemplate;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.NetworkView;
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
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The networks of a platform. Everything about a network is decided when it is made. */
public final class NetworkHandler implements ResourceHandler {
  private static final Set<String> ENGINES_OWN = Set.of("bridge", "host", "none");
  private static final String DEFAULT_DRIVER = "bridge";

  private final Scope scope;

  public NetworkHandler(Scope scope) {
    this.scope = scope;
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    UserLabels.check(proposed.getMap("labels"), ValuePath.of("labels"));
    return PlannedResource.of(
        request.prior() == null
            ? proposed.with("name", Value.of(name(request.address())))
            : proposed);
  }

  private String name(String address) {
    return scope.names().base(ResourceAddress.parse(address));
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return readAll(List.of(request), context).get(0);
  }

  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    List<NetworkView> networks = Failures.told(context, () -> scope.engine().networks());
    List<Optional<ObservedResource>> observed = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      observed.add(
          first(networks, hasId(request.attributes()))
              .map(network -> observed(Observation.of(request.attributes()), network)));
    }
    return observed;
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          List<NetworkView> networks = scope.engine().networks();
          Optional<NetworkView> made = first(networks, isOf(request.key()));
          if (made.isEmpty()) {
            checkName(networks, name(request.address()), request.address());
            String id = scope.engine().createNetwork(template(request));
            made = first(scope.engine().networks(), network -> network.id().equals(id));
          }
          NetworkView network =
              made.orElseThrow(
                  () ->
                      new EngineException(
                          EngineException.Kind.FAILED, "the new network is gone at once"));
          return observed(Observation.of(request.planned()), network);
        });
  }

  private NetworkTemplate template(CreateRequest request) {
    MapValue planned = request.planned();
    Map<String, String> labels =
        scope.labels().resource(request.address(), request.key(), request.revision());
    labels.putAll(Scalars.texts(planned.getMap("labels")));
    List<String> subnets = new ArrayList<>();
    addIfSet(subnets, planned.getString("cidr", ""));
    addIfSet(subnets, planned.getString("ipv6Cidr", ""));
    return new NetworkTemplate(
        name(request.address()),
        planned.getString("driver", DEFAULT_DRIVER),
        Scalars.texts(planned.getMap("driverOptions")),
        subnets,
        planned.getBoolean("internal", false),
        planned.getBoolean("attachable", false),
        planned.getBoolean("ipv6", false),
        labels);
  }

  private static void addIfSet(List<String> list, String text) {
    if (!text.isEmpty()) {
      list.add(text);
    }
  }

  /** Nothing can change: what was planned differs from what is there in nothing that counts. */
  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () ->
            first(scope.engine().networks(), hasId(request.prior()))
                .map(network -> observed(Observation.of(request.planned()), network))
                .orElseThrow(
                    () ->
                        ProviderException.builder("the network is gone")
                            .hint("Plan again: it will be made anew.")
                            .build()));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          Optional<NetworkView> network =
              first(scope.engine().networks(), hasId(request.attributes()));
          if (network.isPresent()) {
            delete(network.get());
          }
          return true;
        });
  }

  private void delete(NetworkView network)
      throws EngineException, InterruptedException, ProviderException {
    if (!scope.labels().isOurs(network.labels())) {
      throw Conflicts.notMadeHere("network", network.name()).build();
    }
    List<String> users =
        scope.engine().containers(Map.of()).stream()
            .filter(container -> container.networks().contains(network.name()))
            .filter(container -> container.state().equals("running"))
            .map(ContainerSummary::name)
            .sorted()
            .toList();
    if (!users.isEmpty()) {
      throw ProviderException.builder("the network " + network.name() + " is in use")
          .detail("Containers are attached to it: " + String.join(", ", users) + ".")
          .hint("Stop them, or detach them: docker network disconnect.")
          .build();
    }
    scope.engine().removeNetwork(network.id());
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () ->
            first(scope.engine().networks(), isOf(request.key()))
                .map(network -> observed(Observation.of(request.planned()), network)));
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    if (ENGINES_OWN.contains(request.id())) {
      throw ProviderException.builder("the network " + request.id() + " is the engine's own")
          .build();
    }
    return Failures.told(
        context,
        () ->
            first(
                    scope.engine().networks(),
                    network ->
                        network.name().equals(request.id()) || network.id().equals(request.id()))
                .map(network -> observed(Observation.complete(), network)));
  }

  /** What was made for this address does not count: if it is replaced, it goes before. */
  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    List<NetworkView> others =
        Failures.told(context, () -> scope.engine().networks()).stream()
            .filter(network -> !hasId(request.prior()).test(network))
            .filter(network -> !scope.labels().isFor(request.address(), network.labels()))
            .toList();
    if (request.prior() == null) {
      checkName(others, name(request.address()), request.address());
    }
    checkRange(others, request.planned(), "cidr");
    checkRange(others, request.planned(), "ipv6Cidr");
  }

  private void checkName(List<NetworkView> networks, String name, String address)
      throws ProviderException {
    Optional<NetworkView> taken = first(networks, network -> network.name().equals(name));
    if (taken.isPresent()) {
      throw (scope.labels().isOurs(taken.get().labels())
              ? Conflicts.unknownToState("network", name, address, name)
              : Conflicts.foreign("network", name)
                  .hint("Remove it, or take it over: paas import " + address + " " + name))
          .build();
    }
  }

  private static void checkRange(List<NetworkView> networks, MapValue planned, String key)
      throws ProviderException {
    Optional<AddressRange> wanted = AddressRange.parse(planned.getString(key, ""));
    if (wanted.isEmpty()) {
      return;
    }
    for (NetworkView network : networks) {
      for (String subnet : network.subnets()) {
        boolean overlaps =
            AddressRange.parse(subnet).filter(taken -> taken.overlaps(wanted.get())).isPresent();
        if (overlaps) {
          throw ProviderException.builder(
                  planned.getString(key, "") + " overlaps with another network of this engine")
              .detail("The network " + network.name() + " has " + subnet + ".")
              .hint("Choose another range, or leave it to the engine.")
              .path(ValuePath.of(key))
              .build();
        }
      }
    }
  }

  private ObservedResource observed(Observation observation, NetworkView network) {
    return new ObservedResource(network.name(), attributes(observation, network));
  }

  private static MapValue attributes(Observation observation, NetworkView network) {
    MapValue recorded = observation.recorded();
    observation
        .text("id", network.id(), "")
        .text("name", network.name(), "")
        .text("driver", network.driver(), DEFAULT_DRIVER)
        .truth("internal", network.internal())
        .truth("attachable", network.attachable())
        .truth("ipv6", network.ipv6())
        .texts("driverOptions", options(recorded.getMap("driverOptions"), network.options()));
    Map<String, String> labels = Labels.foreign(network.labels());
    if (!labels.isEmpty() || recorded.has("labels")) {
      observation.texts("labels", labels);
    }
    subnets(observation, network.subnets());
    return observation.build();
  }

  /** Engines add options of their own, which the user did not choose and need not know. */
  private static Map<String, String> options(MapValue recorded, Map<String, String> real) {
    Map<String, String> known = new TreeMap<>(real);
    known.keySet().retainAll(recorded.keys());
    return known;
  }

  private static void subnets(Observation observation, List<String> subnets) {
    MapValue recorded = observation.recorded();
    List<String> others = new ArrayList<>(subnets);
    String cidr6 = recorded.getString("ipv6Cidr", "");
    if (!cidr6.isEmpty() && !others.remove(cidr6)) {
      observation.text("ipv6Cidr", firstOf(others, true), "");
    }
    String cidr = recorded.getString("cidr", "");
    if (!others.contains(cidr)) {
      observation.text("cidr", firstOf(others, false), "");
    }
  }

  private static String firstOf(List<String> subnets, boolean version6) {
    return subnets.stream()
        .filter(
            subnet ->
                AddressRange.parse(subnet).map(AddressRange::isVersion6).orElse(false) == version6)
        .findFirst()
        .orElse("");
  }

  private static Predicate<NetworkView> hasId(@Nullable MapValue attributes) {
    String id = attributes == null ? "" : attributes.getString("id", "");
    return network -> network.id().equals(id);
  }

  private Predicate<NetworkView> isOf(String key) {
    return network -> scope.labels().isOf(key, network.labels());
  }

  private static Optional<NetworkView> first(
      List<NetworkView> networks, Predicate<NetworkView> condition) {
    return networks.stream().filter(condition).findFirst();
  }
}

package dev.paas.provider.jclouds.network;

import static dev.paas.provider.jclouds.network.NetworkAttributes.CIDR;
import static dev.paas.provider.jclouds.network.NetworkAttributes.DHCP;
import static dev.paas.provider.jclouds.network.NetworkAttributes.DNS;
import static dev.paas.provider.jclouds.network.NetworkAttributes.GATEWAY;
import static dev.paas.provider.jclouds.network.NetworkAttributes.INTERNAL;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Quotas;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Counted;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Networking.Subnet;
import dev.paas.provider.jclouds.cloud.Networking.SubnetTemplate;
import dev.paas.provider.jclouds.cloud.Networking.Topology;
import dev.paas.provider.jclouds.naming.Marker;
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
import java.util.Objects;
import java.util.Optional;

/**
 * The networks of a platform. Each step of making one looks first whether it was done, so that what
 * was interrupted is gone on with; the network itself and its router bear the key in their
 * descriptions.
 */
public final class NetworkHandler implements ResourceHandler {
  private final Scope scope;
  private final String platform;

  public NetworkHandler(Scope scope) {
    this.scope = scope;
    this.platform = Marker.platform(scope.labels().platform());
  }

  private Networking networking() throws ProviderException {
    return scope
        .cloud()
        .networking()
        .orElseThrow(
            () ->
                ProviderException.builder(
                        "networks cannot be made by way of " + scope.cloud().abilities().api())
                    .hint("Make it by other means, and name it in networks of the machines.")
                    .build());
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    return new NetworkPlanner(scope.names(), networking().abilities(), scope.cloud().abilities())
        .plan(request);
  }

  /** What can be known before: whether there is what it leads to, and the quotas. */
  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    MapValue planned = request.planned();
    Failures.told(
        context,
        () -> {
          new WayOut(networking()).check(planned);
          if (request.prior() == null) {
            checkQuotas(WayOut.isOwn(planned));
          }
          return true;
        });
  }

  private void checkQuotas(boolean router)
      throws CloudException, InterruptedException, ProviderException {
    Quotas.check(networking().quota(Counted.NETWORK), "networks");
    Quotas.check(networking().quota(Counted.SUBNET), "subnets");
    if (router) {
      Quotas.check(networking().quota(Counted.ROUTER), "routers");
    }
  }

  private String pool() throws CloudException, InterruptedException, ProviderException {
    Optional<String> pool = networking().defaultPool();
    return pool.orElseThrow(
        () ->
            ProviderException.builder("the cloud has no default pool of ranges to choose from")
                .hint("Write a range, such as cidr: 10.0.0.0/24.")
                .path(ValuePath.of(CIDR))
                .build());
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    String id = request.attributes().getString("id", "");
    return Failures.told(context, () -> Situation.of(id, networking().around(id)))
        .map(there -> NetworkAttributes.observed(request.attributes(), there));
  }

  /** One list of each kind of thing, whatever is asked for. */
  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    if (requests.isEmpty()) {
      return List.of();
    }
    Topology topology = Failures.told(context, () -> networking().topology());
    List<Optional<ObservedResource>> all = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      all.add(
          Situation.of(request.attributes().getString("id", ""), topology)
              .map(there -> NetworkAttributes.observed(request.attributes(), there)));
    }
    return all;
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = request.planned();
    Network begun = Failures.told(context, () -> begin(planned, request.key()));
    try {
      return settled(planned, begun.id(), request.key());
    } catch (CloudException e) {
      throw Failures.explain(e).partial(left(planned, begun)).build();
    } catch (InterruptedException e) {
      throw Failures.interrupted(context, e, left(planned, begun));
    } catch (ProviderException e) {
      throw Failures.left(e, left(planned, begun));
    }
  }

  /** What there is of a network at least. */
  private static ObservedResource left(MapValue planned, Network begun) {
    Topology alone = new Topology(List.of(begun), List.of(), List.of(), List.of());
    return NetworkAttributes.observed(planned, Situation.of(begun.id(), alone).orElseThrow());
  }

  /** The network that was made, by this call or an earlier one. */
  private Network begin(MapValue planned, String key)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Network> made = made(key);
    if (made.isPresent()) {
      return made.get();
    }
    String cidr = planned.getString(CIDR);
    if (cidr == null) {
      pool();
    }
    try {
      Marker marker = new Marker("", key, platform);
      String name = planned.getString("name", "");
      return networking().createNetwork(name, marker.description(), cidr);
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        throw e;
      }
      return made(key).orElseThrow(() -> e);
    }
  }

  private Optional<Network> made(String key)
      throws CloudException, InterruptedException, ProviderException {
    String description = new Marker("", key, platform).description();
    return networking().networksDescribed(description).stream().findFirst();
  }

  /** Makes a network what it shall be, from whatever it is. */
  private ObservedResource settled(MapValue planned, String id, String key)
      throws CloudException, InterruptedException, ProviderException {
    Situation there = there(id);
    checkOurs(there);
    if (there.marker().key().isEmpty()) {
      Marker marker = new Marker(there.network().description(), key, platform);
      networking().describeNetwork(id, marker.description());
      there = there(id);
    }
    if (there.subnet().isEmpty()) {
      addSubnet(planned, there.network());
      there = there(id);
    }
    Subnet subnet = there.subnet().orElseThrow();
    List<String> dns = texts(planned, DNS);
    boolean dhcp = planned.getBoolean(DHCP, true);
    if (!subnet.dns().equals(dns) || subnet.dhcp() != dhcp) {
      networking().changeSubnet(subnet, dhcp, dns);
    }
    new WayOut(networking()).settle(planned, there, subnet);
    return NetworkAttributes.observed(planned, there(id));
  }

  private void addSubnet(MapValue planned, Network network)
      throws CloudException, InterruptedException, ProviderException {
    String cidr = planned.getString(CIDR);
    String gateway = planned.getString(GATEWAY);
    boolean none = gateway == null && planned.getBoolean(INTERNAL, false);
    SubnetTemplate template =
        new SubnetTemplate(
            network.id(),
            network.name(),
            network.description(),
            cidr,
            cidr == null ? pool() : null,
            none ? "" : gateway,
            planned.getBoolean(DHCP, true),
            texts(planned, DNS));
    try {
      networking().createSubnet(template);
    } catch (CloudException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      throw Failures.explain(e).path(ValuePath.of(CIDR)).build();
    }
  }

  private static List<String> texts(MapValue planned, String key) {
    return planned.getList(key).values().stream()
        .map(Value::textOf)
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .toList();
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    String id = request.prior().getString("id", "");
    return Failures.told(context, () -> settled(request.planned(), id, request.key()));
  }

  private Situation there(String id)
      throws CloudException, InterruptedException, ProviderException {
    return Situation.of(id, networking().around(id))
        .orElseThrow(
            () ->
                ProviderException.builder("the network is gone")
                    .detail("Somebody else has deleted " + id + ".")
                    .hint("Apply again: it is then made anew.")
                    .build());
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    MapValue recorded = request.attributes();
    String id = recorded.getString("id", "");
    Failures.told(
        context,
        () -> {
          NetworkRemoval removal = new NetworkRemoval(networking(), scope.pollInterval(), context);
          Optional<Situation> there = Situation.of(id, networking().around(id));
          if (there.isPresent()) {
            checkOurs(there.get());
            removal.remove(there.get());
          } else {
            removal.removeRest(recorded, platform);
          }
          return true;
        });
  }

  /** Refuses what another platform has made. */
  private void checkOurs(Situation there) throws ProviderException {
    if (there.marker().isForeign(platform)) {
      throw Failures.foreign("the network " + there.network().name(), "description");
    }
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Optional<Network> made = made(request.key());
          return made.isEmpty()
              ? Optional.empty()
              : Optional.of(NetworkAttributes.observed(request.planned(), there(made.get().id())));
        });
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Optional<Situation> there = Situation.of(request.id(), networking().around(request.id()));
          if (there.isEmpty()) {
            return Optional.empty();
          }
          checkOurs(there.get());
          return Optional.of(NetworkAttributes.observed(MapValue.empty(), there.get()));
        });
  }
}

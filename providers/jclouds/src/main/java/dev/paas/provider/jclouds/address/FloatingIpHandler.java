package dev.paas.provider.jclouds.address;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Quotas;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.FloatingAddresses.Floating;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Networking.Counted;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.provider.jclouds.network.ExternalNetworks;
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
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Public addresses that outlive machines: the type {@code jclouds.floatingIp}. */
public final class FloatingIpHandler implements ResourceHandler {
  private static final String NETWORK = "network";
  private static final ValuePath PATH = ValuePath.of(NETWORK);

  private final Scope scope;
  private final String platform;

  public FloatingIpHandler(Scope scope) {
    this.scope = scope;
    this.platform = Marker.platform(scope.labels().platform());
  }

  private FloatingAddresses addresses() throws ProviderException {
    return scope.cloud().floatingAddresses().orElseThrow(this::unable);
  }

  private Networking networking() throws ProviderException {
    return scope.cloud().networking().orElseThrow(this::unable);
  }

  private ProviderException unable() {
    return ProviderException.builder(
            "floating addresses cannot be taken by way of " + scope.cloud().abilities().api())
        .hint("Take it by other means.")
        .build();
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    addresses();
    if (request.configuration().getOrNull(NETWORK).hasSensitive()) {
      throw ProviderException.builder("it cannot hold something sensitive")
          .detail("Whoever may list addresses reads it.")
          .path(PATH)
          .build();
    }
    return PlannedResource.of(request.proposed());
  }

  /** What can be known before: whether there is such a network, and the quota. */
  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          List<Network> externals = networking().externalNetworks();
          String network = request.planned().getString(NETWORK);
          // What is not known may yet be said elsewhere, if there is anything to choose from.
          if (network != null || externals.size() < 2) {
            ExternalNetworks.choose(externals, network, PATH);
          }
          if (request.prior() == null) {
            Quotas.check(networking().quota(Counted.FLOATING_ADDRESS), "floating addresses");
          }
          return true;
        });
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    String id = request.attributes().getString("id", "");
    return Failures.told(context, () -> observed(request.attributes(), addresses().address(id)));
  }

  /** One list of all addresses, whatever is asked for. */
  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    if (requests.isEmpty()) {
      return List.of();
    }
    return Failures.told(
        context,
        () -> {
          Map<String, Floating> byId = new HashMap<>();
          addresses().addresses().forEach(each -> byId.put(each.id(), each));
          List<Optional<ObservedResource>> all = new ArrayList<>(requests.size());
          for (ReadRequest request : requests) {
            Floating there = byId.get(request.attributes().getString("id", ""));
            all.add(observed(request.attributes(), Optional.ofNullable(there)));
          }
          return all;
        });
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Floating taken = taken(request);
          return observed(request.planned(), Optional.of(taken)).orElseThrow();
        });
  }

  /** The address that was taken, by this call or an earlier one. */
  private Floating taken(CreateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Floating> taken = taken(request.key());
    if (taken.isPresent()) {
      return taken.get();
    }
    List<Network> externals = networking().externalNetworks();
    Network network =
        ExternalNetworks.choose(externals, request.planned().getString(NETWORK), PATH);
    try {
      return addresses().take(network.id(), description(request.key()));
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        throw e;
      }
      return taken(request.key()).orElseThrow(() -> e);
    }
  }

  private Optional<Floating> taken(String key)
      throws CloudException, InterruptedException, ProviderException {
    return addresses().described(description(key)).stream().findFirst();
  }

  private String description(String key) {
    return new Marker("", key, platform).description();
  }

  /** Nothing changes in place; what was imported bears nothing of ours yet. */
  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    String id = request.prior().getString("id", "");
    return Failures.told(
        context,
        () -> {
          Floating there = there(id);
          checkOurs(there);
          if (Marker.of(there.description()).key().isEmpty()) {
            Marker marker = new Marker(there.description(), request.key(), platform);
            addresses().describe(id, marker.description());
          }
          return observed(request.planned(), Optional.of(there)).orElseThrow();
        });
  }

  private Floating there(String id) throws CloudException, InterruptedException, ProviderException {
    return addresses()
        .address(id)
        .orElseThrow(
            () ->
                ProviderException.builder("the floating address is gone")
                    .detail("Somebody else has given back " + id + ".")
                    .hint("Apply again: another one is then taken.")
                    .build());
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          Optional<Floating> there = addresses().address(request.attributes().getString("id", ""));
          if (there.isPresent()) {
            checkOurs(there.get());
            addresses().release(there.get().id());
          }
          return true;
        });
  }

  /** Refuses what another platform has taken. */
  private void checkOurs(Floating address) throws ProviderException {
    if (Marker.of(address.description()).isForeign(platform)) {
      throw Failures.foreign("the floating address " + address.ip(), "description");
    }
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(context, () -> observed(request.planned(), taken(request.key())));
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Optional<Floating> there = addresses().address(request.id());
          if (there.isPresent()) {
            checkOurs(there.get());
          }
          return observed(MapValue.empty(), there);
        });
  }

  private Optional<ObservedResource> observed(MapValue recorded, Optional<Floating> there)
      throws CloudException, InterruptedException, ProviderException {
    if (there.isEmpty()) {
      return Optional.empty();
    }
    Floating address = there.get();
    MapValue.Builder real =
        recorded.toBuilder().put("id", address.id()).put("address", address.ip());
    // An address never leaves its network: what is recorded of that is right.
    if (recorded.getString(NETWORK) == null) {
      real.put(NETWORK, name(address.networkId()));
    }
    return Optional.of(new ObservedResource(address.id(), real.build()));
  }

  private String name(String networkId)
      throws CloudException, InterruptedException, ProviderException {
    return networking().externalNetworks().stream()
        .filter(each -> each.id().equals(networkId))
        .map(Network::name)
        .findFirst()
        .orElse(networkId);
  }
}

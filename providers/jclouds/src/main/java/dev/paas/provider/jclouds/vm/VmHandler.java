package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.address.PublicAddress;
import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.FloatingAddresses.Floating;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.provider.jclouds.volume.Attachments;
import dev.paas.provider.ssh.Settlement;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The virtual machines of a platform. */
public final class VmHandler implements ResourceHandler {
  private final Scope scope;
  private final VmAttributes attributes;
  private final OwnGroup own;
  private final PublicAddress addresses;

  public VmHandler(Scope scope) {
    this.scope = scope;
    this.attributes = new VmAttributes(scope);
    this.own = new OwnGroup(scope);
    this.addresses = new PublicAddress(scope);
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    PlannedResource planned = new VmPlanner(scope).plan(request);
    return new PlannedResource(
        runs(planned.attributes())
            ? Settlement.plan(planned.attributes(), request.prior(), request.directory())
            : Settlement.postponed(planned.attributes(), request.prior()),
        planned.replacements(),
        planned.warnings(),
        planned.disruption());
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(context, () -> new VmReading(scope, attributes).one(request.attributes()));
  }

  /** One list of all servers, whatever is asked for. */
  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    List<MapValue> recorded = requests.stream().map(ReadRequest::attributes).toList();
    return recorded.isEmpty()
        ? List.of()
        : Failures.told(context, () -> new VmReading(scope, attributes).all(recorded));
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return create(request, null, context);
  }

  private ObservedResource create(
      CreateRequest request, @Nullable Group firewall, CallContext context)
      throws ProviderException {
    ObservedResource made = new VmCreation(scope, attributes, context, firewall).create(request);
    return runs(request.planned())
        ? Settlement.settle(request.address(), made, null, request.directory(), context)
        : Settlement.postponed(made, null);
  }

  /** What is switched off cannot be set up. */
  private static boolean runs(MapValue planned) {
    return planned.getBoolean("running", true);
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    if (VmAttributes.isMissing(request.prior())) {
      return again(request, context);
    }
    ObservedResource updated =
        Failures.told(context, () -> new VmUpdate(scope, attributes, context).update(request));
    MapValue prior = request.prior();
    return runs(request.planned())
        ? Settlement.settle(request.address(), updated, prior, request.directory(), context)
        : Settlement.postponed(updated, prior);
  }

  /** Makes the server of a machine of which only the firewall is there. */
  private ObservedResource again(UpdateRequest request, CallContext context)
      throws ProviderException {
    Group firewall =
        Failures.told(context, () -> own.there(request.prior().getString(OwnGroup.GROUP, "")));
    String key = OwnGroup.key(firewall);
    ObservedResource made =
        create(
            new CreateRequest(
                request.address(),
                key.isEmpty() ? request.key() : key,
                request.revision(),
                request.planned(),
                request.directory()),
            firewall,
            context);
    if (!request.planned().has(OwnGroup.FIREWALL)) {
      Failures.told(
          context,
          () -> {
            own.remove(firewall);
            return true;
          });
    }
    return made;
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          VmReading reading = new VmReading(scope, attributes);
          Optional<Server> server = reading.server(request.attributes());
          Optional<Group> firewall = own.of(request.attributes(), server);
          if (server.isPresent()) {
            checkOurs(scope, server.get());
            addresses.release(request.attributes(), server.get().id());
            scope.cloud().deleteServer(server.get().id());
            new Waiting(scope, context).untilGone(server.get().id());
          }
          if (server.isEmpty()) {
            addresses.release(request.attributes(), VmAttributes.id(request.attributes()));
          }
          if (firewall.isPresent()) {
            own.remove(firewall.get());
          }
          return true;
        });
  }

  /** Refuses what another platform has made. */
  static void checkOurs(Scope scope, Server server) throws ProviderException {
    if (scope.labels().isForeign(server.metadata())) {
      throw Failures.foreign("the server " + server.name(), "metadata");
    }
  }

  /** Waits until the machine is there: what it is like is not known before. */
  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          for (Server server : scope.cloud().servers()) {
            if (scope.labels().isOf(request.key(), server.metadata())) {
              Optional<Server> settled = new Waiting(scope, context).untilSettled(server.id());
              if (settled.isPresent()) {
                return Optional.of(
                    observed(Settlement.unsettled(request.planned()), settled.get()));
              }
            }
          }
          return begun(request);
        });
  }

  /** The firewall of a machine that was to be ordered next. */
  private Optional<ObservedResource> begun(FindRequest request)
      throws CloudException, InterruptedException {
    if (!request.planned().has(OwnGroup.FIREWALL)) {
      return Optional.empty();
    }
    return own.made(own.name(request.address(), request.key()), request.key())
        .map(firewall -> attributes.missing(request.planned(), firewall));
  }

  private ObservedResource observed(MapValue recorded, Server server)
      throws CloudException, InterruptedException {
    Optional<Group> firewall = own.of(recorded, Optional.of(server));
    List<Floating> floating = addresses.among(List.of(recorded));
    return attributes.observed(
        addresses.recorded(recorded, server, floating),
        PublicAddress.at(recorded, server, floating),
        firewall);
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Optional<Server> server = scope.cloud().server(request.id());
          if (server.isEmpty() || server.get().phase() == Phase.GONE) {
            return Optional.empty();
          }
          checkOurs(scope, server.get());
          return imported(server.get());
        });
  }

  private Optional<ObservedResource> imported(Server server)
      throws CloudException, InterruptedException {
    ObservedResource found = observed(Settlement.unsettled(MapValue.empty()), server);
    MapValue known = Aliases.learned(scope.cloud(), server, found.attributes());
    return Optional.of(new ObservedResource(found.id(), known));
  }

  /** What is made by the same apply, such as a key pair, cannot be looked for yet. */
  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    MapValue planned = request.planned();
    Failures.told(
        context,
        () -> {
          Choices choices = new Choices(scope.cloud());
          if (!planned.getOrNull("image").isUnknown() && isNew(request, "image")) {
            choices.image(planned);
          }
          choices.checkSize(planned);
          if (request.prior() == null) {
            choices.checkQuota();
          }
          addresses.check(planned, request.prior());
          Attachments.check(scope.cloud(), request.address(), request.prior() == null, planned);
          if (planned.has(OwnGroup.FIREWALL)) {
            own.check(planned, !isRecorded(request, OwnGroup.GROUP));
          }
          return true;
        });
  }

  private static boolean isRecorded(PreflightRequest request, String key) {
    MapValue prior = request.prior();
    return prior != null && prior.has(key);
  }

  private static boolean isNew(PreflightRequest request, String key) {
    MapValue prior = request.prior();
    Value planned = request.planned().getOrNull(key);
    return prior == null || !planned.equals(ValuePath.of(key).in(prior));
  }
}

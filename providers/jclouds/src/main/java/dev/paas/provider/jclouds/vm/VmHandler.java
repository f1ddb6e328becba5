package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.provider.jclouds.volume.AttachedVolumes;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The virtual machines of a platform. */
public final class VmHandler implements ResourceHandler {
  private final Scope scope;
  private final VmAttributes attributes;

  public VmHandler(Scope scope) {
    this.scope = scope;
    this.attributes = new VmAttributes(scope);
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
    return Failures.told(
        context,
        () -> {
          Optional<Server> server = scope.cloud().server(VmAttributes.id(request.attributes()));
          return server.isEmpty() ? Optional.empty() : observed(request.attributes(), server.get());
        });
  }

  /** One list of all servers, whatever is asked for. */
  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    if (requests.isEmpty()) {
      return List.of();
    }
    return Failures.told(
        context,
        () -> {
          Map<String, Server> servers = new HashMap<>();
          scope.cloud().servers().forEach(server -> servers.put(server.id(), server));
          AttachedVolumes attached = attributes.attached();
          List<Optional<ObservedResource>> all = new ArrayList<>(requests.size());
          for (ReadRequest request : requests) {
            Server server = servers.get(VmAttributes.id(request.attributes()));
            all.add(
                server == null
                    ? Optional.empty()
                    : observed(request.attributes(), server, attached));
          }
          return all;
        });
  }

  private Optional<ObservedResource> observed(MapValue recorded, Server server)
      throws CloudException, InterruptedException {
    return observed(recorded, server, attributes.attached());
  }

  private Optional<ObservedResource> observed(
      MapValue recorded, Server server, AttachedVolumes attached)
      throws CloudException, InterruptedException {
    return server.phase() == Phase.GONE
        ? Optional.empty()
        : Optional.of(attributes.observed(recorded, server, attached));
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    ObservedResource made = new VmCreation(scope, attributes, context).create(request);
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
    ObservedResource updated =
        Failures.told(context, () -> new VmUpdate(scope, attributes, context).update(request));
    MapValue prior = request.prior();
    return runs(request.planned())
        ? Settlement.settle(request.address(), updated, prior, request.directory(), context)
        : Settlement.postponed(updated, prior);
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          Optional<Server> server = scope.cloud().server(VmAttributes.id(request.attributes()));
          if (server.isPresent() && server.get().phase() != Phase.GONE) {
            checkOurs(scope, server.get());
            scope.cloud().deleteServer(server.get().id());
            new Waiting(scope, context).untilGone(server.get().id());
          }
          return true;
        });
  }

  /** Refuses what another platform has made. */
  static void checkOurs(Scope scope, Server server) throws ProviderException {
    if (scope.labels().isForeign(server.metadata())) {
      throw ProviderException.builder("the server " + server.name() + " is another platform's")
          .detail("Its metadata says so: it is left alone.")
          .hint("Let go of it: paas state rm.")
          .build();
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
              return settled.isEmpty()
                  ? Optional.empty()
                  : observed(Settlement.unsettled(request.planned()), settled.get());
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Optional<Server> server = scope.cloud().server(request.id());
          if (server.isEmpty()) {
            return Optional.empty();
          }
          checkOurs(scope, server.get());
          return observed(Settlement.unsettled(MapValue.empty()), server.get());
        });
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
          Attachments.check(scope.cloud(), request.address(), request.prior() == null, planned);
          return true;
        });
  }

  private static boolean isNew(PreflightRequest request, String key) {
    MapValue prior = request.prior();
    Value planned = request.planned().getOrNull(key);
    return prior == null || !planned.equals(ValuePath.of(key).in(prior));
  }
}

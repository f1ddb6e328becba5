package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.provider.jclouds.volume.Attachments;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes one machine in place. Each part is compared with what is really there first, so that a
 * change which was interrupted is taken up where it stopped.
 */
final class VmUpdate {
  private final Scope scope;
  private final VmAttributes attributes;
  private final CallContext context;

  VmUpdate(Scope scope, VmAttributes attributes, CallContext context) {
    this.scope = scope;
    this.attributes = attributes;
    this.context = context;
  }

  ObservedResource update(UpdateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    MapValue planned = request.planned();
    Server server = settled(VmAttributes.id(request.prior()));
    VmHandler.checkOurs(scope, server);
    rename(server, planned.getString("name", server.name()));
    relabel(server, request);
    regroup(server, planned);
    resize(server, planned);
    Attachments.settle(scope, server, request.prior(), planned, context);
    power(settled(server.id()), planned.getBoolean("running", true));
    return attributes.updated(planned, settled(server.id()));
  }

  private Server settled(String id) throws CloudException, InterruptedException, ProviderException {
    Optional<Server> server = new Waiting(scope, context).untilSettled(id);
    if (server.isPresent() && server.get().phase() == Phase.RESIZED) {
      confirm(id);
      server = new Waiting(scope, context).untilConfirmed(id);
    }
    Server found =
        server.orElseThrow(
            () ->
                ProviderException.builder("the server is gone")
                    .hint("Plan again: it will be made anew.")
                    .build());
    if (found.phase() == Phase.BROKEN) {
      String fault = found.fault();
      throw ProviderException.builder("the server is broken")
          .detail(fault == null ? "It is in ERROR." : Failures.sentence(fault))
          .hint("Plan again: it will be replaced.")
          .build();
    }
    return found;
  }

  /** Somebody else, or the cloud itself, may have been quicker. */
  private void confirm(String id) throws CloudException, InterruptedException {
    try {
      scope.cloud().confirmResize(id);
    } catch (CloudException e) {
      if (e.kind() != Kind.REFUSED && e.kind() != Kind.CONFLICT) {
        throw e;
      }
    }
  }

  private void rename(Server server, String name) throws CloudException, InterruptedException {
    if (!server.name().equals(name)) {
      scope.cloud().rename(server.id(), name);
    }
  }

  /** What was imported bears nothing of ours yet. */
  private void relabel(Server server, UpdateRequest request)
      throws CloudException, InterruptedException {
    if (!scope.cloud().abilities().relabel()) {
      return;
    }
    Map<String, String> wanted = Labels.own(server.metadata());
    if (wanted.isEmpty()) {
      wanted = scope.labels().resource(request.address(), request.key(), request.revision());
    }
    wanted.putAll(UserLabels.texts(request.planned().getMap("labels")));
    if (!wanted.equals(server.metadata())) {
      scope.cloud().setMetadata(server.id(), wanted);
    }
  }

  private void regroup(Server server, MapValue planned)
      throws CloudException, InterruptedException {
    if (!scope.cloud().abilities().regroup()) {
      return;
    }
    if (!planned.has("securityGroups") || planned.getOrNull("securityGroups").isUnknown()) {
      return;
    }
    List<String> wanted = VmCreation.texts(planned, "securityGroups");
    Set<String> there = server.securityGroups();
    for (String group : wanted) {
      if (!there.contains(group)) {
        scope.cloud().addSecurityGroup(server.id(), group);
      }
    }
    for (String group : there) {
      if (!wanted.contains(group)) {
        scope.cloud().removeSecurityGroup(server.id(), group);
      }
    }
  }

  private void resize(Server server, MapValue planned)
      throws CloudException, InterruptedException, ProviderException {
    String wanted = planned.getString("sizeId", "");
    if (server.sizeId().equals(wanted)) {
      return;
    }
    Size size = new Choices(scope.cloud()).size(planned);
    if (server.sizeId().equals(size.id())) {
      return;
    }
    scope.cloud().resize(server.id(), size.id());
    Server resized = settled(server.id());
    if (!resized.sizeId().equals(size.id())) {
      throw ProviderException.builder("the cloud could not give the server another size")
          .detail("It has gone back to the size that it had.")
          .hint("Mostly there is no room for " + size.name() + ".")
          .build();
    }
  }

  private void power(Server server, boolean running)
      throws CloudException, InterruptedException, ProviderException {
    if (server.running() != running) {
      if (running) {
        scope.cloud().start(server.id());
      } else {
        scope.cloud().stop(server.id());
      }
      settled(server.id());
    }
  }
}

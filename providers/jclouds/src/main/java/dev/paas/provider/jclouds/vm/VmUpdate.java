package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.address.PublicAddress;
import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
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
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Changes one machine in place. Each part is compared with what is really there first, so that a
 * change which was interrupted is taken up where it stopped.
 */
final class VmUpdate {
  private final Scope scope;
  private final VmAttributes attributes;
  private final CallContext context;
  private final OwnGroup own;

  VmUpdate(Scope scope, VmAttributes attributes, CallContext context) {
    this.scope = scope;
    this.attributes = attributes;
    this.context = context;
    this.own = new OwnGroup(scope);
  }

  ObservedResource update(UpdateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    MapValue planned = request.planned();
    Server server = settled(VmAttributes.id(request.prior()));
    VmHandler.checkOurs(scope, server);
    rename(server, planned.getString("name", server.name()));
    Map<String, String> labels = relabel(server, request);
    Optional<Group> firewall = regroup(server, labels, request);
    resize(server, planned);
    Attachments.settle(scope, server, request.prior(), planned, context);
    power(settled(server.id()), planned.getBoolean("running", true));
    Server changed =
        new PublicAddress(scope).settle(planned, request.prior(), settled(server.id()));
    return attributes.updated(planned, changed, firewall);
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

  /** What was imported bears nothing of ours yet. The label of a firewall is there before it is. */
  private Map<String, String> relabel(Server server, UpdateRequest request)
      throws CloudException, InterruptedException {
    if (!scope.cloud().abilities().relabel()) {
      return server.metadata();
    }
    Map<String, String> wanted = Labels.own(server.metadata());
    if (wanted.isEmpty()) {
      wanted = scope.labels().resource(request.address(), request.key(), request.revision());
    }
    if (request.planned().has(OwnGroup.FIREWALL)) {
      String key = wanted.getOrDefault(Labels.KEY, request.key());
      wanted.putIfAbsent(Labels.FIREWALL, own.name(request.address(), key));
    }
    wanted.putAll(UserLabels.texts(request.planned().getMap("labels")));
    if (!wanted.equals(server.metadata())) {
      scope.cloud().setMetadata(server.id(), wanted);
    }
    return wanted;
  }

  /** What is to be let in is, before anything that was is not. */
  private Optional<Group> regroup(Server server, Map<String, String> labels, UpdateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    if (!scope.cloud().abilities().regroup()) {
      return Optional.empty();
    }
    Optional<Group> before = own.of(request.prior(), Optional.of(server));
    boolean wanted = request.planned().has(OwnGroup.FIREWALL);
    Optional<Group> firewall =
        wanted ? Optional.of(fortify(server, before, labels, request)) : Optional.empty();
    Set<String> others = new TreeSet<>(server.securityGroups());
    before.or(() -> firewall).ifPresent(group -> others.remove(group.name()));
    regroup(server.id(), others, request.planned());
    if (!wanted && before.isPresent()) {
      open(server, before.get(), labels);
    }
    return firewall;
  }

  private void regroup(String id, Set<String> there, MapValue planned)
      throws CloudException, InterruptedException {
    if (!planned.has("securityGroups") || planned.getOrNull("securityGroups").isUnknown()) {
      return;
    }
    List<String> wanted = VmCreation.texts(planned, "securityGroups");
    for (String group : wanted) {
      if (!there.contains(group)) {
        scope.cloud().addSecurityGroup(id, group);
      }
    }
    for (String group : there) {
      if (!wanted.contains(group)) {
        scope.cloud().removeSecurityGroup(id, group);
      }
    }
  }

  /** Gives the machine its firewall, with the rules that are planned. */
  private Group fortify(
      Server server, Optional<Group> before, Map<String, String> labels, UpdateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    Group group =
        before.isPresent()
            ? before.get()
            : own.begin(
                request.address(),
                String.valueOf(labels.get(Labels.FIREWALL)),
                labels.getOrDefault(Labels.KEY, request.key()));
    own.change(request.planned(), group);
    if (!server.securityGroups().contains(group.name())) {
      scope.cloud().addSecurityGroup(server.id(), group.id());
    }
    return own.there(group.id());
  }

  /** Takes the firewall away, and last the label that tells of it. */
  private void open(Server server, Group firewall, Map<String, String> labels)
      throws CloudException, InterruptedException, ProviderException {
    if (server.securityGroups().contains(firewall.name())) {
      scope.cloud().removeSecurityGroup(server.id(), firewall.id());
    }
    own.remove(firewall);
    Map<String, String> left = new TreeMap<>(labels);
    if (left.remove(Labels.FIREWALL) != null) {
      scope.cloud().setMetadata(server.id(), left);
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

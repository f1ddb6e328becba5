package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.address.PublicAddress;
import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.Cloud.ServerTemplate;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.provider.jclouds.volume.Attachments;
import dev.paas.provider.jclouds.volume.VolumeZone;
import dev.paas.provider.ssh.Settlement;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes one machine. What bears the key already is gone on with; what turns out broken is taken
 * away again, and told with the cloud's own reason.
 */
final class VmCreation {
  /** How long a server may take to be listed whose creation was not answered. */
  private static final int LISTED_SECONDS = 10;

  private final Scope scope;
  private final VmAttributes attributes;
  private final CallContext context;
  private final Waiting waiting;
  private final OwnGroup own;
  private final PublicAddress addresses;
  private @Nullable Group firewall;

  /**
   * @param firewall the machine's firewall, where one is known to be there
   */
  VmCreation(Scope scope, VmAttributes attributes, CallContext context, @Nullable Group firewall) {
    this.scope = scope;
    this.attributes = attributes;
    this.context = context;
    this.waiting = new Waiting(scope, context);
    this.own = new OwnGroup(scope);
    this.addresses = new PublicAddress(scope);
    this.firewall = firewall;
  }

  ObservedResource create(CreateRequest request) throws ProviderException {
    try {
      return made(request);
    } catch (ProviderException failure) {
      Group left = firewall;
      throw left == null || failure.partial() != null
          ? failure
          : cleared(failure, request.planned(), left);
    }
  }

  /** Takes the firewall away of a machine that is not there; what cannot be is told. */
  private ProviderException cleared(ProviderException failure, MapValue planned, Group left) {
    try {
      own.remove(left);
      return failure;
    } catch (CloudException | ProviderException e) {
      failure.addSuppressed(e);
    } catch (InterruptedException e) {
      failure.addSuppressed(e);
      Thread.currentThread().interrupt();
    }
    return Failures.left(failure, attributes.missing(planned, left));
  }

  private ObservedResource made(CreateRequest request) throws ProviderException {
    Server begun = Failures.told(context, () -> begin(request));
    MapValue planned = request.planned();
    try {
      Server server = await(planned, begun.id());
      checkKept(request.key(), server);
      if (!planned.getBoolean("running", true) && server.running()) {
        scope.cloud().stop(server.id());
        server = await(planned, server.id());
      }
      return addressed(planned, equipped(planned, server));
    } catch (CloudException e) {
      throw Failures.explain(e).partial(left(planned, begun)).build();
    } catch (InterruptedException e) {
      throw Failures.interrupted(context, e, left(planned, begun));
    }
  }

  /** Gives a machine its public address; without one it is there all the same. */
  private ObservedResource addressed(MapValue planned, Server server)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Group> group = Optional.ofNullable(firewall);
    try {
      Server settled = addresses.settle(planned, null, server);
      return attributes.observed(planned, settled, group);
    } catch (ProviderException e) {
      MapValue without = PublicAddress.without(Settlement.unsettled(planned));
      throw Failures.resumable(e, attributes.observed(without, server, group));
    }
  }

  /** A machine that lacks a volume is gone on with: it need not be made anew. */
  private Server equipped(MapValue planned, Server server)
      throws CloudException, InterruptedException, ProviderException {
    if (!planned.has("volumes")) {
      return server;
    }
    ProviderException.Builder told;
    try {
      Attachments.settle(scope, server, MapValue.empty(), planned, context);
      return await(planned, server.id());
    } catch (CloudException e) {
      told = Failures.explain(e);
    } catch (ProviderException e) {
      told = Failures.again(e);
    }
    ObservedResource left =
        attributes.observed(
            PublicAddress.without(planned),
            await(planned, server.id()),
            Optional.ofNullable(firewall));
    throw told.partial(left).resumable().build();
  }

  /** The server that was ordered, by this call or an earlier one. */
  private Server begin(CreateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Server> made = ordered(request);
    if (made.isPresent()) {
      firewall = own.of(MapValue.empty(), made).orElse(null);
      return made.get();
    }
    ServerTemplate template = template(request);
    try {
      String id = scope.cloud().createServer(template);
      return ordered(id, template);
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        throw e;
      }
      // Nobody knows whether it was ordered: what it may be made with stays.
      Group ours = firewall;
      firewall = null;
      Server listed = listed(request).orElseThrow(() -> e);
      firewall = ours;
      return listed;
    }
  }

  private Optional<Server> ordered(CreateRequest request)
      throws CloudException, InterruptedException {
    String name = request.planned().getString("name", "");
    return scope.cloud().serversNamed(name).stream()
        .filter(server -> scope.labels().isOf(request.key(), server.metadata()))
        .filter(server -> server.phase() != Phase.GONE)
        .findFirst();
  }

  /** When the answer was lost, the server may have been ordered all the same. */
  private Optional<Server> listed(CreateRequest request)
      throws CloudException, InterruptedException {
    for (int second = 0; second < LISTED_SECONDS; second++) {
      Optional<Server> server = ordered(request);
      if (server.isPresent()) {
        return server;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return Optional.empty();
  }

  private ServerTemplate template(CreateRequest request)
      throws CloudException, InterruptedException, ProviderException {
    MapValue planned = request.planned();
    Choices choices = new Choices(scope.cloud());
    Map<String, String> metadata =
        scope.labels().resource(request.address(), request.key(), request.revision());
    metadata.putAll(UserLabels.texts(planned.getMap("labels")));
    List<String> groups = new ArrayList<>(texts(planned, "securityGroups"));
    String image = choices.image(planned).id();
    String size = choices.size(planned).id();
    List<String> networks = choices.networks(planned);
    String zone = VolumeZone.of(scope.cloud(), planned, networks);
    if (planned.has(OwnGroup.FIREWALL)) {
      groups.add(fortify(request, metadata, networks.stream().findFirst()));
    }
    return new ServerTemplate(
        request.key(),
        planned.getString("name", ""),
        image,
        size,
        zone,
        networks,
        groups,
        planned.getString("keyPair"),
        planned.getString("userData"),
        metadata);
  }

  /** Makes the machine's firewall, as the last thing before it is ordered. */
  private String fortify(
      CreateRequest request, Map<String, String> metadata, Optional<String> network)
      throws CloudException, InterruptedException, ProviderException {
    Group group = firewall;
    if (group == null) {
      String name = own.name(request.address(), request.key());
      group = own.begin(request.address(), name, request.key(), network);
      firewall = group;
    }
    metadata.put(Labels.FIREWALL, group.name());
    own.change(request.planned(), group);
    firewall = own.there(group.id());
    return group.id();
  }

  static List<String> texts(MapValue planned, String key) {
    return planned.getList(key).values().stream()
        .map(Value::textOf)
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .toList();
  }

  /** What is known of a server before it was looked at. */
  private static Server ordered(String id, ServerTemplate template) {
    return new Server(
        id,
        template.name(),
        "BUILD",
        Phase.CHANGING,
        false,
        template.imageId(),
        template.sizeId(),
        "",
        String.valueOf(Objects.requireNonNullElse(template.keyPair(), "")),
        template.metadata(),
        List.of(),
        Set.of(),
        Set.of(),
        null);
  }

  /** A machine that does not tell whose it is could never be found again after a crash. */
  private void checkKept(String key, Server server)
      throws CloudException, InterruptedException, ProviderException {
    if (scope.labels().isOf(key, server.metadata())) {
      return;
    }
    scope.cloud().deleteServer(server.id());
    waiting.untilGone(server.id());
    throw ProviderException.builder("the cloud has not kept the machine's labels")
        .detail(
            "By way of "
                + scope.cloud().abilities().api()
                + " it cannot be told whose a machine is. This one was deleted again.")
        .build();
  }

  private Server await(MapValue planned, String id)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Server> server = waiting.untilSettled(id);
    if (server.isEmpty()) {
      throw ProviderException.builder("the server was deleted while it was made")
          .detail("Somebody else, or the cloud itself, has deleted " + id + ".")
          .build();
    }
    if (server.get().phase() == Phase.BROKEN) {
      throw broken(planned, server.get());
    }
    return server.get();
  }

  /** Takes a broken server away; if that fails as well, it is told that it is left. */
  private ProviderException broken(MapValue planned, Server server) throws InterruptedException {
    String fault = server.fault() == null ? "" : server.fault();
    ProviderException.Builder told =
        ProviderException.builder("the cloud could not make the server")
            .detail(
                "It went to ERROR: "
                    + (fault.isEmpty() ? "it does not say why." : Failures.sentence(fault)))
            .hint(
                fault.contains("No valid host")
                    ? "No machine of the cloud has room for this size in this zone."
                    : null);
    try {
      addresses.release(planned, server.id());
      scope.cloud().deleteServer(server.id());
      waiting.untilGone(server.id());
      return told.build();
    } catch (CloudException e) {
      return told.partial(attributes.begun(planned, server, firewall)).cause(e).build();
    }
  }

  /** What is there of it, as far as was seen. */
  private ObservedResource left(MapValue planned, Server begun) {
    Server seen = waiting.last();
    return attributes.begun(planned, seen == null ? begun : seen, firewall);
  }
}

package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.firewall.GroupChecks;
import dev.paas.provider.jclouds.firewall.GroupRemoval;
import dev.paas.provider.jclouds.firewall.Inbound;
import dev.paas.provider.jclouds.firewall.RuleChanges;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.Optional;

/**
 * The security group that is a machine's firewall: there before the machine is, gone after it. It
 * bears the key of the machine's creation; the machine's label says that there is one, and how it
 * is called, before it is made.
 */
final class OwnGroup {
  static final String FIREWALL = "firewall";
  static final String GROUP = "firewallGroup";
  static final Inbound INBOUND = new Inbound(ValuePath.of(FIREWALL));
  private static final int OF_KEY = 8;

  private final Scope scope;
  private final String platform;

  OwnGroup(Scope scope) {
    this.scope = scope;
    this.platform = Marker.platform(scope.labels().platform());
  }

  /** The group's name, which no other machine's has. */
  String name(String address, String key) {
    return scope.names().of(address) + "-" + key.substring(0, Math.min(OF_KEY, key.length()));
  }

  private Firewall firewall() {
    return scope
        .cloud()
        .firewall()
        .orElseThrow(() -> new IllegalStateException("it was refused when it was planned"));
  }

  /** The key of the creation of the machine that a group is made for; empty when it says none. */
  static String key(Group group) {
    return Marker.of(group.description()).key();
  }

  /** Whether a group is that of the machine with this key. */
  boolean isOf(String key, Group group) {
    Marker marker = Marker.of(group.description());
    return marker.key().equals(key) && marker.platform().equals(platform);
  }

  /** A machine's group: the recorded one, or else the one that its label tells of. */
  Optional<Group> of(MapValue recorded, Optional<Server> server)
      throws CloudException, InterruptedException {
    String id = recorded.getString(GROUP, "");
    Optional<Group> group = id.isEmpty() ? Optional.empty() : firewall().group(id);
    return group.isPresent() || server.isEmpty() ? group : told(server.get());
  }

  private Optional<Group> told(Server server) throws CloudException, InterruptedException {
    String name = server.metadata().get(Labels.FIREWALL);
    String key = server.metadata().get(Labels.KEY);
    return name == null || key == null ? Optional.empty() : made(name, key);
  }

  /** The group that was made for a machine, whether that is there or not. */
  Optional<Group> made(String name, String key) throws CloudException, InterruptedException {
    return firewall().groupsNamed(name).stream().filter(group -> isOf(key, group)).findFirst();
  }

  /** The group as it is by now. */
  Group there(String id) throws CloudException, InterruptedException, ProviderException {
    return firewall()
        .group(id)
        .orElseThrow(
            () ->
                ProviderException.builder("the machine's firewall is gone")
                    .detail("Somebody else has deleted the security group " + id + ".")
                    .hint("Apply again: it is then made anew.")
                    .build());
  }

  /**
   * Makes the group, or goes on with the one that was made already.
   *
   * @param network the machine's first network; empty when it names none
   */
  Group begin(String address, String name, String key, Optional<String> network)
      throws CloudException, InterruptedException {
    Optional<Group> made = made(name, key);
    if (made.isPresent()) {
      return made.get();
    }
    String text = "Firewall of " + address;
    int room = Math.min(text.length(), Marker.room(platform));
    Marker marker = new Marker(text.substring(0, room), key, platform);
    try {
      return firewall().createGroup(name, marker.description(), network.orElse(null));
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        throw e;
      }
      return made(name, key).orElseThrow(() -> e);
    }
  }

  /** Gives a group the rules that are planned. */
  void change(MapValue planned, Group group)
      throws CloudException, InterruptedException, ProviderException {
    new RuleChanges(firewall(), group).make(INBOUND.wanted(planned.getList(FIREWALL)));
  }

  /** Deletes a group, unless it is another platform's by now. */
  void remove(Group group) throws CloudException, InterruptedException, ProviderException {
    if (!Marker.of(group.description()).isForeign(platform)) {
      new GroupRemoval(firewall(), scope.pollInterval()).remove(group);
    }
  }

  /** Looks whether one more may be made, and whether those that rules name are there. */
  void check(MapValue planned, boolean isNew)
      throws CloudException, InterruptedException, ProviderException {
    if (isNew) {
      GroupChecks.quota(firewall());
    }
    ListValue rules = planned.getList(FIREWALL);
    if (GroupChecks.nameOthers(rules)) {
      GroupChecks.groups(rules, ValuePath.of(FIREWALL), firewall().groups());
    }
  }
}

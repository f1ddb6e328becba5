package dev.paas.provider.jclouds.securitygroup;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.firewall.GroupChecks;
import dev.paas.provider.jclouds.firewall.GroupRemoval;
import dev.paas.provider.jclouds.firewall.RuleChanges;
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
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Security groups of a platform. What of them can be is changed in place; a new rule is there
 * before an old one goes.
 */
public final class SecurityGroupHandler implements ResourceHandler {
  private final Scope scope;
  private final String platform;
  private final Inputs inputs;

  public SecurityGroupHandler(Scope scope) {
    this.scope = scope;
    this.platform = Marker.platform(scope.labels().platform());
    this.inputs = new Inputs(scope.names(), platform);
  }

  private Firewall firewall() throws ProviderException {
    Optional<Firewall> firewall = scope.cloud().firewall();
    return firewall.orElseThrow(
        () ->
            ProviderException.builder(
                    "security groups cannot be made by way of " + scope.cloud().abilities().api())
                .hint("Make it by other means, and name it in securityGroups of the machines.")
                .build());
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    return inputs.plan(request, firewall());
  }

  /** What can be known before: a name that is taken, a group that is not there, and the quota. */
  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          List<Group> groups = firewall().groups();
          inputs.checkName(request, groups);
          ListValue rules = request.planned().getList(Rules.RULES);
          GroupChecks.groups(rules, ValuePath.of(Rules.RULES), groups);
          if (request.prior() == null) {
            GroupChecks.quota(firewall());
          }
          return true;
        });
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () ->
            firewall()
                .group(request.attributes().getString("id", ""))
                .map(group -> observed(request.attributes(), group)));
  }

  /** One list of all groups, whatever is asked for. */
  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    if (requests.isEmpty()) {
      return List.of();
    }
    Map<String, Group> groups = new HashMap<>();
    Failures.told(context, () -> firewall().groups())
        .forEach(group -> groups.put(group.id(), group));
    List<Optional<ObservedResource>> all = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      Group group = groups.get(request.attributes().getString("id", ""));
      all.add(Optional.ofNullable(group).map(present -> observed(request.attributes(), present)));
    }
    return all;
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = request.planned();
    Group begun = Failures.told(context, () -> begin(planned, request.key()));
    try {
      return settled(planned, begun, request.key());
    } catch (CloudException e) {
      throw Failures.explain(e).partial(observed(planned, begun)).build();
    } catch (InterruptedException e) {
      throw Failures.interrupted(context, e, observed(planned, begun));
    } catch (ProviderException e) {
      throw Failures.left(e, observed(planned, begun));
    }
  }

  /** The group that was made, by this call or an earlier one. */
  private Group begin(MapValue planned, String key)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Group> made = made(key);
    if (made.isPresent()) {
      return made.get();
    }
    try {
      Marker marker = new Marker(planned.getString("description", ""), key, platform);
      return firewall()
          .createGroup(
              planned.getString("name", ""), marker.description(), planned.getString(Inputs.VPC));
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        throw e;
      }
      return made(key).orElseThrow(() -> e);
    }
  }

  private Optional<Group> made(String key)
      throws CloudException, InterruptedException, ProviderException {
    for (Group group : firewall().groups()) {
      Marker marker = Marker.of(group.description());
      if (marker.key().equals(key) && marker.platform().equals(platform)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    String id = request.prior().getString("id", "");
    return Failures.told(context, () -> settled(request.planned(), there(id), request.key()));
  }

  /** Makes a group what it shall be, from whatever it is. */
  private ObservedResource settled(MapValue planned, Group group, String key)
      throws CloudException, InterruptedException, ProviderException {
    checkOurs(group);
    String id = group.id();
    Marker marker = Marker.of(group.description());
    String name = planned.getString("name", group.name());
    String text = planned.getString("description", "");
    boolean marked = !marker.key().isEmpty();
    if (!marked || !name.equals(group.name()) || !text.equals(marker.text())) {
      Marker wanted = new Marker(text, marked ? marker.key() : key, platform);
      firewall().describeGroup(id, name, wanted.description());
    }
    new RuleChanges(firewall(), group).make(Rules.wanted(planned, id));
    return observed(planned, there(id));
  }

  private Group there(String id) throws CloudException, InterruptedException, ProviderException {
    return firewall()
        .group(id)
        .orElseThrow(
            () ->
                ProviderException.builder("the security group is gone")
                    .detail("Somebody else has deleted " + id + ".")
                    .hint("Apply again: it is then made anew.")
                    .build());
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          Optional<Group> group = firewall().group(request.attributes().getString("id", ""));
          if (group.isPresent()) {
            checkOurs(group.get());
            new GroupRemoval(firewall(), scope.pollInterval()).remove(group.get());
          }
          return true;
        });
  }

  /** Refuses what another platform has made. */
  private void checkOurs(Group group) throws ProviderException {
    if (Marker.of(group.description()).isForeign(platform)) {
      throw Failures.foreign("the security group " + group.name(), "description");
    }
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(context, () -> made(request.key()))
        .map(group -> observed(request.planned(), group));
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          Optional<Group> group = firewall().group(request.id());
          if (group.isEmpty()) {
            return Optional.empty();
          }
          checkOurs(group.get());
          return Optional.of(observed(MapValue.empty(), group.get()));
        });
  }

  private static ObservedResource observed(MapValue recorded, Group group) {
    MapValue.Builder real =
        recorded.toBuilder()
            .put("id", group.id())
            .put("name", group.name())
            .put(Inputs.VPC, group.vpc().isEmpty() ? Value.nullValue() : Value.of(group.vpc()))
            .put("description", Marker.of(group.description()).text());
    if (!recorded.has(Rules.RULES) || !Rules.agree(recorded, group)) {
      Rules.put(real, group);
    }
    return new ObservedResource(group.id(), real.build());
  }
}

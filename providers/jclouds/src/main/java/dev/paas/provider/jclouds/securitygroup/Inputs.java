package dev.paas.provider.jclouds.securitygroup;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.firewall.GroupChecks;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.provider.jclouds.naming.Names;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the user says of a group: what is wrong in it, and what is made of what is left out. */
final class Inputs {
  static final String VPC = "vpc";
  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";

  private final Names names;
  private final String platform;

  Inputs(Names names, String platform) {
    this.names = names;
    this.platform = platform;
  }

  PlannedResource plan(PlanRequest request, Firewall firewall) throws ProviderException {
    MapValue said = request.configuration();
    check(said, firewall);
    GroupChecks.rules(firewall, Rules.wanted(request.proposed(), ""));
    MapValue planned = request.proposed();
    if (request.prior() == null && !said.has(NAME)) {
      planned = planned.with(NAME, Value.of(names.unique(request.address())));
    }
    if (!firewall.hasVpcs()) {
      planned = planned.with(VPC, Value.nullValue());
    }
    return named(request.prior(), planned, firewall);
  }

  private void check(MapValue said, Firewall firewall) throws ProviderException {
    for (String key : List.of(NAME, DESCRIPTION, VPC, Rules.RULES)) {
      if (said.getOrNull(key).hasSensitive()) {
        throw ProviderException.builder("it cannot hold something sensitive")
            .detail("Whoever may list security groups reads it.")
            .path(ValuePath.of(key))
            .build();
      }
    }
    int room = Marker.room(platform);
    if (said.getString(DESCRIPTION, "").length() > room) {
      throw ProviderException.builder("it is too long")
          .hint("There is room for " + room + " characters.")
          .path(ValuePath.of(DESCRIPTION))
          .build();
    }
    if (said.has(VPC) && !firewall.hasVpcs()) {
      throw ProviderException.builder("the cloud has no VPCs")
          .hint("Leave it out: its groups are for machines of every network.")
          .path(ValuePath.of(VPC))
          .build();
    }
  }

  /** Looks whether a group can be called so, and whether one that is there can be. */
  private static PlannedResource named(
      @Nullable MapValue prior, MapValue planned, Firewall firewall) throws ProviderException {
    String name = planned.getString(NAME, "");
    Optional<String> refusal = name.isEmpty() ? Optional.empty() : firewall.refusal(name);
    if (refusal.isPresent()) {
      throw ProviderException.builder("there cannot be a security group of that name")
          .detail(Failures.sentence(refusal.get()))
          .path(ValuePath.of(NAME))
          .build();
    }
    boolean renamed = prior != null && !prior.getOrNull(NAME).equals(planned.getOrNull(NAME));
    List<Replacement> replacements =
        renamed && !firewall.renames()
            ? List.of(new Replacement(ValuePath.of(NAME), "the cloud cannot rename a group"))
            : List.of();
    return new PlannedResource(planned, replacements, List.of());
  }

  /**
   * Clouds take two groups of one name, and then no machine that shall have it. One of this
   * platform may be what an interrupted apply has left, which is gone on with.
   */
  void checkName(PreflightRequest request, List<Group> groups) throws ProviderException {
    String name = request.planned().getString(NAME);
    MapValue prior = request.prior();
    String own = prior == null ? "" : prior.getString("id", "");
    for (Group group : groups) {
      boolean ours = Marker.of(group.description()).platform().equals(platform);
      String vpc = request.planned().getString(VPC, group.vpc());
      if (group.name().equals(name)
          && group.vpc().equals(vpc)
          && !group.id().equals(own)
          && !ours) {
        throw ProviderException.builder("the cloud has a security group " + name + " already")
            .hint("Choose another name, or take that one over: paas import ADDRESS " + group.id())
            .path(ValuePath.of(NAME))
            .build();
      }
    }
  }
}

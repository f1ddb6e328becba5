package dev.paas.provider.jclouds.securitygroup;

import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.naming.Marker;
import dev.paas.provider.jclouds.naming.Names;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;

/** What the user says of a group: what is wrong in it, and what is made of what is left out. */
final class Inputs {
  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";

  private final Names names;
  private final String platform;

  Inputs(Names names, String platform) {
    this.names = names;
    this.platform = platform;
  }

  PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue said = request.configuration();
    for (String key : List.of(NAME, DESCRIPTION, Rules.RULES)) {
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
    Rules.check(request.proposed());
    boolean named = said.has(NAME) || request.prior() != null;
    return PlannedResource.of(
        named
            ? request.proposed()
            : request.proposed().with(NAME, Value.of(names.unique(request.address()))));
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
      if (group.name().equals(name) && !group.id().equals(own) && !ours) {
        throw ProviderException.builder("the cloud has a security group " + name + " already")
            .hint("Choose another name, or take that one over: paas import ADDRESS " + group.id())
            .path(ValuePath.of(NAME))
            .build();
      }
    }
  }
}

package dev.paas.provider.jclouds.vm;

import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a firewall makes of a machine's plan. */
final class PlannedFirewall {
  private static final String GROUPS = "securityGroups";

  private PlannedFirewall() {}

  /** Checks the rules, and completes what hangs on whether there are any. */
  static MapValue complete(PlanRequest request, MapValue proposed) throws ProviderException {
    Value rules = proposed.getOrNull(OwnGroup.FIREWALL);
    if (rules.hasSensitive()) {
      throw ProviderException.builder("it cannot hold something sensitive")
          .detail("Whoever may list security groups reads it.")
          .path(ValuePath.of(OwnGroup.FIREWALL))
          .build();
    }
    OwnGroup.INBOUND.wanted(proposed.getList(OwnGroup.FIREWALL));
    MapValue prior = request.prior();
    MapValue.Builder planned = proposed.toBuilder();
    planned.put(OwnGroup.GROUP, group(rules, prior));
    if (!request.configuration().has(GROUPS)) {
      groups(planned, rules, prior);
    }
    if (prior != null && VmAttributes.isMissing(prior)) {
      anew(planned, proposed);
    }
    return planned.build();
  }

  private static Value group(Value rules, @Nullable MapValue prior) {
    if (rules.isNull()) {
      return Value.nullValue();
    }
    return prior != null && prior.has(OwnGroup.GROUP) && !rules.isUnknown()
        ? prior.getOrNull(OwnGroup.GROUP)
        : Value.unknown();
  }

  /** Beside a firewall no other group is had unasked; without one, the cloud's default is. */
  private static void groups(MapValue.Builder planned, Value rules, @Nullable MapValue prior) {
    boolean there = prior != null && prior.has(OwnGroup.GROUP);
    if (rules.isUnknown()) {
      planned.put(GROUPS, Value.unknown());
    } else if (!rules.isNull()) {
      planned.put(GROUPS, Value.list());
    } else if (there) {
      planned.put(GROUPS, Value.strings(List.of("default")));
    }
  }

  /** Of a server that is not there nothing stays as it was. */
  private static void anew(MapValue.Builder planned, MapValue proposed) {
    VmAttributes.COMPUTED.forEach(key -> planned.put(key, Value.unknown()));
    if (!proposed.has("zone")) {
      planned.put("zone", Value.unknown());
    }
  }

  static List<String> warnings(@Nullable MapValue prior) {
    return prior != null && VmAttributes.isMissing(prior)
        ? List.of("Its server is not there, only its firewall is: the server is made.")
        : List.of();
  }
}

package dev.paas.provider.jclouds.firewall;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way from the rules that a group has to those that it shall have. */
public final class RuleChanges {
  private final Firewall firewall;
  private final Group group;

  public RuleChanges(Firewall firewall, Group group) {
    this.firewall = firewall;
    this.group = group;
  }

  /** Adds what is missing, then removes what is too much: nothing is shut out in between. */
  public void make(Map<Rule, ValuePath> wanted)
      throws CloudException, InterruptedException, ProviderException {
    Map<String, Rule> there = new HashMap<>();
    group.rules().forEach((id, rule) -> there.put(id, RealRules.canonical(rule)));
    Map<Rule, ValuePath> missing = new LinkedHashMap<>(wanted);
    missing.keySet().removeAll(there.values());
    add(missing);
    for (Map.Entry<String, Rule> rule : there.entrySet()) {
      if (!wanted.containsKey(rule.getValue())) {
        firewall.removeRule(rule.getKey());
      }
    }
  }

  /** All in one call; when that is refused, one by one, which tells what is wrong with which. */
  private void add(Map<Rule, ValuePath> missing)
      throws CloudException, InterruptedException, ProviderException {
    if (missing.isEmpty()) {
      return;
    }
    try {
      firewall.addRules(group.id(), List.copyOf(missing.keySet()));
    } catch (CloudException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      for (Map.Entry<Rule, ValuePath> rule : missing.entrySet()) {
        add(rule.getKey(), rule.getValue());
      }
    }
  }

  private static boolean isRefusal(CloudException failure) {
    return failure.kind() == Kind.REFUSED
        || failure.kind() == Kind.FORBIDDEN
        || failure.kind() == Kind.NOT_FOUND;
  }

  private void add(Rule rule, ValuePath path)
      throws CloudException, InterruptedException, ProviderException {
    try {
      firewall.addRules(group.id(), List.of(rule));
    } catch (CloudException e) {
      boolean noGroup = e.kind() == Kind.NOT_FOUND && !rule.group().isEmpty();
      if (!isRefusal(e) || (e.kind() == Kind.NOT_FOUND && !noGroup)) {
        throw e;
      }
      throw Failures.explain(e).path(noGroup ? path.child("group") : path).build();
    }
  }
}

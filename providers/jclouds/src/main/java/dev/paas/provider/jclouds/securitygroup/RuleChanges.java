package dev.paas.provider.jclouds.securitygroup;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.util.HashMap;
import java.util.Map;

/** The way from the rules that a group has to those that it shall have. */
final class RuleChanges {
  private final Firewall firewall;
  private final Group group;

  RuleChanges(Firewall firewall, Group group) {
    this.firewall = firewall;
    this.group = group;
  }

  /** Adds what is missing, then removes what is too much: nothing is shut out in between. */
  void make(Map<Rule, ValuePath> wanted)
      throws CloudException, InterruptedException, ProviderException {
    Map<String, Rule> there = new HashMap<>();
    group.rules().forEach((id, rule) -> there.put(id, Rules.canonical(rule)));
    for (Map.Entry<Rule, ValuePath> rule : wanted.entrySet()) {
      if (!there.containsValue(rule.getKey())) {
        add(rule.getKey(), rule.getValue());
      }
    }
    for (Map.Entry<String, Rule> rule : there.entrySet()) {
      if (!wanted.containsKey(rule.getValue())) {
        firewall.removeRule(rule.getKey());
      }
    }
  }

  private void add(Rule rule, ValuePath path)
      throws CloudException, InterruptedException, ProviderException {
    try {
      firewall.addRule(group.id(), rule);
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND && !rule.group().isEmpty()) {
        throw Failures.explain(e).path(path.child("group")).build();
      }
      if (e.kind() == Kind.REFUSED || e.kind() == Kind.FORBIDDEN) {
        throw Failures.explain(e).path(path).build();
      }
      throw e;
    }
  }
}

package dev.paas.provider.jclouds.firewall;

import dev.paas.provider.jclouds.call.Cidr;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import java.util.HashSet;
import java.util.Set;

/** The rules that a group really has, in the form in which equal ones are equal. */
public final class RealRules {
  private RealRules() {}

  /** All of them. */
  public static Set<Rule> of(Group group) {
    Set<Rule> real = new HashSet<>();
    group.rules().values().forEach(rule -> real.add(canonical(rule)));
    return real;
  }

  static Rule canonical(Rule rule) {
    try {
      Cidr cidr = rule.cidr().isEmpty() ? null : Cidr.parse(rule.cidr());
      return cidr == null ? rule : rule.from(cidr.isAll() ? "" : cidr.toString());
    } catch (Cidr.Malformed e) {
      return rule;
    }
  }
}

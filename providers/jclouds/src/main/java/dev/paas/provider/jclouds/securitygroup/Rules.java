package dev.paas.provider.jclouds.securitygroup;

import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import dev.paas.provider.jclouds.firewall.RealRules;
import dev.paas.provider.jclouds.firewall.WrittenRule;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules as the cloud has them, from rules as the user writes them, and back. */
final class Rules {
  static final String RULES = "rules";
  static final String ALLOW_EGRESS = "allowEgress";
  private static final ValuePath PATH = ValuePath.of(RULES);

  private Rules() {}

  /** Refuses what is wrong in rules, as far as they are known. */
  static void check(MapValue configuration) throws ProviderException {
    // The id of a group that is yet to be made is not known; no other one is like this.
    wanted(configuration, "");
  }

  /**
   * What a group is to have, and where it is said. What is not known yet is left out.
   *
   * @param self the id of the group
   */
  static Map<Rule, ValuePath> wanted(MapValue attributes, String self) throws ProviderException {
    Map<Rule, ValuePath> wanted = new LinkedHashMap<>();
    boolean out = attributes.getBoolean(ALLOW_EGRESS, true);
    if (out) {
      Rule.OUT.forEach(rule -> wanted.put(rule, ValuePath.of(ALLOW_EGRESS)));
    }
    boolean outKnown = !attributes.getOrNull(ALLOW_EGRESS).isUnknown();
    ListValue rules = attributes.getList(RULES);
    for (int i = 0; i < rules.values().size(); i++) {
      if (!(rules.values().get(i).unwrapped() instanceof MapValue written)
          || !written.isWhollyKnown()) {
        continue;
      }
      ValuePath path = PATH.child(i);
      Rule rule = WrittenRule.parse(written, path, self);
      if (!rule.incoming() && out && outKnown) {
        throw ProviderException.builder("everything may go out already")
            .hint("Set allowEgress: false, so that only what rules say may go out.")
            .path(path)
            .build();
      }
      ValuePath first = wanted.putIfAbsent(rule, path);
      if (first != null) {
        throw ProviderException.builder("the rule is there twice")
            .detail("It means the same as " + first + ".")
            .path(path)
            .build();
      }
    }
    return wanted;
  }

  /** Whether a group has exactly what is recorded of it. */
  static boolean agree(MapValue recorded, Group group) {
    try {
      return recorded.getOrNull(RULES).isWhollyKnown()
          && wanted(recorded, group.id()).keySet().equals(RealRules.of(group));
    } catch (ProviderException e) {
      // What was recorded of a group that others have changed need not be what a user may write.
      return false;
    }
  }

  /** Attributes with the rules that a group really has. */
  static void put(MapValue.Builder attributes, Group group) {
    List<Rule> real = new ArrayList<>(RealRules.of(group));
    boolean out = real.containsAll(Rule.OUT);
    if (out) {
      real.removeAll(Rule.OUT);
    }
    real.sort(Comparator.comparing(Rule::toString));
    attributes.put(ALLOW_EGRESS, out);
    List<Value> written = new ArrayList<>();
    real.forEach(rule -> written.add(WrittenRule.of(rule, group.id())));
    attributes.put(RULES, Value.list(written));
  }
}

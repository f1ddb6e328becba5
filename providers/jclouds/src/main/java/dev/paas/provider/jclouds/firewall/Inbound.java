package dev.paas.provider.jclouds.firewall;

import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
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
import java.util.Set;

/** The short form: what may reach a machine. Everything may leave it. */
public final class Inbound {
  private final ValuePath path;

  /**
   * @param path where the rules stand
   */
  public Inbound(ValuePath path) {
    this.path = path;
  }

  /** What a group is to have, and where it is said. What is not known yet is left out. */
  public Map<Rule, ValuePath> wanted(ListValue rules) throws ProviderException {
    Map<Rule, ValuePath> wanted = new LinkedHashMap<>();
    Rule.OUT.forEach(rule -> wanted.put(rule, path));
    for (int i = 0; i < rules.values().size(); i++) {
      if (rules.values().get(i).unwrapped() instanceof MapValue written
          && written.isWhollyKnown()) {
        add(wanted, written, path.child(i));
      }
    }
    return wanted;
  }

  private static void add(Map<Rule, ValuePath> wanted, MapValue written, ValuePath place)
      throws ProviderException {
    for (Rule rule : WrittenRule.incoming(written, place)) {
      ValuePath first = wanted.putIfAbsent(rule, place);
      if (first != null) {
        throw ProviderException.builder("the rule is there twice")
            .detail(first + " lets it in already.")
            .path(place)
            .build();
      }
    }
  }

  /** Whether a group lets in what is recorded of it, and everything out. */
  public boolean agrees(ListValue recorded, Group group) {
    try {
      Set<Rule> real = RealRules.of(group);
      real.removeIf(rule -> !rule.incoming() && !Rule.OUT.contains(rule));
      return recorded.isWhollyKnown() && wanted(recorded).keySet().equals(real);
    } catch (ProviderException e) {
      // What was recorded of a group that others have changed need not be what a user may write.
      return false;
    }
  }

  /** What a group really lets in; a machine that not everything may leave has none of this form. */
  public static Value of(Group group) {
    Set<Rule> real = RealRules.of(group);
    if (!real.containsAll(Rule.OUT)) {
      return Value.nullValue();
    }
    List<Rule> incoming = new ArrayList<>(real);
    incoming.removeIf(rule -> !rule.incoming());
    incoming.sort(Comparator.comparing(Rule::toString));
    List<Value> written = new ArrayList<>();
    for (Rule rule : incoming) {
      written.add(WrittenRule.of(rule, group.id()).without("direction"));
    }
    return Value.list(written);
  }
}

package dev.paas.provider.jclouds.firewall;

import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.provider.jclouds.call.Quotas;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.List;

/** What only the cloud can tell of a group before it is made. */
public final class GroupChecks {
  private GroupChecks() {}

  /** Looks whether the account may have one more. */
  public static void quota(Firewall firewall)
      throws CloudException, InterruptedException, ProviderException {
    Quotas.check(firewall.groupQuota(), "security groups");
  }

  /** Refuses rules for groups that are not there. */
  public static void groups(ListValue rules, ValuePath path, List<Group> groups)
      throws ProviderException {
    for (int i = 0; i < rules.values().size(); i++) {
      String wanted = group(rules, i);
      if (!wanted.isEmpty() && groups.stream().noneMatch(group -> group.id().equals(wanted))) {
        boolean name = groups.stream().anyMatch(group -> group.name().equals(wanted));
        throw ProviderException.builder("the cloud has no security group " + wanted)
            .hint(
                name
                    ? "That is a name; its id is needed."
                    : NearMatches.hint(wanted, groups.stream().map(Group::id).toList()))
            .path(path.child(i).child("group"))
            .build();
      }
    }
  }

  /** Whether any rule names another group than its own. */
  public static boolean nameOthers(ListValue rules) {
    for (int i = 0; i < rules.values().size(); i++) {
      if (!group(rules, i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The other group that a rule names; empty when it is not known, or there is none. */
  private static String group(ListValue rules, int index) {
    String named =
        rules.values().get(index).unwrapped() instanceof MapValue rule
            ? rule.getString("group", "")
            : "";
    return named.equals(WrittenRule.SELF) ? "" : named;
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Firewall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Security groups of EC2. A rule has no id here but itself: EC2 adds and takes away by what is let
 * through. What was changed may be told a moment later, which is waited for.
 */
final class Ec2Firewall implements Firewall {
  private static final String PAGE = "1000";
  private static final String GROUPS = "securityGroupInfo";
  private static final String GROUP_ID = "GroupId";
  private static final String SUBNET = "subnet-";
  private static final int LOOKS = 20;
  private static final int LONGEST = 255;
  private static final String ALLOWED = "a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*";
  private static final Pattern NAME = Pattern.compile("[" + ALLOWED + "]{1," + LONGEST + "}");
  private static final Pattern FORBIDDEN = Pattern.compile("[^" + ALLOWED + "]");

  private final Query query;
  private final Duration interval;

  /**
   * @param interval how long to wait before what was changed is looked at again
   */
  Ec2Firewall(Query query, Duration interval) {
    this.query = query;
    this.interval = interval;
  }

  @Override
  public boolean renames() {
    return false;
  }

  @Override
  public boolean hasVpcs() {
    return true;
  }

  @Override
  public Optional<String> refusal(String name) {
    if (name.startsWith("sg-")) {
      return Optional.of("a name that begins with sg- is an id to EC2");
    }
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "EC2 takes 1 to 255 letters and digits of ASCII, spaces and ._-:/()#,@[]+=&;{}!$*");
  }

  @Override
  public Optional<String> refusal(Rule rule) {
    return PermissionMapping.refusal(rule);
  }

  @Override
  public List<Group> groups() throws CloudException, InterruptedException {
    return groups(Call.of("DescribeSecurityGroups").with("MaxResults", PAGE));
  }

  /** EC2 takes {@code *} in a filter for any characters. */
  @Override
  public List<Group> groupsNamed(String name) throws CloudException, InterruptedException {
    Call call = Call.of("DescribeSecurityGroups").where("group-name", List.of(name));
    return groups(call).stream().filter(group -> group.name().equals(name)).toList();
  }

  private List<Group> groups(Call call) throws CloudException, InterruptedException {
    return query.all(call, GROUPS).stream().map(PermissionMapping::group).toList();
  }

  @Override
  public Optional<Group> group(String id) throws CloudException, InterruptedException {
    try {
      return groups(Call.of("DescribeSecurityGroups").with("GroupId.1", id)).stream().findFirst();
    } catch (CloudException e) {
      if (Ec2Failures.isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The tag is there from the beginning; what EC2 shows as a description may lack characters. */
  @Override
  public Group createGroup(String name, String description, @Nullable String network)
      throws CloudException, InterruptedException {
    String shown = FORBIDDEN.matcher(description.isEmpty() ? name : description).replaceAll(".");
    Xml made =
        query.change(
            Call.of("CreateSecurityGroup")
                .with("GroupName", name)
                .with("GroupDescription", shown.substring(0, Math.min(LONGEST, shown.length())))
                .withIfSet("VpcId", vpc(network))
                .with("TagSpecification.1.ResourceType", "security-group")
                .tagged(
                    "TagSpecification.1.Tag", Map.of(PermissionMapping.DESCRIPTION, description)));
    String id = made.text("groupId");
    Group unseen = new Group(id, name, description, "", Map.of());
    return await(id, group -> true).orElse(unseen);
  }

  private @Nullable String vpc(@Nullable String network)
      throws CloudException, InterruptedException {
    if (network == null || !network.startsWith(SUBNET)) {
      return network;
    }
    return new Subnets(query).one(network).text("vpcId");
  }

  /** Looks for a while until a group is as it was made; empty when it is not seen at all. */
  private Optional<Group> await(String id, Predicate<Group> made)
      throws CloudException, InterruptedException {
    Optional<Group> group = group(id);
    for (int look = 1; look < LOOKS && group.filter(made).isEmpty(); look++) {
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
      group = group(id);
    }
    return group;
  }

  @Override
  public void describeGroup(String id, String name, String description)
      throws CloudException, InterruptedException {
    query.change(
        Call.of("CreateTags")
            .with("ResourceId.1", id)
            .tagged("Tag", Map.of(PermissionMapping.DESCRIPTION, description)));
  }

  @Override
  public void deleteGroup(String id) throws CloudException, InterruptedException {
    query.unlessMissing(Call.of("DeleteSecurityGroup").with(GROUP_ID, id));
  }

  /** One call for each direction; when the second fails, the first is undone. */
  @Override
  public void addRules(String groupId, List<Rule> rules)
      throws CloudException, InterruptedException {
    List<Rule> in = directed(rules, true);
    List<Rule> out = directed(rules, false);
    if (!out.isEmpty()) {
      query.change(call("AuthorizeSecurityGroupEgress", groupId, out));
    }
    if (!in.isEmpty()) {
      letIn(groupId, in, out);
    }
    await(groupId, group -> group.rules().values().containsAll(rules));
  }

  private void letIn(String groupId, List<Rule> in, List<Rule> out)
      throws CloudException, InterruptedException {
    try {
      query.change(call("AuthorizeSecurityGroupIngress", groupId, in));
    } catch (CloudException failure) {
      try {
        revoke("RevokeSecurityGroupEgress", groupId, out);
      } catch (CloudException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }

  private static List<Rule> directed(Collection<Rule> rules, boolean incoming) {
    return rules.stream().filter(rule -> rule.incoming() == incoming).toList();
  }

  private static Call call(String action, String groupId, List<Rule> rules) {
    return PermissionMapping.with(Call.of(action).with(GROUP_ID, groupId), rules);
  }

  @Override
  public void removeRules(String groupId, Map<String, Rule> rules)
      throws CloudException, InterruptedException {
    revoke("RevokeSecurityGroupIngress", groupId, directed(rules.values(), true));
    revoke("RevokeSecurityGroupEgress", groupId, directed(rules.values(), false));
    await(groupId, group -> group.rules().values().stream().noneMatch(rules::containsValue));
  }

  /** All in one call; when one of them is gone already, one by one. */
  private void revoke(String action, String groupId, List<Rule> rules)
      throws CloudException, InterruptedException {
    if (rules.isEmpty()) {
      return;
    }
    try {
      query.change(call(action, groupId, rules));
    } catch (CloudException e) {
      if (!Ec2Failures.isMissing(e)) {
        throw e;
      }
      for (Rule rule : rules) {
        query.unlessMissing(call(action, groupId, List.of(rule)));
      }
    }
  }

  @Override
  public List<String> users(String groupId) throws CloudException, InterruptedException {
    List<String> users = new ArrayList<>();
    Call interfaces =
        Call.of("DescribeNetworkInterfaces")
            .with("MaxResults", PAGE)
            .where("group-id", List.of(groupId));
    for (Xml each : query.all(interfaces, "networkInterfaceSet")) {
      String instance = each.text("attachment", "instanceId");
      String id = "network interface " + each.text("networkInterfaceId");
      users.add(instance.isEmpty() ? id : "instance " + instance + " (" + id + ")");
    }
    for (String filter : List.of("ip-permission.group-id", "egress.ip-permission.group-id")) {
      Call naming = Call.of("DescribeSecurityGroups").where(filter, List.of(groupId));
      groups(naming).stream()
          .filter(group -> !group.id().equals(groupId))
          .forEach(group -> users.add("rules of the security group " + group.name()));
    }
    return users.stream().distinct().toList();
  }

  /** EC2 tells of it in another service. */
  @Override
  public Optional<Quota> groupQuota() {
    return Optional.empty();
  }
}

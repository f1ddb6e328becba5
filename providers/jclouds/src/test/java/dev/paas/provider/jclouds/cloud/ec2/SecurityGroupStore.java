package dev.paas.provider.jclouds.cloud.ec2;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The responder's security groups, as strict as Amazon says that its own are. */
final class SecurityGroupStore {
  static final String DEFAULT_VPC = "vpc-1";
  private static final String ALLOWED = "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}";
  private static final String DEFAULT = "default";
  private static final int MOST = 60;

  private final Map<String, SecurityGroup> groups = new TreeMap<>();
  private final Predicate<String> isUsed;
  private final Predicate<String> isVpc;
  private int made;

  /**
   * @param isUsed whether any machine has a group
   * @param isVpc whether there is a VPC
   */
  SecurityGroupStore(Predicate<String> isUsed, Predicate<String> isVpc) {
    this.isUsed = isUsed;
    this.isVpc = isVpc;
    for (String vpc : List.of(DEFAULT_VPC, "vpc-2")) {
      addDefault(vpc);
      add("web", "of somebody's", vpc);
    }
  }

  /** A VPC is made with a group. */
  void addDefault(String vpc) {
    add(DEFAULT, "default VPC security group", vpc);
  }

  /** Whether a VPC has more groups than the one that it was made with. */
  boolean hasOthers(String vpc) {
    return groups.values().stream()
        .anyMatch(each -> each.vpc.equals(vpc) && !each.name.equals(DEFAULT));
  }

  void removeAll(String vpc) {
    groups.values().removeIf(each -> each.vpc.equals(vpc));
  }

  /** One more, behind everybody's back. */
  SecurityGroup add(String name, String description, String vpc) {
    String id = "sg-%017x".formatted(++made);
    SecurityGroup group = new SecurityGroup(id, name, description, vpc);
    groups.put(id, group);
    return group;
  }

  Map<String, SecurityGroup> all() {
    return groups;
  }

  /** One of that id, which must be there. */
  SecurityGroup known(String id) throws Refusal {
    if (!id.matches("sg-([0-9a-f]{8}|[0-9a-f]{17})")) {
      throw new Refusal("InvalidGroupId.Malformed", "Invalid id: \"" + id + "\"");
    }
    SecurityGroup group = groups.get(id);
    if (group == null || !(group.isKnown() || isOld(group))) {
      throw new Refusal("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }
    return group;
  }

  /** Those that were there from the beginning. */
  private static boolean isOld(SecurityGroup group) {
    return group.tags.isEmpty();
  }

  Optional<SecurityGroup> named(String name, String vpc) {
    return groups.values().stream()
        .filter(each -> each.name.equalsIgnoreCase(name) && each.vpc.equals(vpc))
        .findFirst();
  }

  String create(Form form) throws Refusal {
    String name = form.text("GroupName");
    String description = form.text("GroupDescription");
    String vpc = form.has("VpcId") ? form.text("VpcId") : DEFAULT_VPC;
    if (!isVpc.test(vpc)) {
      throw new Refusal("InvalidVpcID.NotFound", "The vpc ID '" + vpc + "' does not exist");
    }
    if (!name.matches(ALLOWED) || name.startsWith("sg-") || !description.matches(ALLOWED)) {
      throw new Refusal("InvalidParameterValue", "Invalid name or description: " + description);
    }
    if (name.equalsIgnoreCase(DEFAULT)) {
      throw new Refusal("InvalidParameterValue", "Cannot use reserved security group name");
    }
    if (named(name, vpc).isPresent()) {
      throw new Refusal(
          "InvalidGroup.Duplicate",
          "The security group '" + name + "' already exists for VPC '" + vpc + "'");
    }
    Map<String, String> tags = form.tags("TagSpecification.1.Tag.");
    if (!tags.isEmpty() && !form.text("TagSpecification.1.ResourceType").equals("security-group")) {
      throw new Refusal("InvalidParameterValue", "tags of something else");
    }
    for (String value : tags.values()) {
      if (value.length() > 256) {
        throw new Refusal("InvalidParameterValue", "a tag is too long");
      }
    }
    SecurityGroup group = add(name, description, vpc);
    group.tags.putAll(tags);
    return "<return>true</return><groupId>" + group.id + "</groupId>";
  }

  List<String> describe(Form form) throws Refusal {
    List<String> ids = form.numbered("GroupId.");
    if (!ids.isEmpty()) {
      if (form.has("MaxResults")) {
        throw new Refusal("InvalidParameterCombination", "either groups or pages");
      }
      for (String id : ids) {
        known(id);
      }
    }
    Map<String, List<String>> filters = form.filters();
    if (!Set.of("group-name", "vpc-id", "ip-permission.group-id", "egress.ip-permission.group-id")
        .containsAll(filters.keySet())) {
      throw new Refusal("InvalidParameterValue", "there is no filter " + filters.keySet());
    }
    return groups.values().stream()
        .filter(each -> ids.isEmpty() || ids.contains(each.id))
        .filter(each -> passes(each, filters))
        .map(SecurityGroup::xml)
        .toList();
  }

  private static boolean passes(SecurityGroup group, Map<String, List<String>> filters) {
    return filters.entrySet().stream()
        .allMatch(
            filter ->
                switch (filter.getKey()) {
                  case "group-name" -> filter.getValue().contains(group.name);
                  case "vpc-id" -> filter.getValue().contains(group.vpc);
                  default -> names(group, !filter.getKey().startsWith("egress"), filter.getValue());
                });
  }

  private static boolean names(SecurityGroup group, boolean incoming, List<String> ids) {
    return group.permissions().stream()
        .anyMatch(
            each ->
                each.incoming() == incoming
                    && each.kind().equals("groups")
                    && ids.contains(each.peer()));
  }

  String authorize(Form form, boolean incoming) throws Refusal {
    SecurityGroup group = known(form.text("GroupId"));
    List<Permission> more = Permission.of(form, incoming);
    Set<Permission> all = new HashSet<>(group.permissions());
    for (Permission each : more) {
      if (each.kind().equals("groups")) {
        checkPeer(group, each.peer());
      }
      if (!all.add(each)) {
        throw new Refusal(
            "InvalidPermission.Duplicate", "the specified rule \"" + each + "\" already exists");
      }
    }
    if (all.stream().filter(each -> each.incoming() == incoming).count() > MOST) {
      throw new Refusal(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
    group.add(more);
    return "<return>true</return>";
  }

  private void checkPeer(SecurityGroup group, String peer) throws Refusal {
    if (!known(peer).vpc.equals(group.vpc)) {
      throw new Refusal(
          "InvalidGroup.NotFound", "You have specified two resources of two networks");
    }
  }

  String revoke(Form form, boolean incoming) throws Refusal {
    SecurityGroup group = known(form.text("GroupId"));
    List<Permission> less = Permission.of(form, incoming);
    for (Permission each : less) {
      if (!group.permissions().contains(each)) {
        throw new Refusal(
            "InvalidPermission.NotFound", "The specified rule does not exist in this group");
      }
    }
    group.remove(less);
    return "<return>true</return>";
  }

  String delete(Form form) throws Refusal {
    SecurityGroup group = known(form.text("GroupId"));
    if (group.name.equals(DEFAULT)) {
      throw new Refusal("CannotDelete", "the default group cannot be deleted by a user");
    }
    boolean named =
        groups.values().stream()
            .filter(each -> each != group)
            .anyMatch(
                each ->
                    names(each, true, List.of(group.id)) || names(each, false, List.of(group.id)));
    if (named || isUsed.test(group.id)) {
      throw new Refusal("DependencyViolation", "resource " + group.id + " has a dependent object");
    }
    groups.remove(group.id);
    return "<return>true</return>";
  }
}

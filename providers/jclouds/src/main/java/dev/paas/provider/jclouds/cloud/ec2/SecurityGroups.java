package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Security groups, which EC2 wants by their ids where a network of one's own is. */
final class SecurityGroups {
  private static final String GROUPS = "securityGroupInfo";

  private final Query query;

  SecurityGroups(Query query) {
    this.query = query;
  }

  List<String> names() throws CloudException, InterruptedException {
    Call call = Call.of("DescribeSecurityGroups").with("MaxResults", "1000");
    return query.all(call, GROUPS).stream()
        .map(group -> group.text("groupName"))
        .distinct()
        .toList();
  }

  /** An order with the groups that were named. */
  Call chosen(Call order, List<String> names, @Nullable String subnet)
      throws CloudException, InterruptedException {
    Optional<String> own = names.stream().filter(SecurityGroups::isId).findFirst();
    if (own.isEmpty() && subnet == null) {
      return order.withAll("SecurityGroup", names);
    }
    if (names.isEmpty()) {
      return order;
    }
    String vpc = own.isPresent() ? vpcOf(own.get()) : vpcAround(subnet);
    Set<String> ids = new TreeSet<>();
    for (String name : names) {
      ids.add(id(name, vpc));
    }
    return order.withAll("SecurityGroupId", ids);
  }

  /** What is made by us is said by its id, which no name can be. */
  private static boolean isId(String group) {
    return group.startsWith("sg-");
  }

  private String vpcOf(String group) throws CloudException, InterruptedException {
    Xml answer = query.look(Call.of("DescribeSecurityGroups").with("GroupId.1", group));
    return answer.at(GROUPS, "item").text("vpcId");
  }

  private String vpcAround(@Nullable String subnet) throws CloudException, InterruptedException {
    return new Subnets(query).one(String.valueOf(subnet)).text("vpcId");
  }

  /** Gives an instance one group more, or less. */
  void change(Xml instance, String name, boolean more) throws CloudException, InterruptedException {
    Set<String> ids = new TreeSet<>(InstanceMapping.groups(instance, "groupId"));
    String id = id(name, instance.text("vpcId"));
    if (more) {
      ids.add(id);
    } else {
      ids.remove(id);
    }
    query.change(
        Call.of("ModifyInstanceAttribute")
            .with("InstanceId", instance.text("instanceId"))
            .withAll("GroupId", ids));
  }

  private String id(String name, String vpc) throws CloudException, InterruptedException {
    if (isId(name)) {
      return name;
    }
    Call call = Call.of("DescribeSecurityGroups").where("group-name", List.of(name));
    List<Xml> found = query.all(vpc.isEmpty() ? call : call.where("vpc-id", List.of(vpc)), GROUPS);
    if (found.size() != 1) {
      throw new CloudException(
          Kind.REFUSED,
          (found.isEmpty() ? "there is no security group " : "there are several security groups ")
              + name);
    }
    return found.get(0).text("groupId");
  }
}

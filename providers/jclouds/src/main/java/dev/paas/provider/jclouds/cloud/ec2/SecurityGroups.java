package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Security groups, which EC2 wants by their ids where a network of one's own is. */
final class SecurityGroups {
  private final Query query;

  SecurityGroups(Query query) {
    this.query = query;
  }

  List<String> names() throws CloudException, InterruptedException {
    Call call = Call.of("DescribeSecurityGroups").with("MaxResults", "1000");
    return query.all(call, "securityGroupInfo").stream()
        .map(group -> group.text("groupName"))
        .distinct()
        .toList();
  }

  /** An order with the groups that were named. */
  Call chosen(Call order, List<String> names, @Nullable String subnet)
      throws CloudException, InterruptedException {
    if (subnet == null) {
      return order.withAll("SecurityGroup", names);
    }
    if (names.isEmpty()) {
      return order;
    }
    Xml answer = query.look(Call.of("DescribeSubnets").with("SubnetId.1", subnet));
    String vpc = answer.at("subnetSet", "item").text("vpcId");
    Set<String> ids = new TreeSet<>();
    for (String name : names) {
      ids.add(id(name, vpc));
    }
    return order.withAll("SecurityGroupId", ids);
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
    Call call = Call.of("DescribeSecurityGroups").where("group-name", List.of(name));
    List<Xml> found =
        query.all(vpc.isEmpty() ? call : call.where("vpc-id", List.of(vpc)), "securityGroupInfo");
    if (found.size() != 1) {
      throw new CloudException(
          Kind.REFUSED,
          (found.isEmpty() ? "there is no security group " : "there are several security groups ")
              + name);
    }
    return found.get(0).text("groupId");
  }
}

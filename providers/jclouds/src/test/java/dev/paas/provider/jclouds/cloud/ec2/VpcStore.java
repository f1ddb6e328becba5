package dev.paas.provider.jclouds.cloud.ec2;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The responder's VPCs and subnets, as strict as Amazon says that its own are. */
final class VpcStore {
  static final String VPC = "vpcId";
  private static final String CIDR = "cidrBlock";
  private static final String MAPS = "mapPublicIpOnLaunch";
  private static final int LARGEST = 16;
  private static final int SMALLEST = 28;

  /** The addresses of a subnet that are EC2's own, but for the last one. */
  private static final int RESERVED = 4;

  final Things vpcs = new Things("vpc", "InvalidVpcID.NotFound", "VpcLimitExceeded");
  final Things subnets = new Things("subnet", "InvalidSubnetID.NotFound", "SubnetLimitExceeded");
  private final Set<String> zones;
  private int machines;

  /**
   * @param zones where subnets can be
   */
  VpcStore(Set<String> zones) {
    this.zones = zones;
    add("vpc-1", "10.1.0.0/16", "subnet-1", "10.1.2.0/24", "front", true);
    add("vpc-2", "10.2.0.0/16", "subnet-2", "10.2.2.0/24", "inner", false);
  }

  private void add(
      String vpc, String range, String subnet, String part, String name, boolean maps) {
    vpcs.put(Thing.old(vpc).with(CIDR, range).with("dhcpOptionsId", DhcpStore.DEFAULT));
    Thing added = Thing.old(subnet).with(VPC, vpc).with(CIDR, part);
    added.with("availabilityZone", "eu-test-1a").with(MAPS, Boolean.toString(maps));
    added.tags.put("Name", name);
    subnets.put(added);
  }

  String create(Form form) throws Refusal {
    String cidr = required(form, "CidrBlock");
    checkLength(cidr, "InvalidVpc.Range");
    Thing vpc = vpcs.make(Thing.tags(form, "vpc"));
    vpc.with(CIDR, cidr).with("dhcpOptionsId", DhcpStore.DEFAULT);
    return "<vpc>" + vpcXml(vpc) + "</vpc>";
  }

  static String required(Form form, String name) throws Refusal {
    if (form.text(name).isEmpty()) {
      throw new Refusal("MissingParameter", "The request must contain the parameter " + name);
    }
    return form.text(name);
  }

  private static void checkLength(String cidr, String code) throws Refusal {
    int bits = bits(cidr);
    if (bits < LARGEST || bits > SMALLEST) {
      throw new Refusal(code, "The CIDR '" + cidr + "' is invalid.");
    }
  }

  private static int bits(String cidr) {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  private static long first(String cidr) {
    try {
      byte[] bytes = InetAddress.getByName(cidr.substring(0, cidr.indexOf('/'))).getAddress();
      return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(cidr, e);
    }
  }

  private static long end(String cidr) {
    return first(cidr) + (1L << (Integer.SIZE - bits(cidr)));
  }

  private static String vpcXml(Thing vpc) {
    String state = vpc.isKnown() ? "available" : "pending";
    return vpc.xml(VPC, "<state>" + state + "</state>");
  }

  List<String> describe(Form form) throws Refusal {
    return vpcs.asked(form, "VpcId", Map.of("vpc-id", Thing.SELF)).stream()
        .map(vpc -> "<item>" + vpcXml(vpc) + "</item>")
        .toList();
  }

  String createSubnet(Form form) throws Refusal {
    Thing vpc = vpcs.known(required(form, "VpcId"));
    String cidr = required(form, "CidrBlock");
    checkLength(cidr, "InvalidSubnet.Range");
    if (first(cidr) < first(vpc.field(CIDR)) || end(cidr) > end(vpc.field(CIDR))) {
      throw new Refusal("InvalidSubnet.Range", "The CIDR '" + cidr + "' is invalid.");
    }
    for (Thing other : subnets.all()) {
      if (other.field(VPC).equals(vpc.id)
          && first(cidr) < end(other.field(CIDR))
          && end(cidr) > first(other.field(CIDR))) {
        throw new Refusal(
            "InvalidSubnet.Conflict", "The CIDR '" + cidr + "' conflicts with another subnet");
      }
    }
    String zone = form.text("AvailabilityZone");
    if (!zone.isEmpty() && !zones.contains(zone)) {
      throw new Refusal("InvalidParameterValue", "Value (" + zone + ") is no availability zone");
    }
    Thing subnet = subnets.make(Thing.tags(form, "subnet"));
    subnet.with(VPC, vpc.id).with(CIDR, cidr).with(MAPS, "false");
    subnet.with("availabilityZone", zone.isEmpty() ? zones.iterator().next() : zone);
    return "<subnet>" + subnet.xml("subnetId", "<state>pending</state>") + "</subnet>";
  }

  List<String> describeSubnets(Form form) throws Refusal {
    return subnets.asked(form, "SubnetId", Map.of("vpc-id", VPC)).stream()
        .map(subnet -> subnet.xml("subnetId", "<state>available</state>"))
        .map(xml -> "<item>" + xml + "</item>")
        .toList();
  }

  /**
   * @param isUsed whether a network interface is in a subnet
   */
  String deleteSubnet(Form form, Predicate<String> isUsed) throws Refusal {
    Thing subnet = subnets.known(required(form, "SubnetId"));
    if (isUsed.test(subnet.id)) {
      throw violation("subnet", subnet.id);
    }
    subnets.remove(subnet.id);
    return "<return>true</return>";
  }

  static Refusal violation(String kind, String id) {
    return new Refusal(
        "DependencyViolation",
        "The " + kind + " '" + id + "' has dependencies and cannot be deleted.");
  }

  boolean hasSubnets(String vpc) {
    return subnets.all().stream().anyMatch(subnet -> subnet.field(VPC).equals(vpc));
  }

  String vpcOf(String subnet) {
    return subnets.get(subnet).map(each -> each.field(VPC)).orElse("");
  }

  boolean mapsPublic(String subnet) {
    return subnets.get(subnet).filter(each -> each.field(MAPS).equals("true")).isPresent();
  }

  /** An address of a subnet that no machine has had. */
  String address(String subnet) throws Refusal {
    long first = first(subnets.known(subnet).field(CIDR));
    int next = (int) (first + RESERVED + machines++ % 8);
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(next).array()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

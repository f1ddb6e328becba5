package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.NetworkAbilities;
import dev.paas.provider.jclouds.cloud.Networking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Networks of EC2: one is a VPC with a subnet over its whole range, and its router an internet
 * gateway with a default route to it. All of them lead to the same outside.
 */
final class Ec2Networking implements Networking {
  private static final String PAGE = "1000";
  private static final int LARGEST = 16;
  private static final int SMALLEST = 28;
  private static final int SERVERS = 4;
  private static final String BY_NETWORK = "vpc-id";
  private static final String VPC_ID = "VpcId";
  private static final String GATEWAY_ID = "InternetGatewayId";
  private static final String SUBNETS = "DescribeSubnets";
  private static final String SUBNET_SET = "subnetSet";

  private final Query query;
  private final Moments moments;
  private final Zones zones;
  private final Routes routes;
  private final DhcpSets dhcp;

  Ec2Networking(Query query, Moments moments, String region) {
    this.query = query;
    this.moments = moments;
    this.zones = new Zones(query);
    this.routes = new Routes(query, moments);
    this.dhcp = new DhcpSets(query, moments, region);
  }

  @Override
  public NetworkAbilities abilities() {
    return new NetworkAbilities(false, false, false, LARGEST, SMALLEST, SERVERS);
  }

  @Override
  public Topology topology() throws CloudException, InterruptedException {
    return topology(
        list("DescribeVpcs", "vpcSet"), list(SUBNETS, SUBNET_SET), routes.tables(), List.of());
  }

  @Override
  public Topology around(String networkId) throws CloudException, InterruptedException {
    List<Port> ports =
        in(networkId, "DescribeNetworkInterfaces", "networkInterfaceSet").stream()
            .map(VpcMapping::port)
            .toList();
    return topology(
        in(networkId, "DescribeVpcs", "vpcSet"),
        in(networkId, SUBNETS, SUBNET_SET),
        routes.tables(networkId),
        ports);
  }

  private List<Xml> list(String action, String set) throws CloudException, InterruptedException {
    return query.all(Call.of(action).with("MaxResults", PAGE), set);
  }

  private List<Xml> in(String networkId, String action, String set)
      throws CloudException, InterruptedException {
    Call call = Call.of(action).with("MaxResults", PAGE);
    return query.all(call.where(BY_NETWORK, List.of(networkId)), set);
  }

  private Topology topology(List<Xml> vpcs, List<Xml> parts, List<Xml> tables, List<Port> more)
      throws CloudException, InterruptedException {
    List<Network> networks = new ArrayList<>(vpcs.stream().map(VpcMapping::network).toList());
    List<Subnet> subnets = subnets(vpcs, parts);
    Map<String, String> first = new HashMap<>();
    subnets.forEach(each -> first.putIfAbsent(each.networkId(), each.id()));
    List<Port> ports = new ArrayList<>(more);
    List<Router> routers = new ArrayList<>();
    for (Xml gateway : gateways()) {
      String id = gateway.text("internetGatewayId");
      boolean leads =
          VpcMapping.attached(gateway).stream()
              .allMatch(vpc -> Routes.lead(tables, vpc, first.getOrDefault(vpc, ""), id));
      routers.add(VpcMapping.router(gateway, leads));
      ports.addAll(VpcMapping.ways(gateway));
    }
    networks.add(VpcMapping.OUTSIDE);
    return new Topology(networks, subnets, ports, routers);
  }

  /** Of several the one comes first that was made with its network. */
  private List<Subnet> subnets(List<Xml> vpcs, List<Xml> parts)
      throws CloudException, InterruptedException {
    List<Xml> sets = dhcp.all();
    List<Subnet> subnets = new ArrayList<>();
    for (Xml vpc : vpcs) {
      String description = VpcMapping.description(vpc);
      parts.stream()
          .filter(part -> part.text("vpcId").equals(vpc.text("vpcId")))
          .sorted(
              Comparator.comparing((Xml part) -> !VpcMapping.description(part).equals(description))
                  .thenComparing(part -> part.text("subnetId")))
          .map(part -> VpcMapping.subnet(part, DhcpSets.servers(sets, vpc)))
          .forEach(subnets::add);
    }
    return subnets;
  }

  private List<Xml> gateways() throws CloudException, InterruptedException {
    return list("DescribeInternetGateways", "internetGatewaySet");
  }

  /** EC2 takes {@code *} in a filter for any characters. */
  @Override
  public List<Network> networksDescribed(String description)
      throws CloudException, InterruptedException {
    Call call =
        Call.of("DescribeVpcs").where("tag:" + PermissionMapping.DESCRIPTION, List.of(description));
    return query.all(call, "vpcSet").stream()
        .map(VpcMapping::network)
        .filter(each -> each.description().equals(description))
        .toList();
  }

  @Override
  public List<Network> externalNetworks() {
    return List.of(VpcMapping.OUTSIDE);
  }

  /** All of them; where they lead is told as far as nobody has to look for it. */
  @Override
  public List<Router> routers() throws CloudException, InterruptedException {
    return gateways().stream()
        .map(each -> VpcMapping.router(each, VpcMapping.attached(each).isEmpty()))
        .toList();
  }

  @Override
  public Network createNetwork(String name, String description, @Nullable String cidr)
      throws CloudException, InterruptedException {
    if (cidr == null) {
      throw new CloudException(Kind.REFUSED, "EC2 chooses no range");
    }
    Call call = Call.of("CreateVpc").with("CidrBlock", cidr);
    Call tagged = VpcMapping.tagged(call, "vpc", name, description);
    String id =
        moments.made(
            () -> query.change(tagged).text("vpc", "vpcId"),
            () -> networksDescribed(description).stream().map(Network::id).findFirst());
    moments.await(
        () ->
            in(id, "DescribeVpcs", "vpcSet").stream()
                .filter(vpc -> vpc.text("state").equals("available"))
                .findFirst());
    return new Network(id, name, description, false);
  }

  /** What is taken over is so with its gateway. */
  @Override
  public void describeNetwork(String id, String description)
      throws CloudException, InterruptedException {
    List<String> ids = new ArrayList<>(List.of(id));
    for (Xml gateway : gateways()) {
      if (VpcMapping.attached(gateway).contains(id) && VpcMapping.description(gateway).isEmpty()) {
        ids.add(gateway.text("internetGatewayId"));
      }
    }
    query.change(
        Call.of("CreateTags")
            .withAll("ResourceId", ids)
            .tagged("Tag", Map.of(PermissionMapping.DESCRIPTION, description)));
  }

  @Override
  public void deleteNetwork(String id) throws CloudException, InterruptedException {
    dhcp.remove(id);
    for (Xml subnet : in(id, SUBNETS, SUBNET_SET)) {
      query.unlessMissing(Call.of("DeleteSubnet").with("SubnetId", subnet.text("subnetId")));
    }
    query.unlessMissing(Call.of("DeleteVpc").with(VPC_ID, id));
  }

  /** Its security groups and route tables, but for those that go with it. */
  @Override
  public List<String> holders(String networkId) throws CloudException, InterruptedException {
    List<String> holders = new ArrayList<>();
    for (Xml group : in(networkId, "DescribeSecurityGroups", "securityGroupInfo")) {
      String name = group.text("groupName");
      if (!name.equals("default")) {
        holders.add("the security group " + name + " (" + group.text("groupId") + ")");
      }
    }
    for (Xml table : routes.tables(networkId)) {
      if (!Routes.isMain(table)) {
        holders.add("the route table " + table.text("routeTableId"));
      }
    }
    return holders;
  }

  @Override
  public void deleteRest(String networkId) throws CloudException, InterruptedException {
    dhcp.remove(networkId);
  }

  @Override
  public void createSubnet(SubnetTemplate template) throws CloudException, InterruptedException {
    String networkId = template.networkId();
    Call call =
        VpcMapping.tagged(
            Call.of("CreateSubnet")
                .with(VPC_ID, networkId)
                .withIfSet("CidrBlock", template.cidr())
                .with("AvailabilityZone", zones.first()),
            "subnet",
            template.name(),
            template.description());
    moments.made(() -> query.change(call), () -> usable(networkId));
    moments.await(() -> usable(networkId));
    if (!template.dns().isEmpty()) {
      dhcp.choose(networkId, template.dns());
    }
  }

  /** The subnet of a network that has one only, once it can be used. */
  private Optional<Xml> usable(String networkId) throws CloudException, InterruptedException {
    return in(networkId, SUBNETS, SUBNET_SET).stream()
        .filter(subnet -> subnet.text("state").equals("available"))
        .findFirst();
  }

  @Override
  public void changeSubnet(Subnet subnet, boolean dhcpOn, List<String> dns)
      throws CloudException, InterruptedException {
    dhcp.choose(subnet.networkId(), dns);
  }

  @Override
  public Optional<String> defaultPool() {
    return Optional.empty();
  }

  @Override
  public Router createRouter(String name, String description, String externalNetworkId)
      throws CloudException, InterruptedException {
    Call call =
        VpcMapping.tagged(Call.of("CreateInternetGateway"), "internet-gateway", name, description);
    String id =
        moments.made(
            () -> query.change(call).text("internetGateway", "internetGatewayId"),
            () ->
                routers().stream()
                    .filter(each -> each.description().equals(description))
                    .map(Router::id)
                    .findFirst());
    moments.await(() -> gateway(id));
    return new Router(id, name, description, externalNetworkId);
  }

  private Optional<Xml> gateway(String id) throws CloudException, InterruptedException {
    return gateways().stream()
        .filter(each -> each.text("internetGatewayId").equals(id))
        .findFirst();
  }

  /** There is one outside only: the way to it is put right. */
  @Override
  public void setGateway(String routerId, String externalNetworkId)
      throws CloudException, InterruptedException {
    for (String vpc : gateway(routerId).map(VpcMapping::attached).orElse(List.of())) {
      List<Subnet> subnets = around(vpc).subnets();
      routes.make(vpc, subnets.isEmpty() ? "" : subnets.get(0).id(), routerId);
    }
  }

  @Override
  public void deleteRouter(String id) throws CloudException, InterruptedException {
    query.unlessMissing(Call.of("DeleteInternetGateway").with(GATEWAY_ID, id));
  }

  @Override
  public void attach(String routerId, Subnet subnet) throws CloudException, InterruptedException {
    String vpc = subnet.networkId();
    query.change(Call.of("AttachInternetGateway").with(GATEWAY_ID, routerId).with(VPC_ID, vpc));
    moments.await(() -> gateway(routerId).filter(each -> VpcMapping.attached(each).contains(vpc)));
    routes.make(vpc, subnet.id(), routerId);
  }

  @Override
  public void detach(Port port) throws CloudException, InterruptedException {
    String vpc = port.networkId();
    try {
      query.unlessMissing(
          Call.of("DetachInternetGateway").with(GATEWAY_ID, port.deviceId()).with(VPC_ID, vpc));
    } catch (CloudException e) {
      if (isAttached(port.deviceId(), vpc)) {
        throw e;
      }
    }
    moments.until(() -> !isAttached(port.deviceId(), vpc));
  }

  private boolean isAttached(String gatewayId, String vpc)
      throws CloudException, InterruptedException {
    return gateway(gatewayId).filter(each -> VpcMapping.attached(each).contains(vpc)).isPresent();
  }

  /** EC2 tells of it in another service. */
  @Override
  public Optional<Quota> quota(Counted counted) {
    return Optional.empty();
  }
}

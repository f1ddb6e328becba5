package dev.paas.provider.jclouds.cloud.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The responder's networks, with what is in them. */
final class NetworkStore {
  private static final Map<String, String> CARD_FILTERS =
      Map.of(
          "vpc-id", VpcStore.VPC,
          "attachment.instance-id", "instanceId",
          "network-interface-id", Thing.SELF);

  final VpcStore nets;
  final DhcpStore dhcp;
  final GatewayStore ways;
  final AddressStore elastic = new AddressStore();

  /** Network interfaces of no instance, with their subnets. */
  final Map<String, String> cards = new TreeMap<>();

  private final Supplier<Collection<Instance>> instances;
  private final SecurityGroupStore groups;
  private int lent;

  /** Writes one page of a list. */
  interface Pager {
    String page(Form form, String list, List<String> items);
  }

  NetworkStore(
      Set<String> zones, Supplier<Collection<Instance>> instances, SecurityGroupStore groups) {
    this.nets = new VpcStore(zones);
    this.dhcp = new DhcpStore(nets.vpcs);
    this.instances = instances;
    this.groups = groups;
    try {
      this.ways = new GatewayStore(nets.vpcs);
    } catch (Refusal e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is answered to an action; {@code null} when it is none of networks. */
  @Nullable String act(String action, Form form, Pager pager) throws Refusal {
    sweep();
    return switch (action) {
      case "CreateVpc" -> createVpc(form);
      case "DescribeVpcs" -> pager.page(form, "vpcSet", nets.describe(form));
      case "DeleteVpc" -> deleteVpc(form);
      case "CreateSubnet" -> nets.createSubnet(form);
      case "DescribeSubnets" -> pager.page(form, "subnetSet", nets.describeSubnets(form));
      case "DeleteSubnet" -> nets.deleteSubnet(form, this::hasCards);
      case "CreateDhcpOptions" -> dhcp.create(form);
      case "DescribeDhcpOptions" -> pager.page(form, "dhcpOptionsSet", dhcp.describe(form));
      case "AssociateDhcpOptions" -> dhcp.associate(form);
      case "DeleteDhcpOptions" -> dhcp.delete(form);
      case "CreateInternetGateway" -> ways.create(form);
      case "DescribeInternetGateways" ->
          pager.page(form, "internetGatewaySet", ways.describe(form));
      case "AttachInternetGateway" -> ways.attach(form);
      case "DetachInternetGateway" -> ways.detach(form, this::isMapped);
      case "DeleteInternetGateway" -> ways.delete(form);
      case "DescribeRouteTables" -> pager.page(form, "routeTableSet", ways.describeTables(form));
      case "CreateRoute" -> ways.route(form, true);
      case "ReplaceRoute" -> ways.route(form, false);
      case "DescribeNetworkInterfaces" -> pager.page(form, "networkInterfaceSet", interfaces(form));
      case "AllocateAddress" -> elastic.allocate(form);
      case "DescribeAddresses" ->
          "<addressesSet>" + String.join("", elastic.describe(form)) + "</addressesSet>";
      case "AssociateAddress" -> associate(form);
      case "DisassociateAddress" -> disassociate(form);
      case "ReleaseAddress" -> elastic.release(form);
      default -> null;
    };
  }

  private String createVpc(Form form) throws Refusal {
    String made = nets.create(form);
    for (Thing vpc : nets.vpcs.all()) {
      if (groups.named("default", vpc.id).isEmpty()) {
        groups.addDefault(vpc.id);
        ways.addMain(vpc.id);
      }
    }
    return made;
  }

  private String deleteVpc(Form form) throws Refusal {
    Thing vpc = nets.vpcs.known(VpcStore.required(form, "VpcId"));
    if (nets.hasSubnets(vpc.id) || ways.hasOthers(vpc.id) || groups.hasOthers(vpc.id)) {
      throw VpcStore.violation("vpc", vpc.id);
    }
    removeVpc(vpc.id);
    return "<return>true</return>";
  }

  /** Takes a network away, whatever it is needed for, but for its gateway, which it leaves. */
  void removeVpc(String id) {
    groups.removeAll(id);
    ways.removeTables(id);
    ways.gateways.all().stream()
        .filter(each -> each.field(VpcStore.VPC).equals(id))
        .forEach(each -> each.fields.remove(VpcStore.VPC));
    List<Thing> parts = List.copyOf(nets.subnets.all());
    parts.stream()
        .filter(each -> each.field(VpcStore.VPC).equals(id))
        .forEach(each -> nets.subnets.remove(each.id));
    nets.vpcs.remove(id);
  }

  /** The tags of something; {@code null} when it is none of networks. */
  @Nullable Map<String, String> tags(String id) throws Refusal {
    for (Things things : List.of(nets.vpcs, nets.subnets, dhcp.sets, ways.gateways)) {
      if (things.get(id).isPresent()) {
        return things.known(id).tags;
      }
    }
    return id.startsWith("eipalloc-") ? elastic.addresses.known(id).tags : null;
  }

  /** What is there. */
  Stream<Thing> things() {
    sweep();
    return Stream.of(
            nets.vpcs, nets.subnets, dhcp.sets, ways.gateways, ways.tables, elastic.addresses)
        .flatMap(things -> things.all().stream());
  }

  private static String card(Instance instance) {
    return instance.id.replace("i-", "eni-");
  }

  private boolean hasCards(String subnet) {
    return cards.containsValue(subnet)
        || instances.get().stream().anyMatch(each -> each.hasCard() && each.subnet.equals(subnet));
  }

  private boolean isMapped(String vpc) {
    return instances.get().stream()
        .anyMatch(each -> each.isThere() && each.vpc.equals(vpc) && !each.publicIp.isEmpty());
  }

  /** The addresses of machines that are no more are before nothing. */
  private void sweep() {
    for (Instance each : instances.get()) {
      if (!each.isThere()) {
        elastic.before(card(each)).ifPresent(AddressStore::free);
      }
    }
  }

  /** Gives a machine a public address, if its subnet does that. */
  void lend(Instance instance) {
    if (nets.mapsPublic(instance.subnet) && instance.publicIp.isEmpty()) {
      instance.publicIp = "203.0.113." + ++lent;
    }
  }

  private List<String> interfaces(Form form) throws Refusal {
    List<String> items = new ArrayList<>();
    List<String> having = form.filters().get("group-id");
    Map<String, String> others = new TreeMap<>(form.fields());
    if (having != null) {
      others.keySet().removeIf(key -> key.startsWith("Filter."));
    }
    for (Thing card : allCards(having)) {
      if (card.passes(new Form(others), CARD_FILTERS)) {
        items.add("<item>" + cardXml(card) + "</item>");
      }
    }
    return items;
  }

  /**
   * @param having groups of which a card has one; {@code null} for any, and for none
   */
  private List<Thing> allCards(@Nullable List<String> having) {
    List<Thing> all = new ArrayList<>();
    for (Instance each : instances.get()) {
      boolean has =
          having == null
              ? each.hasCard()
              : each.isThere() && having.stream().anyMatch(each.groups::containsKey);
      if (has) {
        all.add(
            Thing.old(card(each))
                .with("instanceId", each.id)
                .with("subnetId", each.subnet)
                .with(VpcStore.VPC, each.vpc)
                .with("privateIpAddress", each.privateIp));
      }
    }
    if (having == null) {
      cards.forEach(
          (id, subnet) ->
              all.add(
                  Thing.old(id)
                      .with("subnetId", subnet)
                      .with(VpcStore.VPC, nets.vpcOf(subnet))
                      .with("description", "somebody's")));
    }
    return all;
  }

  private static String cardXml(Thing card) {
    String instance = card.field("instanceId");
    String attachment =
        instance.isEmpty()
            ? ""
            : "<attachment><instanceId>"
                + instance
                + "</instanceId><deviceIndex>0</deviceIndex></attachment>";
    return "<networkInterfaceId>%s</networkInterfaceId><subnetId>%s</subnetId><vpcId>%s</vpcId>"
            .formatted(card.id, card.field("subnetId"), card.field(VpcStore.VPC))
        + "<interfaceType>interface</interfaceType><description>%s</description>"
            .formatted(card.field("description"))
        + attachment
        + "<privateIpAddressesSet><item><privateIpAddress>%s</privateIpAddress></item>"
            .formatted(card.field("privateIpAddress"))
        + "</privateIpAddressesSet>";
  }

  private String associate(Form form) throws Refusal {
    String id = VpcStore.required(form, "NetworkInterfaceId");
    Thing card =
        allCards(null).stream()
            .filter(each -> each.id.equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        "InvalidNetworkInterfaceID.NotFound",
                        "The networkInterface ID '" + id + "' does not exist"));
    String vpc = card.field(VpcStore.VPC);
    AddressStore.Card before =
        new AddressStore.Card(id, card.field("instanceId"), vpc, card.field("privateIpAddress"));
    Thing address = elastic.associate(form, before, ways.isLed(vpc));
    for (Instance each : instances.get()) {
      if (card(each).equals(id)) {
        each.publicIp = address.field("publicIp");
        each.elastic = true;
      }
    }
    return "<return>true</return><associationId>"
        + address.field("associationId")
        + "</associationId>";
  }

  private String disassociate(Form form) throws Refusal {
    take(elastic.disassociate(form));
    return "<return>true</return>";
  }

  /** A machine whose address is taken away gets what its subnet gives. */
  private void take(String card) {
    for (Instance each : instances.get()) {
      if (card(each).equals(card)) {
        each.publicIp = "";
        each.elastic = false;
        lend(each);
      }
    }
  }

  /** Takes an address away from its machine, behind everybody's back. */
  void free(String allocation) {
    Thing address = elastic.addresses.get(allocation).orElseThrow();
    String card = address.field("networkInterfaceId");
    AddressStore.free(address);
    take(card);
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The responder's internet gateways, and the route tables that lead to them. */
final class GatewayStore {
  static final String ALL = "0.0.0.0/0";
  private static final String VPC = VpcStore.VPC;
  private static final String MAIN = "main";
  private static final int LONGEST_PAGE = 100;

  final Things gateways =
      new Things("igw", "InvalidInternetGatewayID.NotFound", "InternetGatewayLimitExceeded");

  /** Their fields that are no words are destinations, and where these lead. */
  final Things tables =
      new Things("rtb", "InvalidRouteTableID.NotFound", "RouteTableLimitExceeded");

  private final Things vpcs;

  GatewayStore(Things vpcs) throws Refusal {
    this.vpcs = vpcs;
    gateways.put(Thing.old("igw-1").with(VPC, "vpc-1"));
    addMain("vpc-1").with(ALL, "igw-1");
    addMain("vpc-2");
  }

  /** A network is made with a table. */
  Thing addMain(String vpc) throws Refusal {
    return tables.make(Map.of()).with(VPC, vpc).with(MAIN, "true");
  }

  /** The main table of a network. */
  Thing main(String vpc) {
    return of(vpc).stream().filter(each -> !each.field(MAIN).isEmpty()).findFirst().orElseThrow();
  }

  private List<Thing> of(String vpc) {
    return tables.all().stream().filter(each -> each.field(VPC).equals(vpc)).toList();
  }

  boolean hasOthers(String vpc) {
    return isLed(vpc) || of(vpc).size() > 1;
  }

  /** Whether a network has a gateway. */
  boolean isLed(String vpc) {
    return gateways.all().stream().anyMatch(each -> each.field(VPC).equals(vpc));
  }

  String create(Form form) throws Refusal {
    Thing gateway = gateways.make(Thing.tags(form, "internet-gateway"));
    return "<internetGateway>" + xml(gateway) + "</internetGateway>";
  }

  private static String xml(Thing gateway) {
    StringBuilder xml = new StringBuilder();
    Instance.element(xml, "internetGatewayId", gateway.id);
    xml.append("<attachmentSet>");
    if (!gateway.field(VPC).isEmpty()) {
      xml.append("<item>");
      Instance.element(xml, VPC, gateway.field(VPC));
      xml.append("<state>available</state></item>");
    }
    return xml.append("</attachmentSet>").append(Instance.tagSet(gateway.tags)).toString();
  }

  List<String> describe(Form form) throws Refusal {
    return gateways.asked(form, "InternetGatewayId", Map.of("attachment.vpc-id", VPC)).stream()
        .map(gateway -> "<item>" + xml(gateway) + "</item>")
        .toList();
  }

  String attach(Form form) throws Refusal {
    Thing gateway = gateways.known(VpcStore.required(form, "InternetGatewayId"));
    Thing vpc = vpcs.known(VpcStore.required(form, "VpcId"));
    if (!gateway.field(VPC).isEmpty()) {
      throw new Refusal(
          "Resource.AlreadyAssociated", "resource " + gateway.id + " is already attached");
    }
    if (isLed(vpc.id)) {
      throw new Refusal(
          "InvalidParameterValue", "Network " + vpc.id + " already has an internet gateway");
    }
    gateway.with(VPC, vpc.id);
    return "<return>true</return>";
  }

  /**
   * @param isMapped whether anything in a network has a public address
   */
  String detach(Form form, Predicate<String> isMapped) throws Refusal {
    Thing gateway = gateways.known(VpcStore.required(form, "InternetGatewayId"));
    Thing vpc = vpcs.known(VpcStore.required(form, "VpcId"));
    if (!gateway.field(VPC).equals(vpc.id)) {
      throw new Refusal("Gateway.NotAttached", "resource " + gateway.id + " is not attached");
    }
    if (isMapped.test(vpc.id)) {
      throw new Refusal(
          "DependencyViolation", "Network " + vpc.id + " has some mapped public address(es).");
    }
    gateway.fields.remove(VPC);
    return "<return>true</return>";
  }

  String delete(Form form) throws Refusal {
    Thing gateway = gateways.known(VpcStore.required(form, "InternetGatewayId"));
    if (!gateway.field(VPC).isEmpty()) {
      throw VpcStore.violation("internetGateway", gateway.id);
    }
    gateways.remove(gateway.id);
    return "<return>true</return>";
  }

  List<String> describeTables(Form form) throws Refusal {
    if (form.has("MaxResults") && Integer.parseInt(form.text("MaxResults")) > LONGEST_PAGE) {
      throw new Refusal("InvalidParameterValue", "Value for MaxResults is too large");
    }
    List<String> items = new ArrayList<>();
    for (Thing table : tables.asked(form, "RouteTableId", Map.of("vpc-id", VPC))) {
      items.add(table(table));
    }
    return items;
  }

  private String table(Thing table) {
    StringBuilder xml = new StringBuilder("<item>");
    Instance.element(xml, "routeTableId", table.id);
    Instance.element(xml, VPC, table.field(VPC));
    xml.append("<routeSet>");
    route(xml, vpcs.get(table.field(VPC)).map(vpc -> vpc.field("cidrBlock")).orElse(""), "local");
    if (!table.field(ALL).isEmpty()) {
      route(xml, ALL, table.field(ALL));
    }
    xml.append("</routeSet><associationSet>");
    if (!table.field(MAIN).isEmpty() || !table.field("subnetId").isEmpty()) {
      xml.append("<item>");
      Instance.element(xml, "main", Boolean.toString(!table.field(MAIN).isEmpty()));
      Instance.element(xml, "subnetId", table.field("subnetId"));
      xml.append("</item>");
    }
    return xml.append("</associationSet><tagSet/></item>").toString();
  }

  private void route(StringBuilder xml, String destination, String target) {
    boolean lost =
        target.startsWith("igw-")
            && gateways.get(target).map(each -> each.field(VPC)).orElse("").isEmpty();
    xml.append("<item>");
    Instance.element(xml, "destinationCidrBlock", destination);
    Instance.element(xml, target.startsWith("nat-") ? "natGatewayId" : "gatewayId", target);
    Instance.element(xml, "state", lost ? "blackhole" : "active");
    xml.append("</item>");
  }

  /** Makes a route, or leads one elsewhere. */
  String route(Form form, boolean isNew) throws Refusal {
    Thing table = tables.known(VpcStore.required(form, "RouteTableId"));
    String destination = VpcStore.required(form, "DestinationCidrBlock");
    Thing gateway = gateways.known(VpcStore.required(form, "GatewayId"));
    if (!gateway.field(VPC).equals(table.field(VPC))) {
      throw new Refusal(
          "InvalidParameterValue",
          "route table " + table.id + " and network gateway belong to different networks");
    }
    Optional<String> there = Optional.ofNullable(table.fields.get(destination));
    if (isNew && there.isPresent()) {
      throw new Refusal("RouteAlreadyExists", "The route identified by it already exists.");
    }
    if (!isNew && there.isEmpty()) {
      throw new Refusal("InvalidParameterValue", "There is no route defined for it");
    }
    table.with(destination, gateway.id);
    return "<return>true</return>";
  }

  void removeTables(String vpc) {
    of(vpc).forEach(each -> tables.remove(each.id));
  }
}

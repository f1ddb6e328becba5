package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.util.List;
import java.util.Optional;

/**
 * The routes that lead out of networks. What somebody else leads elsewhere is not touched; a route
 * whose end is gone is nobody's.
 */
final class Routes {
  private static final String TABLES = "routeTableSet";

  /** EC2's longest page of route tables. */
  private static final String PAGE = "100";

  private static final String ALL = "0.0.0.0/0";

  private final Query query;
  private final Moments moments;

  Routes(Query query, Moments moments) {
    this.query = query;
    this.moments = moments;
  }

  private static Call call() {
    return Call.of("DescribeRouteTables").with("MaxResults", PAGE);
  }

  /** All route tables. */
  List<Xml> tables() throws CloudException, InterruptedException {
    return query.all(call(), TABLES);
  }

  /** Those of a network. */
  List<Xml> tables(String vpc) throws CloudException, InterruptedException {
    return query.all(call().where("vpc-id", List.of(vpc)), TABLES);
  }

  static boolean isMain(Xml table) {
    return table.items("associationSet").stream()
        .anyMatch(each -> each.text("main").equals("true"));
  }

  /** The table that counts for a subnet: its own, or else that of its network. */
  private static Optional<Xml> table(List<Xml> tables, String vpc, String subnet) {
    Optional<Xml> own =
        tables.stream()
            .filter(
                table ->
                    table.items("associationSet").stream()
                        .anyMatch(
                            each -> !subnet.isEmpty() && each.text("subnetId").equals(subnet)))
            .findFirst();
    return own.isPresent()
        ? own
        : tables.stream()
            .filter(table -> table.text("vpcId").equals(vpc) && isMain(table))
            .findFirst();
  }

  private static Optional<Xml> way(Xml table) {
    return table.items("routeSet").stream()
        .filter(route -> route.text("destinationCidrBlock").equals(ALL))
        .findFirst();
  }

  private static boolean isActive(Xml route) {
    return route.text("state").equals("active");
  }

  /** Whether all that is for others goes from a subnet to a gateway. */
  static boolean lead(List<Xml> tables, String vpc, String subnet, String gateway) {
    return table(tables, vpc, subnet)
        .flatMap(Routes::way)
        .filter(route -> isActive(route) && route.text("gatewayId").equals(gateway))
        .isPresent();
  }

  /** Leads all that is for others from a subnet to a gateway. */
  void make(String vpc, String subnet, String gateway) throws CloudException, InterruptedException {
    Xml table =
        moments
            .await(() -> table(tables(vpc), vpc, subnet))
            .orElseThrow(() -> new CloudException(Kind.NOT_FOUND, "there is no route table"));
    Optional<Xml> there = way(table);
    if (there.isPresent() && isActive(there.get())) {
      checkOurs(there.get(), gateway);
      return;
    }
    query.change(
        Call.of(there.isPresent() ? "ReplaceRoute" : "CreateRoute")
            .with("RouteTableId", table.text("routeTableId"))
            .with("DestinationCidrBlock", ALL)
            .with("GatewayId", gateway));
    moments.until(() -> lead(tables(vpc), vpc, subnet, gateway));
  }

  private static void checkOurs(Xml route, String gateway) throws CloudException {
    if (!route.text("gatewayId").equals(gateway)) {
      throw new CloudException(
          Kind.CONFLICT,
          "somebody else leads the network's default route elsewhere: delete that route first");
    }
  }
}

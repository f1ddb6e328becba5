package dev.paas.provider.jclouds.cloud.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Networks on EC2 where answers are lost, or others meddle. */
@Timeout(120)
class Ec2NetworkTest {
  private static final String OPEN = "{cidr: '10.9.0.0/24'}";
  private static final String MARK = "[paas " + Ec2Bench.KEY + " bench]";

  private final Ec2Bench bench;
  private final Map<String, String> before;

  Ec2NetworkTest(@TempDir Path folder) {
    bench =
        new Ec2Bench(
            folder,
            "networks",
            "{internal: false, dhcp: true, dns: []}",
            "id",
            "cidr",
            "gateway",
            "externalNetwork",
            "subnetId",
            "routerId");
    before = bench.ec2.things();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void assertNothingIsLeft() {
    assertEquals(before, bench.ec2.things());
  }

  private Thing vpc(MapValue network) {
    return thing(store -> store.nets.vpcs, network.getString("id", ""));
  }

  private Thing gateway(MapValue network) {
    return thing(store -> store.ways.gateways, network.getString("routerId", ""));
  }

  /** Which kind of thing is meant. */
  private interface Kind {
    Things of(NetworkStore store);
  }

  private Thing thing(Kind kind, String id) {
    return bench.ec2.networks(store -> kind.of(store).get(id).orElseThrow());
  }

  private Thing table(MapValue network) {
    String id = network.getString("id", "");
    return bench.ec2.networks(store -> store.ways.main(id));
  }

  @Test
  void allOfItBearsFromTheBeginningWhoseItIs() throws Exception {
    MapValue made = bench.create(OPEN);
    String name = made.getString("name", "");
    Map<String, String> tags = Map.of("Name", name, "paas.description", MARK);
    assertEquals("bench-it", name);
    assertEquals(tags, vpc(made).tags);
    Thing subnet = thing(store -> store.nets.subnets, made.getString("subnetId", ""));
    assertEquals(tags, subnet.tags);
    assertEquals("eu-test-1a", subnet.field("availabilityZone"));
    assertEquals(tags, gateway(made).tags);
    assertEquals(gateway(made).id, table(made).field("0.0.0.0/0"));
    assertEquals("10.9.0.1", made.getString("gateway"));
    assertEquals("amazon", made.getString("externalNetwork"));
    assertEquals(made, bench.read(made));
    bench.delete(made);
    assertNothingIsLeft();
  }

  @Test
  void lostAnswersMakeNothingTwice() throws Exception {
    bench.ec2.lose("CreateVpc");
    bench.ec2.lose("CreateSubnet");
    bench.ec2.lose("CreateInternetGateway");
    bench.ec2.lose("CreateDhcpOptions");
    MapValue planned = bench.plan("{cidr: '10.9.0.0/24', dns: ['9.9.9.9']}", null);
    MapValue made = bench.create(planned).attributes();
    assertEquals(made, bench.read(made));
    for (String action :
        List.of("CreateVpc", "CreateSubnet", "CreateInternetGateway", "CreateDhcpOptions")) {
      assertEquals(1, bench.asked(action), action);
    }
    bench.delete(made);
    assertNothingIsLeft();
  }

  /** Where nobody waits for what was lost, the next try goes on with what is there. */
  @Test
  void whatWasLeftIsGoneOnWith() throws Exception {
    MapValue planned = bench.plan("{cidr: '10.9.0.0/24', dns: ['9.9.9.9']}", null);
    List<String> actions = List.of("AssociateDhcpOptions", "AttachInternetGateway", "CreateRoute");
    for (String action : actions) {
      bench.ec2.lose(action);
      ProviderException failure =
          assertThrows(ProviderException.class, () -> bench.create(planned), action);
      assertTrue(failure.retryable(), failure::toString);
      assertFalse(failure.partial() == null, "what is left is told");
    }
    MapValue made = bench.create(planned).attributes();
    assertEquals(made, bench.read(made));
    assertEquals(3, bench.ids("vpc-").size());
    assertEquals(3, bench.ids("subnet-").size());
    assertEquals(2, bench.ids("igw-").size());
    assertEquals(2, bench.ids("dopt-").size());
    bench.delete(made);
    assertNothingIsLeft();
  }

  @Test
  void aWayOutThatSomebodyTookAwayIsPutBack() throws Exception {
    MapValue made = bench.create(OPEN);
    Thing gateway = gateway(made);
    table(made).fields.remove("0.0.0.0/0");
    assertPutBack(made, gateway.id);
    gateway.fields.remove("vpcId");
    assertPutBack(made, gateway.id);

    gateway.fields.remove("vpcId");
    bench.ec2.networks(
        store -> {
          store.ways.gateways.remove(gateway.id);
          return true;
        });
    MapValue seen = bench.read(made);
    assertEquals(Value.nullValue(), seen.getOrNull("routerId"));
    MapValue whole = bench.update(OPEN, seen);
    assertNotEquals(gateway.id, whole.getString("routerId"));
    assertEquals(gateway(whole).id, table(whole).field("0.0.0.0/0"));
    bench.delete(whole);
    assertNothingIsLeft();
  }

  private void assertPutBack(MapValue made, String gateway) throws ProviderException {
    MapValue seen = bench.read(made);
    assertEquals(Value.nullValue(), seen.getOrNull("routerId"));
    assertEquals(Value.unknown(), bench.plan(OPEN, seen).getOrNull("routerId"));
    assertEquals(made, bench.update(OPEN, seen));
    assertEquals(gateway, table(made).field("0.0.0.0/0"));
    assertEquals(made, bench.read(made));
  }

  @Test
  void aRouteOfSomebodyElseIsLeftAlone() throws Exception {
    MapValue made = bench.create(OPEN);
    table(made).with("0.0.0.0/0", "nat-1");
    MapValue seen = bench.read(made);
    ProviderException failure =
        assertThrows(ProviderException.class, () -> bench.update(OPEN, seen));
    assertTrue(String.valueOf(failure.detail()).contains("default route"), failure::toString);
    assertEquals("nat-1", table(made).field("0.0.0.0/0"));
  }

  /** A subnet may have a table of its own, which counts. */
  @Test
  void theTableOfTheSubnetCounts() throws Exception {
    MapValue made = bench.create(OPEN);
    Thing table = Thing.old("rtb-own").with("vpcId", vpc(made).id);
    table.with("subnetId", made.getString("subnetId", ""));
    bench.ec2.networks(store -> store.ways.tables.put(table));
    MapValue seen = bench.read(made);
    assertEquals(Value.nullValue(), seen.getOrNull("routerId"));
    bench.update(OPEN, seen);
    assertEquals(gateway(made).id, table.field("0.0.0.0/0"));
  }

  @Test
  void whatIsStillInItIsToldAndNothingTakenAway() throws Exception {
    MapValue made = bench.create(OPEN);
    Map<String, String> whole = bench.ec2.things();
    String subnet = made.getString("subnetId", "");
    bench.ec2.networks(store -> store.cards.put("eni-9", subnet) == null);
    String told = refusedDeletion(made);
    assertTrue(told.contains("eni-9") && told.contains("somebody's"), told);
    bench.ec2.networks(store -> store.cards.remove("eni-9") == null);

    bench.ec2.addGroup("doors", vpc(made).id);
    told = refusedDeletion(made);
    assertTrue(told.contains("the security group doors (sg-"), told);
    Map<String, String> left = bench.ec2.things();
    left.keySet().retainAll(whole.keySet());
    assertEquals(whole, left);
    bench.ids("sg-").stream()
        .filter(id -> bench.ec2.group(id).name.equals("doors"))
        .forEach(bench.ec2::removeGroup);
    bench.delete(made);
    assertNothingIsLeft();
  }

  private String refusedDeletion(MapValue made) {
    ProviderException failure = assertThrows(ProviderException.class, () -> bench.delete(made));
    assertEquals("the network bench-it is in use", failure.reason());
    return String.valueOf(failure.detail());
  }

  @Test
  void asManyAsThereMayBeAreAQuota() throws Exception {
    bench.ec2.networks(
        store -> {
          store.nets.vpcs.limit(2);
          return true;
        });
    ProviderException failure = assertThrows(ProviderException.class, () -> bench.create(OPEN));
    assertEquals("the quota of the cloud is reached", failure.reason());
    assertNothingIsLeft();
  }

  @Test
  void serversOfNamesComeAndGoInPlace() throws Exception {
    MapValue made = bench.create(OPEN);
    MapValue told = bench.update("{cidr: '10.9.0.0/24', dns: ['9.9.9.9', '1.1.1.1']}", made);
    String set = vpc(made).field("dhcpOptionsId");
    assertEquals("9.9.9.9 1.1.1.1", options(set).field("domain-name-servers"));
    assertEquals(told, bench.read(told));
    MapValue back = bench.update(OPEN, told);
    Thing amazons = options(vpc(made).field("dhcpOptionsId"));
    assertEquals("AmazonProvidedDNS", amazons.field("domain-name-servers"));
    assertEquals("eu-test-1.compute.internal", amazons.field("domain-name"));
    assertEquals(Set.of("dopt-1", amazons.id), bench.ids("dopt-"));
    assertEquals(back, bench.read(back));
    bench.delete(back);
    assertNothingIsLeft();
  }

  private Thing options(String id) {
    return thing(store -> store.dhcp.sets, id);
  }

  @Test
  void ofANetworkThatSomebodyDeletedNothingIsLeft() throws Exception {
    MapValue made = bench.create("{cidr: '10.9.0.0/24', dns: ['9.9.9.9']}");
    bench.ec2.networks(
        store -> {
          store.removeVpc(made.getString("id", ""));
          return true;
        });
    assertEquals(2, bench.ids("igw-").size());
    bench.delete(made);
    assertNothingIsLeft();
  }

  /** A network of somebody else's with a gateway, which is part of it from then on. */
  @Test
  void whatIsTakenOverIsSoWithItsGateway() throws Exception {
    MapValue made = bench.create(OPEN);
    for (Thing each : List.of(vpc(made), gateway(made))) {
      each.tags.clear();
    }
    MapValue found = bench.taken(made.getString("id", ""));
    assertEquals("10.9.0.0/24", found.getString("cidr"));
    MapValue ours = bench.update(OPEN, found);
    assertEquals(gateway(made).id, ours.getString("routerId"));
    assertEquals(Value.nullValue(), ours.getOrNull("router"));
    String mark = gateway(made).tags.getOrDefault("paas.description", "");
    assertTrue(mark.endsWith(" bench]"), mark);
    bench.delete(ours);
    assertNothingIsLeft();
  }

  @Test
  void anotherPlatformsIsLeftAlone() throws Exception {
    MapValue made = bench.create(OPEN);
    vpc(made).tags.put("paas.description", "[paas 0123 other]");
    ProviderException failure = assertThrows(ProviderException.class, () -> bench.delete(made));
    assertTrue(failure.reason().contains("another platform's"), failure::reason);
    assertEquals(3, bench.ids("vpc-").size());
  }
}

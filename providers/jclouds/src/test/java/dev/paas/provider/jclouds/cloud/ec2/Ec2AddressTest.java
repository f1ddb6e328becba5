package dev.paas.provider.jclouds.cloud.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Public addresses of machines on EC2, and the subnets of networks that they are put into. */
@Timeout(120)
class Ec2AddressTest {
  private static final String PLAIN = "image: 'debian-12*', size: 't3.nano', networks: ['%s']";

  private final Ec2Bench bench;

  Ec2AddressTest(@TempDir Path folder) {
    bench =
        new Ec2Bench(
            folder,
            "vms",
            "{running: true}",
            "id",
            "status",
            "imageId",
            "sizeId",
            "host",
            "privateIp",
            "privateIps",
            "publicIp",
            "publicIps",
            "zone",
            "securityGroups",
            "firewallGroup",
            "hostKeys",
            "settled");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static String in(String network, String more) {
    return "{" + PLAIN.formatted(network) + more + "}";
  }

  private static final String WANTED = ", assignPublicIp: true";

  private Thing address() {
    Set<String> ids = bench.ids("eipalloc-");
    assertEquals(1, ids.size(), ids::toString);
    String id = ids.iterator().next();
    return bench.ec2.networks(store -> store.elastic.addresses.get(id).orElseThrow());
  }

  private String told(ProviderException failure) {
    return failure.reason() + " " + failure.detail();
  }

  /** What Amazon lends is no longer the machine's as long as it has an address of its own. */
  @Test
  void anAddressComesAndGoesWithTheMachineUnchanged() throws Exception {
    MapValue lent = bench.create(in("front", ""));
    assertEquals("203.0.113.1", lent.getString("publicIp"));
    MapValue own = bench.update(in("front", WANTED), lent.without("publicIp"));
    assertEquals("198.51.100.1", own.getString("publicIp"));
    MapValue seen = bench.read(own);
    assertEquals("198.51.100.1", seen.getString("publicIp"));
    assertEquals("198.51.100.1", seen.getString("host"));
    assertEquals(own.getOrNull("assignPublicIp"), seen.getOrNull("assignPublicIp"));
    assertEquals(
        "[paas vm" + lent.getString("id", "").replace("-", "") + " bench]",
        address().tags.get("paas.description"));

    MapValue back = bench.update(in("front", ", assignPublicIp: false"), seen.without("publicIp"));
    assertEquals(Set.of(), bench.ids("eipalloc-"));
    assertEquals("203.0.113.2", bench.read(back).getString("publicIp"));
    assertEquals(lent.getString("id"), back.getString("id"));
  }

  @Test
  void anAddressWhoseAnswerIsLostIsTakenOnce() throws Exception {
    bench.ec2.lose("AllocateAddress");
    MapValue made = bench.create(in("front", WANTED));
    assertEquals(made.getString("publicIp"), address().field("publicIp"));
    assertEquals(1, bench.asked("AllocateAddress"));
    bench.delete(made);
    assertEquals(Set.of(), bench.ids("eipalloc-"));
  }

  /** As after a crash between the two calls that it takes. */
  @Test
  void anAddressThatWasTakenAndNotPutIsPutByTheNextRun() throws Exception {
    bench.ec2.lose("AssociateAddress");
    ProviderException failure =
        assertThrows(ProviderException.class, () -> bench.create(in("front", WANTED)));
    assertTrue(failure.resumable(), failure::toString);
    ObservedResource left = Objects.requireNonNull(failure.partial());
    String taken = address().id;
    bench.ec2.networks(
        store -> {
          store.free(taken);
          return true;
        });
    MapValue seen = bench.read(left.attributes());
    MapValue whole = bench.update(in("front", WANTED), seen);
    assertEquals(taken, address().id);
    assertEquals(whole.getString("id"), address().field("instanceId"));
    bench.delete(whole);
    assertEquals(Set.of(), bench.ids("eipalloc-"));
  }

  @Test
  void whereNoNetworkLeadsOutNoAddressIsKept() throws Exception {
    ProviderException failure =
        assertThrows(ProviderException.class, () -> bench.create(in("inner", WANTED)));
    assertTrue(told(failure).contains("no network of the machine leads to amazon"), told(failure));
    assertEquals("assignPublicIp", String.valueOf(failure.path()));
    assertEquals(Set.of(), bench.ids("eipalloc-"));
    assertTrue(failure.partial() != null && failure.resumable(), "the machine is gone on with");
  }

  @Test
  void asManyAsThereMayBeAreAQuota() throws Exception {
    bench.ec2.networks(
        store -> {
          store.elastic.addresses.limit(0);
          return true;
        });
    ProviderException failure =
        assertThrows(ProviderException.class, () -> bench.create(in("front", WANTED)));
    assertEquals("the quota of the cloud is reached", failure.reason());
    assertTrue(failure.partial() != null && failure.resumable(), "the machine is gone on with");
  }

  @Test
  void oneThatSomebodyTookAwayIsPutBack() throws Exception {
    MapValue made = bench.create(in("front", WANTED));
    String taken = address().id;
    bench.ec2.networks(
        store -> {
          store.free(taken);
          return true;
        });
    MapValue seen = bench.read(made);
    assertEquals(Value.of(false), seen.getOrNull("assignPublicIp"));
    assertEquals("203.0.113.2", seen.getString("publicIp"), "what its subnet gives it again");
    bench.update(in("front", WANTED), seen);
    assertEquals(taken, address().id);
    assertEquals(made.getString("id"), address().field("instanceId"));
  }

  @Test
  void aNetworkMeansItsSubnet() throws Exception {
    MapValue made = bench.create(in("vpc-2", ""));
    assertEquals("subnet-2", bench.ec2.instance(made.getString("id", "")).subnet);
    bench.delete(made);
    bench.ec2.networks(
        store -> {
          store.nets.vpcs.get("vpc-2").orElseThrow().tags.put("Name", "both");
          store.nets.subnets.get("subnet-2").orElseThrow().tags.put("Name", "both");
          Thing other = Thing.old("subnet-3").with("vpcId", "vpc-2");
          return store.nets.subnets.put(other.with("cidrBlock", "10.2.3.0/24"));
        });
    MapValue named = bench.create(in("both", ""));
    assertEquals("subnet-2", bench.ec2.instance(named.getString("id", "")).subnet);
    bench.delete(named);
    ProviderException failure =
        assertThrows(ProviderException.class, () -> bench.create(in("vpc-2", "")));
    assertEquals("the network vpc-2 has several subnets", failure.reason());
    assertEquals("Name one of them: subnet-2, subnet-3.", failure.hint());
  }
}

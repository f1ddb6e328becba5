package dev.paas.provider.jclouds.cloud.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.Proposals;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.tck.Documents;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Firewalls and security groups on EC2 in the midst of an apply, as it may be killed. */
@Timeout(120)
class Ec2WallTest {
  private static final String VM = "vms.gate";
  private static final String GROUP = "resources.guard";
  private static final String KEY = "fedcba9876543210fedcba9876543210";
  private static final String PLAIN =
      "image: 'debian-12*', size: 't3.nano', running: true, networks: ['inner']";
  private static final MapValue WALLED =
      Documents.attributes("{" + PLAIN + ", firewall: [{protocol: 'tcp', ports: 22}]}");
  private static final MapValue OPEN = Documents.attributes("{" + PLAIN + "}");

  private final FakeEc2 ec2;
  private final Path folder;
  private final Provider provider;

  Ec2WallTest(@TempDir Path folder) throws IOException, ProviderException {
    this.ec2 = new FakeEc2();
    this.folder = folder;
    MapValue settings =
        Documents.attributes(
            "{api: 'aws-ec2', endpoint: '%s', region: 'eu-test-1', pollInterval: '50ms'}"
                .formatted(ec2.endpoint()));
    Map<String, String> keys =
        Map.of("AWS_ACCESS_KEY_ID", FakeEc2.KEY_ID, "AWS_SECRET_ACCESS_KEY", FakeEc2.SECRET);
    this.provider =
        new JcloudsPlugin()
            .open(
                new ProviderSettings(
                    "cloud", settings, new PlatformIdentity("walled", ""), folder, keys));
  }

  @AfterEach
  void close() {
    provider.close();
    ec2.close();
  }

  private PlannedResource plan(MapValue configuration, @Nullable MapValue prior)
      throws ProviderException {
    MapValue proposed = Proposals.machine(configuration, prior);
    if (!configuration.has("firewall")) {
      proposed = proposed.without("firewall");
    }
    return provider
        .resource("vms")
        .plan(new PlanRequest(VM, prior, configuration, proposed, folder));
  }

  private MapValue create(MapValue configuration) throws ProviderException {
    MapValue planned = plan(configuration, null).attributes();
    return provider
        .resource("vms")
        .create(new CreateRequest(VM, KEY, 1, planned, folder), new Heard())
        .attributes();
  }

  private MapValue update(MapValue configuration, MapValue prior) throws ProviderException {
    MapValue planned = plan(configuration, prior).attributes();
    String key = "0123456789abcdef0123456789abcdef";
    return provider
        .resource("vms")
        .update(new UpdateRequest(VM, key, 2, prior, planned, folder), new Heard())
        .attributes();
  }

  private MapValue read(MapValue recorded) throws ProviderException {
    return provider
        .resource("vms")
        .read(new ReadRequest(VM, recorded), new Heard())
        .orElseThrow()
        .attributes();
  }

  /** The security groups that are not there from the beginning. */
  private Set<String> groups() {
    Set<String> groups = new HashSet<>(ec2.things().keySet());
    groups.removeIf(id -> !id.startsWith("sg-") || ec2.group(id).tags.isEmpty());
    return groups;
  }

  private Set<String> had(MapValue machine) {
    return new HashSet<>(ec2.instance(machine.getString("id", "")).groups.values());
  }

  @Test
  void aMachineHasItsFirewallInTheVpcOfItsSubnet() throws Exception {
    MapValue made = create(WALLED);
    SecurityGroup group = ec2.group(made.getString("firewallGroup", ""));
    assertEquals("vpc-2", group.vpc);
    assertEquals("Firewall of vms.gate [paas " + KEY + " walled]", group.description);
    assertEquals(Set.of(group.name), had(made));
    assertEquals(4, group.permissions().size(), group::toString);
    assertEquals(made, read(made));

    MapValue open = update(OPEN, made);
    assertEquals(Set.of("default"), had(open));
    assertEquals(Set.of(), groups());
    assertEquals(open, read(open));

    MapValue again = update(WALLED, open);
    assertNotEquals(group.id, again.getString("firewallGroup"));
    assertEquals("vpc-2", ec2.group(again.getString("firewallGroup", "")).vpc);
    assertEquals(again, read(again));
    provider.resource("vms").delete(new DeleteRequest(VM, again, folder), new Heard());
    assertEquals(Set.of(), groups());
  }

  /** A creation that ends before the machine is ordered leaves what a deleted one leaves. */
  @Test
  void aFirewallWithoutItsMachineIsGoneOnWith() throws Exception {
    MapValue made = create(WALLED);
    ec2.instance(made.getString("id", "")).go("terminated", "terminated");
    MapValue planned = plan(WALLED, null).attributes();
    ObservedResource found =
        provider.resource("vms").find(new FindRequest(VM, KEY, planned), new Heard()).orElseThrow();
    assertEquals("", found.id());
    MapValue whole = update(WALLED, found.attributes());
    assertEquals(made.getString("firewallGroup"), whole.getString("firewallGroup"));
    assertEquals(1, groups().size());
    assertNotEquals(made.getString("id"), whole.getString("id"));
  }

  private static MapValue guard() {
    return Documents.attributes(
        "{name: 'walled-guard', description: '', allowEgress: true, rules: []}");
  }

  private ObservedResource guard(String key) throws ProviderException {
    return provider
        .resource("jclouds.securityGroup")
        .create(new CreateRequest(GROUP, key, 1, guard(), folder), new Heard());
  }

  @Test
  void aGroupThatWasNotRecordedIsFoundByItsKeyAndNeverMadeTwice() throws Exception {
    String id = guard(KEY).id();
    Optional<ObservedResource> found =
        provider
            .resource("jclouds.securityGroup")
            .find(new FindRequest(GROUP, KEY, guard()), new Heard());
    assertEquals(id, found.orElseThrow().id());
    assertEquals(id, guard(KEY).id());
    assertEquals(Set.of(id), groups());
    // An other creation meets it when lists do not tell of it yet, and may be tried again.
    ProviderException failure = assertThrows(ProviderException.class, () -> guard("other"));
    assertTrue(failure.retryable(), failure::reason);
    assertTrue(String.valueOf(failure.detail()).contains("walled-guard"), failure::toString);
    assertEquals(Set.of(id), groups());
  }

  @Test
  void aNewNameReplacesAndSaysWhy() throws Exception {
    ObservedResource made = guard(KEY);
    MapValue renamed = made.attributes().with("name", Value.of("walled-other"));
    PlannedResource planned =
        provider
            .resource("jclouds.securityGroup")
            .plan(new PlanRequest(GROUP, made.attributes(), renamed, renamed, folder));
    assertEquals(
        List.of("name: the cloud cannot rename a group"),
        planned.replacements().stream().map(each -> each.path() + ": " + each.why()).toList());
  }
}

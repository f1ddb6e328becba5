package dev.paas.provider.jclouds.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.jclouds.testkit.Proposals;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.tck.Documents;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A machine with a firewall is ordered, and nobody hears that it was. */
@Timeout(300)
final class LostOrderTest {
  private static final String ADDRESS = "vms.deaf";
  private static final String KEY = "0f1e2d3c4b5a69780f1e2d3c4b5a6978";
  private static final String GROUPS = "/v2.0/security-groups";
  private static final MapValue MACHINE =
      Documents.attributes(
          "{image: 'debian-12-x86_64', size: 'tiny', networks: ['net0'], running: true,"
              + " firewall: [{protocol: 'tcp', ports: 22}]}");

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final LossyCloud lossy;
  private final Path folder;
  private final Provider provider;

  LostOrderTest(@TempDir Path folder) throws IOException, ProviderException {
    this.folder = folder;
    this.lossy = new LossyCloud(cloud.endpoint());
    String settings = cloud.settings().replace(cloud.endpoint(), lossy.endpoint());
    this.provider =
        new JcloudsPlugin()
            .open(
                new ProviderSettings(
                    "cloud",
                    Documents.attributes(settings),
                    new PlatformIdentity("lossy", ""),
                    folder,
                    Map.of()));
  }

  @AfterEach
  void close() {
    provider.close();
    lossy.close();
    for (JsonNode server : api.servers("lossy")) {
      api.deleteServer(server.path("id").asString());
    }
    for (String group : groups()) {
      api.call("DELETE", "network", GROUPS + "/" + group, "");
    }
  }

  private MapValue create() throws ProviderException {
    MapValue planned =
        provider
            .resource("vms")
            .plan(new PlanRequest(ADDRESS, null, MACHINE, Proposals.machine(MACHINE, null), folder))
            .attributes();
    return provider
        .resource("vms")
        .create(new CreateRequest(ADDRESS, KEY, 1, planned, folder), new Heard())
        .attributes();
  }

  private List<String> groups() {
    List<String> ids = new ArrayList<>();
    for (JsonNode group : api.get("network", GROUPS).path("security_groups")) {
      if (group.path("name").asString().startsWith("lossy")) {
        ids.add(group.path("id").asString());
      }
    }
    return ids;
  }

  /** The only server runs, and has the only group. */
  private void assertOneWithItsFirewall(MapValue made) {
    List<JsonNode> servers = api.servers("lossy");
    assertEquals(1, servers.size(), servers::toString);
    assertEquals(made.getString("id"), servers.get(0).path("id").asString());
    assertEquals("ACTIVE", servers.get(0).path("status").asString());
    assertEquals(List.of(made.getString("firewallGroup", "")), groups());
    JsonNode had = servers.get(0).path("security_groups");
    assertEquals(1, had.size(), had::toString);
    assertTrue(had.path(0).path("name").asString().startsWith("lossy"), had::toString);
    assertEquals(1, lossy.orders(), "orders");
  }

  @Test
  void theMachineIsGoneOnWithWhenItIsListed() throws Exception {
    lossy.lose(3);
    assertOneWithItsFirewall(create());
  }

  /** Whether it was ordered is told by nobody: the firewall may be wanted, so it stays. */
  @Test
  void itsFirewallStaysWhenItIsNotListed() throws Exception {
    lossy.lose(1_000);
    ProviderException failure = assertThrows(ProviderException.class, this::create);
    assertTrue(failure.retryable(), failure::toString);
    List<String> groups = groups();
    assertEquals(1, groups.size(), "firewalls that are left");
    lossy.lose(0);
    MapValue made = create();
    assertOneWithItsFirewall(made);
    assertEquals(groups, groups());
  }
}

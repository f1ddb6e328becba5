package dev.paas.provider.jclouds.scenario;

import static dev.paas.provider.tck.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a security group meets in a cloud that others use as well. */
@Timeout(300)
final class SecurityGroupTest {
  private static final String ADDRESS = "resources.guard";
  private static final String KEY = "0f1e2d3c4b5a69780f1e2d3c4b5a6978";
  private static final String GROUPS = "/v2.0/security-groups";
  private static final String PORTS = "/v2.0/ports";
  private static final String RULES = "rules: [{protocol: 'tcp', ports: '22', cidr: '10.0.0.0/8'}]";

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final Path folder;
  private final Provider provider;

  SecurityGroupTest(@TempDir Path folder) throws ProviderException {
    this.folder = folder;
    this.provider = open(attributes(cloud.settings()));
  }

  private Provider open(MapValue settings) throws ProviderException {
    PlatformIdentity platform = new PlatformIdentity("used", "");
    return new JcloudsPlugin()
        .open(new ProviderSettings("cloud", settings, platform, folder, Map.of()));
  }

  @AfterEach
  void close() {
    provider.close();
    for (JsonNode group : api.get("network", GROUPS + "?name=used-guard").path("security_groups")) {
      api.call("DELETE", "network", GROUPS + "/" + group.path("id").asString(), "");
    }
  }

  private ResourceHandler groups() {
    return provider.resource("jclouds.securityGroup");
  }

  private static MapValue planned(String rules) {
    return attributes("{name: 'used-guard', description: '', allowEgress: true, " + rules + "}");
  }

  private MapValue create(String rules) throws ProviderException {
    return groups()
        .create(new CreateRequest(ADDRESS, KEY, 1, planned(rules), folder), new Heard())
        .attributes();
  }

  private void delete(MapValue made) throws ProviderException {
    groups().delete(new DeleteRequest(ADDRESS, made, folder), new Heard());
  }

  /** A port in the network of all tests, which has the group. */
  private String port(String group) {
    String network =
        api.get("network", "/v2.0/networks?name=net0")
            .path("networks")
            .path(0)
            .path("id")
            .asString();
    return api.call(
            "POST",
            "network",
            PORTS,
            "{\"port\": {\"network_id\": \"%s\", \"security_groups\": [\"%s\"]}}"
                .formatted(network, group))
        .path("port")
        .path("id")
        .asString();
  }

  @Test
  void oneThatIsInUseIsToldWithWhatHasIt() throws Exception {
    MapValue made = create(RULES);
    String port = port(made.getString("id", ""));
    try {
      ProviderException failure = assertThrows(ProviderException.class, () -> delete(made));
      assertEquals("the security group used-guard is in use", failure.reason());
      assertEquals("It is that of port " + port + ".", failure.detail());
      assertTrue(failure.retryable());
    } finally {
      api.call("DELETE", "network", PORTS + "/" + port, "");
    }
    delete(made);
    assertTrue(api.get("network", GROUPS + "/" + made.getString("id", "")).isMissingNode());
  }

  @Test
  void aPortThatGoesIsWaitedForALittle() throws Exception {
    MapValue made = create(RULES);
    String port = port(made.getString("id", ""));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> deletion =
          other.submit(
              () -> {
                delete(made);
                return made;
              });
      Thread.sleep(500);
      assertTrue(!deletion.isDone(), "it was not in use");
      api.call("DELETE", "network", PORTS + "/" + port, "");
      deletion.get();
    } finally {
      other.shutdownNow();
    }
    assertTrue(api.get("network", GROUPS + "/" + made.getString("id", "")).isMissingNode());
  }

  @Test
  void whichOfManyRulesIsRefusedIsTold() {
    String nobody = "00000000-0000-4000-8000-000000000000";
    String rules =
        RULES.replace("]", ", {group: '" + nobody + "'}, {protocol: 'udp', cidr: '10.0.0.0/8'}]");
    ProviderException failure = assertThrows(ProviderException.class, () -> create(rules));
    assertEquals(ValuePath.of("rules").child(1).child("group"), failure.path());
  }

  /** In a project of its own, since others make groups meanwhile. */
  @Test
  void aQuotaThatIsUsedUpIsToldBefore() throws Exception {
    String project =
        api.call("POST", "identity", "/projects", "{\"project\": {\"name\": \"used-quota\"}}")
            .path("project")
            .path("id")
            .asString();
    try {
      String user = id("users", "admin");
      String role = id("roles", "admin");
      api.call("PUT", "identity", "/projects/" + project + "/users/" + user + "/roles/" + role, "");
      quota(project, 1);
      ProviderException failure = assertThrows(ProviderException.class, this::preflight);
      assertEquals("the quota of the cloud is reached", failure.reason());
      quota(project, 20);
      preflight();
    } finally {
      api.call("DELETE", "network", "/v2.0/quotas/" + project, "");
      api.call("DELETE", "identity", "/projects/" + project, "");
    }
  }

  private String id(String things, String name) {
    return api.get("identity", "/" + things + "?name=" + name)
        .path(things)
        .path(0)
        .path("id")
        .asString();
  }

  private void quota(String project, int groups) {
    api.call(
        "PUT",
        "network",
        "/v2.0/quotas/" + project,
        "{\"quota\": {\"security_group\": " + groups + "}}");
  }

  private Object preflight() throws ProviderException {
    MapValue settings =
        attributes(cloud.settings().replace("project: 'admin'", "project: 'used-quota'"));
    try (Provider own = open(settings)) {
      PreflightRequest request = new PreflightRequest(ADDRESS, null, planned(RULES), folder);
      own.resource("jclouds.securityGroup").preflight(request, new Heard());
      return request;
    }
  }
}

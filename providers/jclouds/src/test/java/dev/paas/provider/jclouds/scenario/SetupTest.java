package dev.paas.provider.jclouds.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.jclouds.testkit.Proposals;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.ssh.testkit.SshServer;
import dev.paas.provider.tck.Documents;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A machine is set up over SSH. What the cloud makes is a server that nothing runs on; its address
 * is one of this machine's, where an SSH server stands in for it.
 */
final class SetupTest {
  private static final String ADDRESS = "vms.web";
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private Path folder;
  private SshServer machine;
  private Provider provider;

  @BeforeEach
  void prepare(@TempDir Path temporary) throws Exception {
    folder = temporary;
    machine = SshServer.in(Files.createDirectory(folder.resolve("machine")));
    provider =
        new JcloudsPlugin()
            .open(
                new ProviderSettings(
                    "cloud",
                    Documents.attributes(cloud.settings()),
                    new PlatformIdentity("setup", ""),
                    folder,
                    Map.of()));
  }

  @AfterEach
  void stop() throws Exception {
    other.shutdownNow();
    machine.stop();
    provider.close();
    api.servers("setup").forEach(server -> api.deleteServer(server.path("id").asString()));
  }

  private ResourceHandler vms() {
    return provider.resource("vms");
  }

  private MapValue configuration(String... scripts) throws IOException {
    List<MapValue> steps =
        List.of(scripts).stream()
            .map(script -> MapValue.builder().put("run", script).build())
            .toList();
    return Documents.attributes(
            "{image: 'debian-12-x86_64', size: 'tiny', running: true, ready: {ssh: true}}")
        .with("setup", Value.list(steps))
        .with(
            "login",
            MapValue.builder()
                .put("user", machine.user())
                .put("port", machine.port())
                .put("privateKey", Value.of(machine.privateKey()).asSensitive())
                .build());
  }

  private MapValue plan(MapValue configuration, @Nullable MapValue prior) throws ProviderException {
    MapValue proposed = Proposals.machine(configuration, prior);
    return vms()
        .plan(new PlanRequest(ADDRESS, prior, configuration, proposed, folder))
        .attributes();
  }

  private MapValue update(MapValue configuration, MapValue prior) throws ProviderException {
    MapValue planned = plan(configuration, prior);
    return vms()
        .update(new UpdateRequest(ADDRESS, KEY, 2, prior, planned, folder), new Heard())
        .attributes();
  }

  private List<String> done() throws IOException {
    return Files.readAllLines(machine.home("log"));
  }

  /** Creates a machine, whose SSH server begins to listen when the cloud says that it is there. */
  private ObservedResource create(MapValue configuration) throws Exception {
    MapValue planned = plan(configuration, null);
    CreateRequest request = new CreateRequest(ADDRESS, KEY, 1, planned, folder);
    Future<ObservedResource> made = other.submit(() -> vms().create(request, new Heard()));
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (!isActive() && !made.isDone() && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    assertTrue(isActive(), () -> "no server: " + (made.isDone() ? failure(made) : "it takes long"));
    JsonNode addresses = api.servers("setup").get(0).path("addresses");
    String ip = addresses.iterator().next().path(0).path("addr").asString();
    machine.at(ip).start();
    return made.get(240, TimeUnit.SECONDS);
  }

  private static String failure(Future<ObservedResource> made) {
    try {
      return "made " + made.get().id();
    } catch (ExecutionException | InterruptedException failed) {
      return failed.toString();
    }
  }

  private boolean isActive() {
    List<JsonNode> servers = api.servers("setup");
    return !servers.isEmpty() && servers.get(0).path("status").asString().equals("ACTIVE");
  }

  @Test
  void aMachineIsSetUpWhenItIsMadeAndWhenItsSetupChanges() throws Exception {
    ObservedResource made = create(configuration("echo one >>log"));
    MapValue first = made.attributes();
    assertEquals(List.of("one"), done());
    assertEquals(List.of(machine.hostKey()), first.getList("hostKeys").texts());
    assertEquals(2, first.getList("settled").texts().size());
    assertEquals(
        first, vms().read(new ReadRequest(ADDRESS, first), new Heard()).orElseThrow().attributes());
    assertEquals(first, plan(configuration("echo one >>log"), first), "there is nothing to do");

    MapValue broken = configuration("echo one >>log", "echo two >>log; test -e allowed");
    ProviderException failure = assertThrows(ProviderException.class, () -> update(broken, first));
    assertEquals("setup step 2 of 2 ended with exit code 1", failure.reason());
    ObservedResource left = failure.partial();
    assertNotNull(left);
    Files.createFile(machine.home("allowed"));
    MapValue second = update(broken, left.attributes());
    assertEquals(List.of("one", "two", "two"), done());
    assertEquals(3, second.getList("settled").texts().size());

    MapValue planned = plan(broken, null);
    MapValue found =
        vms().find(new FindRequest(ADDRESS, KEY, planned), new Heard()).orElseThrow().attributes();
    assertEquals(List.of(), found.getList("settled").texts(), "nobody knows how far it came");
    assertEquals(second.get("settled"), update(broken, found).get("settled"));
    assertEquals(List.of("one", "two", "two"), done(), "the machine knows");
    vms().delete(new DeleteRequest(ADDRESS, second, folder), new Heard());
    assertTrue(api.servers("setup").isEmpty());
  }
}

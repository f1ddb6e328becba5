package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.harness.Managed;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written in a service is so in its containers. */
class ServiceShapeTest extends Scenario {

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  @Test
  void allThatIsWrittenReachesTheContainers() throws Exception {
    Files.createDirectories(directory.resolve("shared"));
    Files.writeString(directory.resolve("shared/note"), "from the host");
    Managed volume = platform().volume("data");
    volume.apply("{}");
    Managed network = platform().network("net");
    network.apply("{}");
    Managed service = platform().service("api");
    service.apply(
        service(
            "replicas: 2, entrypoint: ['sh', '-c'], command: ['exec sleep 100000'], user: 'app'",
            "ports: {http: 8080, admin: 9090}, publish: {http: {port: 0}}",
            "env: {LEVEL: 'debug', COUNT: 3, ON: true}",
            "volumes: [{volume: 'data', source: '"
                + volume.attributes().getString("name", "")
                + "', target: '/data'}, {bind: 'shared', target: '/shared', readOnly: true}]",
            "networks: [{name: 'net', network: '"
                + network.attributes().getString("name", "")
                + "', aliases: ['backend']}]",
            HEALTHY,
            "resources: {limits: {memory: '64M', pids: 40}, reservations: {memory: '16M'}}",
            "restart: 'unless-stopped', labels: {team: 'shop', tier: 2}, workingDir: '/tmp'"));

    List<JsonNode> containers = platform().containers("api");
    assertEquals(
        List.of(platform().name() + "-api-1", platform().name() + "-api-2"),
        platform().containerNames());
    for (JsonNode container : containers) {
      assertTrue(isRunning(container));
      config(container.path("Config"));
      host(container.path("HostConfig"));
      String aliases =
          container
              .path("NetworkSettings")
              .path("Networks")
              .path(platform().name() + "-net")
              .path("Aliases")
              .toString();
      assertTrue(aliases.contains("\"api\"") && aliases.contains("\"backend\""), aliases);
      JsonNode labels = container.path("Config").path("Labels");
      assertEquals("services.api", labels.path("paas.address").asText());
      assertEquals(service.key(), labels.path("paas.key").asText());
      assertEquals("1", labels.path("paas.revision").asText());
    }
    assertEquals("from the host", exec("api", service.attributes(), "cat", "/shared/note").strip());
  }

  private static void config(JsonNode config) {
    assertEquals(List.of("sh", "-c"), texts(config.path("Entrypoint")));
    assertEquals(List.of("exec sleep 100000"), texts(config.path("Cmd")));
    assertEquals("app", config.path("User").asText());
    assertEquals("/tmp", config.path("WorkingDir").asText());
    assertEquals("SIGKILL", config.path("StopSignal").asText());
    assertEquals(1, config.path("StopTimeout").asInt());
    assertTrue(texts(config.path("Env")).containsAll(List.of("LEVEL=debug", "COUNT=3", "ON=true")));
    assertTrue(config.path("ExposedPorts").has("9090/tcp"));
    assertEquals("shop", config.path("Labels").path("team").asText());
    assertEquals("2", config.path("Labels").path("tier").asText());
    assertEquals(List.of("CMD", "true"), texts(config.path("Healthcheck").path("Test")));
    assertEquals(500_000_000, config.path("Healthcheck").path("Interval").asLong());
  }

  private static void host(JsonNode host) {
    assertEquals("unless-stopped", host.path("RestartPolicy").path("Name").asText());
    assertEquals(64 << 20, host.path("Memory").asLong());
    assertEquals(16 << 20, host.path("MemoryReservation").asLong());
    assertEquals(40, host.path("PidsLimit").asLong());
    JsonNode logging = host.path("LogConfig");
    assertEquals("json-file", logging.path("Type").asText());
    assertEquals(10 << 20, logging.path("Config").path("max-size").asLong(), "10m by default");
    assertEquals("3", logging.path("Config").path("max-file").asText(), "3 by default");
    assertTrue(host.path("PortBindings").has("8080/tcp"));
    assertFalse(host.path("PortBindings").has("9090/tcp"));
  }

  @Test
  void filesAreForTheServicesUserAndInNoInspection() throws Exception {
    Managed service = platform().service("api");
    service.apply(
        service(
            "user: 'app', config: [{name: 'toml', target: '/etc/app/app.toml', mode: '0640',"
                + " content: 'level = 1'}]",
            "secrets: [{name: 'password', value: 'only-in-a-file'},"
                + " {name: 'key', target: '/etc/app/key', mode: '0440', value: 'in-another-file'},"
                + " {name: 'token', env: 'TOKEN', value: 'in-the-environment'}]",
            HEALTHY));
    assertEquals(
        "level = 1", exec("api", service.attributes(), "cat", "/etc/app/app.toml").strip());
    assertEquals(
        "only-in-a-file", exec("api", service.attributes(), "cat", "/run/secrets/password"));
    assertEquals(
        List.of("640 1000 1001", "400 1000 1001", "440 1000 1001"),
        exec(
                "api",
                service.attributes(),
                "stat",
                "-c",
                "%a %u %g",
                "/etc/app/app.toml",
                "/run/secrets/password",
                "/etc/app/key")
            .lines()
            .toList());
    String inspection = platform().containers("api").get(0).toString();
    assertFalse(inspection.contains("only-in-a-file"));
    assertFalse(inspection.contains("in-another-file"));
    assertTrue(inspection.contains("TOKEN=in-the-environment"), "as env asks for it");
    assertFalse(service.attributes().toString().contains("in-the-environment"));
  }

  @Test
  void filesOutliveACrash() throws Exception {
    Managed service = platform().service("api");
    service.apply(service("secrets: [{name: 'password', value: 'still-there'}]", HEALTHY));
    String id = platform().containerIds("api").get(0);
    long pid = api().container(id).path("State").path("Pid").asLong();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await(
        "the engine starts it again",
        () -> {
          JsonNode container = api().container(id);
          return isRunning(container) && container.path("State").path("Pid").asLong() != pid;
        });
    assertEquals("still-there", exec("api", service.attributes(), "cat", "/run/secrets/password"));
  }

  @Test
  void servicesFindEachOtherByName() throws Exception {
    Managed network = platform().network("net");
    network.apply("{}");
    String net =
        "networks: [{name: 'net', network: '" + network.attributes().getString("name", "") + "'}]";
    Managed web = platform().service("web");
    web.apply(
        service(
            net,
            "replicas: 2, ports: {http: 8080}, command: 'httpd -f -p 8080 -h /www'",
            "config: [{name: 'page', target: '/www/index.html', content: 'hello'}]",
            "healthcheck: {path: '/', port: 'http', interval: '200ms', timeout: '2s'}"));
    Managed client = platform().service("client");
    client.apply(service(net, HEALTHY));
    assertEquals(
        "hello", exec("client", client.attributes(), "wget", "-q", "-O", "-", "http://web:8080/"));
  }

  @Test
  void publishedPortsAnswer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Managed web = platform().service("web");
    web.apply(
        service(
            "ports: {http: 8080}, command: ['httpd', '-f', '-p', '8080', '-h', '/www']",
            "publish: {http: {port: " + port + ", address: '127.0.0.1'}}",
            "config: [{name: 'page', target: '/www/index.html', content: 'hello'}]",
            "healthcheck: {tcp: true, port: 8080, interval: '200ms', timeout: '2s'}"));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    assertEquals("hello", answer.body());
  }

  @Test
  void theStopSignalAndTheGracePeriodAreKept() throws Exception {
    Managed volume = platform().volume("data");
    volume.apply("{}");
    Managed service = platform().service("api");
    String source = volume.attributes().getString("name", "");
    String script = "trap \\\"echo gracefully > /data/end; exit 0\\\" USR1; sleep 100000 & wait";
    service.apply(
        service(
                "command: ['sh', '-c', \"" + script + "\"]",
                "volumes: [{volume: 'data', source: '" + source + "', target: '/data'}]",
                HEALTHY)
            .replace("SIGKILL", "SIGUSR1")
            .replace("'1s'", "'20s'"));
    service.delete();
    assertEquals(List.of(), platform().containerNames());

    Managed reader = platform().service("reader");
    reader.apply(
        service("volumes: [{volume: 'data', source: '" + source + "', target: '/data'}]", HEALTHY));
    assertEquals("gracefully", exec("reader", reader.attributes(), "cat", "/data/end").strip());
  }

  @Test
  void loggingIsAsAskedFor() throws IOException, dev.paas.spi.provider.ProviderException {
    Managed service = platform().service("api");
    service.apply(service("logging: {maxSize: '64k', maxFiles: 2}", HEALTHY));
    JsonNode config =
        platform().containers("api").get(0).path("HostConfig").path("LogConfig").path("Config");
    assertEquals("65536", config.path("max-size").asText());
    assertEquals("2", config.path("max-file").asText());
  }
}

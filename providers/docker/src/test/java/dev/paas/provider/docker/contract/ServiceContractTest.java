package dev.paas.provider.docker.contract;

import static dev.paas.provider.tck.Documents.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.harness.EngineApi;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class ServiceContractTest extends DockerContract implements World {
  private static final String NETWORK = "contract-network";

  private static final String FULL =
      """
      {image: 'IMAGE', replicas: 2, command: ['-c', 'trap exit TERM; sleep 1000 & wait'],
       entrypoint: '/bin/sh', workingDir: '/tmp', user: 'app', ports: {http: 8080},
       publish: {http: {port: 0, address: '127.0.0.1'}}, env: {LEVEL: 'LEVEL', RATIO: 1.5},
       volumes: [{bind: 'data', target: '/data', readOnly: true}],
       config: [{name: 'app', target: '/etc/app.toml', content: 'a = 1'}],
       secrets: [{name: 'password', value: 'not-to-be-shown'},
                 {name: 'token', env: 'TOKEN', value: 'nor-this-one'}],
       networks: [{name: 'net', network: 'NETWORK', aliases: ['other']}],
       healthcheck: {command: ['true'], interval: '500ms', timeout: '1s', retries: 2},
       resources: {limits: {memory: '32M', pids: 50}, reservations: {memory: '8M'}},
       restart: 'on-failure', logging: {maxSize: '1m', maxFiles: 2}, labels: {team: 'shop'},
       stopSignal: 'SIGTERM', stopGracePeriod: '1s', deploy: {maxParallel: 2},
       release: {command: ['-c', 'true'], timeout: '20s'}}
      """;

  private static final String OPTIONS =
      """
      {image: 'IMAGE', hostname: 'here', extraHosts: {'db.internal': '10.1.2.3'}, dns: ['10.9.9.9'],
       init: false, privileged: false, capAdd: ['NET_ADMIN'], capDrop: ['MKNOD'],
       securityOpt: ['no-new-privileges'], groupAdd: [1001, '1002'], readOnlyRootfs: true,
       tmpfs: ['/tmp', '/scratch:size=1m,mode=1777'], shmSize: '8M',
       ulimits: {nofile: 1024, nproc: {soft: 100, hard: 200}},
       sysctls: {'net.ipv4.ip_unprivileged_port_start': 1000}, devices: ['/dev/null:/dev/nothing:r'],
       pidMode: 'host', healthcheck: {command: 'true', interval: '500ms'}, stopGracePeriod: '1s'}
      """;

  @BeforeAll
  static void network() {
    new EngineApi(DockerEngine.shared()).post("/networks/create", "{\"Name\":\"" + NETWORK + "\"}");
  }

  @AfterAll
  static void noNetwork() {
    new EngineApi(DockerEngine.shared()).delete("/networks/" + NETWORK);
  }

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(directory.resolve("data"));
  }

  @Override
  protected String type() {
    return "services";
  }

  private static String full(String level) {
    return filled(FULL).replace("'LEVEL'", "'" + level + "'");
  }

  private static String filled(String text) {
    return text.replace("IMAGE", DockerEngine.BUSYBOX).replace("NETWORK", NETWORK);
  }

  private static String with(String rest) {
    return filled("{image: 'IMAGE', stopGracePeriod: '1s', " + rest + "}");
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes(filled("{image: 'IMAGE'}")), attributes(full("one")))
        .inPlace(attributes(full("two")))
        .also(attributes(filled(OPTIONS)))
        .failing(attributes(with("command: 'sh -c \"echo no; exit 3\"'")))
        .slow(
            attributes(with("healthcheck: {command: ['false'], interval: '1h'}")),
            () -> things().values().stream().anyMatch(text -> text.endsWith("running")))
        .bad(attributes(with("publish: {http: {port: 80}}")), "publish")
        .bad(attributes(with("command: 'sh -c \"'")), "command")
        .bad(attributes(with("env: {'a=b': 'c'}")), "env")
        .bad(attributes(with("healthcheck: {path: '/', port: 'http'}")), "healthcheck")
        .bad(attributes(with("resources: {limits: {memory: '1M'}}")), "resources")
        .bad(attributes(with("labels: {'paas.key': 'x'}")), "labels")
        .bad(attributes(with("volumes: [{bind: 'nowhere', target: '/data'}]")), "volumes");
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode container : api.get("/containers/json?all=1")) {
      String name = container.path("Names").path(0).asText();
      if (name.startsWith("/tck-services")) {
        String id = container.path("Id").asText();
        things.put(name, id + " " + container.path("State").asText());
      }
    }
    return things;
  }

  private List<String> containers(ObservedResource resource) {
    return things().keySet().stream()
        .filter(name -> name.matches("/" + resource.id() + "-\\d+"))
        .map(name -> name.substring(1))
        .toList();
  }

  @Override
  public void destroy(ObservedResource resource) {
    containers(resource).forEach(api::removeContainer);
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    String container = containers(resource).get(0);
    api.post("/containers/" + container + "/update", "{\"RestartPolicy\":{\"Name\":\"no\"}}");
    return Set.of("restart", "status");
  }
}

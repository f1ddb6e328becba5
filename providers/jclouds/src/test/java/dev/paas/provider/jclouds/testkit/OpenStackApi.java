package dev.paas.provider.jclouds.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The APIs of an OpenStack, asked without the provider. */
public final class OpenStackApi {
  /** The project that is there from the beginning. */
  public static final String PROJECT = "admin";

  /** The service of volumes. */
  public static final String VOLUME = "volumev3";

  private static final String IDENTITY = "identity";
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final long PATIENCE_NANOS = 180_000_000_000L;
  private static final String LOGIN =
      """
      {"auth": {"identity": {"methods": ["password"], "password": {"user":
        {"name": "admin", "password": "secret", "domain": {"name": "Default"}}}},
       "scope": {"project": {"name": "%s", "domain": {"name": "Default"}}}}}
      """;

  /** Tokens are valid for an hour. */
  private static final long SHARED_NANOS = 1_200_000_000_000L;

  private static final Map<String, OpenStackApi> SHARED = new HashMap<>();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final long since = System.nanoTime();
  private final String token;
  private final JsonNode catalogue;

  /** One that tests share, so that not each of them logs in; its token is a young one. */
  public static OpenStackApi shared(OpenStack cloud) {
    return shared(cloud, PROJECT);
  }

  /** The same in a project of that name, which is made when there is none. */
  public static synchronized OpenStackApi shared(OpenStack cloud, String project) {
    OpenStackApi known = SHARED.get(project);
    if (known == null || System.nanoTime() - known.since > SHARED_NANOS) {
      if (known == null && !project.equals(PROJECT)) {
        new OpenStackApi(cloud).makeProject(project);
      }
      known = new OpenStackApi(cloud, project);
      SHARED.put(project, known);
    }
    return known;
  }

  public OpenStackApi(OpenStack cloud) {
    this(cloud, PROJECT);
  }

  private OpenStackApi(OpenStack cloud, String project) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(cloud.endpoint() + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(LOGIN.formatted(project))));
    this.token = answer.headers().firstValue("X-Subject-Token").orElseThrow();
    this.catalogue = MAPPER.readTree(answer.body()).path("token").path("catalog");
  }

  /** Makes a project, in which the administrator may do everything, unless it is there. */
  private void makeProject(String name) {
    String found = "/projects?name=" + name;
    if (get(IDENTITY, found).path("projects").isEmpty()) {
      call("POST", IDENTITY, "/projects", "{\"project\": {\"name\": \"" + name + "\"}}");
    }
    String project = first(found, "projects");
    String user = first("/users?name=admin", "users");
    String role = first("/roles?name=admin", "roles");
    call("PUT", IDENTITY, "/projects/" + project + "/users/" + user + "/roles/" + role, "");
  }

  private String first(String path, String list) {
    return get(IDENTITY, path).path(list).path(0).path("id").asString();
  }

  /** A token of the administrator's. */
  public String token() {
    return token;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String endpoint(String service) {
    for (JsonNode each : catalogue) {
      if (each.path("type").asString().equals(service)) {
        return each.path("endpoints").path(0).path("url").asString();
      }
    }
    throw new AssertionError("no service " + service);
  }

  /** Asks a service; what is not there is a missing node. */
  public JsonNode call(String method, String service, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint(service) + path))
            .header("X-Auth-Token", token)
            .header("Content-Type", "application/json")
            .header("OpenStack-API-Version", "volume 3.42")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() == 404) {
      return MissingNode.getInstance();
    }
    if (answer.statusCode() >= 300) {
      throw new AssertionError(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return answer.body().isBlank() ? MissingNode.getInstance() : MAPPER.readTree(answer.body());
  }

  public JsonNode get(String service, String path) {
    return call("GET", service, path, "");
  }

  /** The servers whose names begin with {@code prefix}; Nova lists deleted ones for a moment. */
  public List<JsonNode> servers(String prefix) {
    List<JsonNode> servers = new ArrayList<>();
    for (JsonNode server : get("compute", "/servers/detail").path("servers")) {
      if (server.path("name").asString().startsWith(prefix) && isThere(server)) {
        servers.add(server);
      }
    }
    return servers;
  }

  /** A Nova that was killed while it chose a host lists an order for ever that it knows no more. */
  private boolean isThere(JsonNode server) {
    return switch (server.path("status").asString()) {
      case "DELETED" -> false;
      case "BUILD" -> !get("compute", "/servers/" + server.path("id").asString()).isMissingNode();
      default -> true;
    };
  }

  /** Deletes a server and waits until it is gone. */
  public void deleteServer(String id) {
    call("DELETE", "compute", "/servers/" + id, "");
    await("the server is gone", () -> get("compute", "/servers/" + id).isMissingNode());
  }

  /** The volumes whose names begin with {@code prefix}. */
  public List<JsonNode> volumes(String prefix) {
    List<JsonNode> volumes = new ArrayList<>();
    for (JsonNode volume : get(VOLUME, "/volumes/detail").path("volumes")) {
      if (volume.path("name").asString().startsWith(prefix)) {
        volumes.add(volume);
      }
    }
    return volumes;
  }

  /** Deletes a volume and waits until it is gone. */
  public void deleteVolume(String id) {
    call("DELETE", VOLUME, "/volumes/" + id, "");
    await("the volume is gone", () -> get(VOLUME, "/volumes/" + id).isMissingNode());
  }

  /** Waits until something is so. */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not come about: " + what);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package dev.paas.provider.docker.engine.dockerjava;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.paas.provider.docker.engine.EngineClient.ExecCommand;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.provider.docker.engine.EngineInfo;
import dev.paas.provider.docker.transport.HttpTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An engine whose API version is settled: the newest that both sides know. The path of every call
 * carries it, so that the engine answers as docker-java expects.
 */
final class Session {
  private static final RemoteApiVersion NEWEST_KNOWN = RemoteApiVersion.VERSION_1_44;
  private static final RemoteApiVersion OLDEST_USABLE = RemoteApiVersion.VERSION_1_41;
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final int EXIT_CODE_TRIES = 50;
  private static final int EXIT_CODE_PAUSE_MILLIS = 20;

  private final HttpTransport transport;
  private final DockerClient client;
  private final Streams streams;
  private final String engineVersion;
  private final String apiVersion;
  private final String host;

  private Session(HttpTransport transport, RemoteApiVersion api, String version, String host) {
    this.transport = transport;
    this.client = DockerClientImpl.getInstance(new FixedConfig(api), transport);
    this.streams = new Streams(transport, "/" + api.asWebPathPart());
    this.engineVersion = version;
    this.apiVersion = api.getVersion();
    this.host = host;
  }

  /** Connects. */
  static Session open(EndpointSource.Endpoint endpoint) throws IOException, EngineException {
    HttpTransport transport = new HttpTransport(endpoint.dialer());
    JsonNode version = ask(transport, "/version");
    RemoteApiVersion newest = RemoteApiVersion.parseConfig(version.path("ApiVersion").asText());
    if (!newest.isGreaterOrEqual(OLDEST_USABLE)) {
      throw new EngineException(
          Kind.REFUSED,
          "it is version "
              + version.path("Version").asText("unknown")
              + " with API "
              + version.path("ApiVersion").asText("unknown"),
          "Docker 20.10 (API 1.41) or newer is needed.",
          null);
    }
    RemoteApiVersion oldest = RemoteApiVersion.parseConfig(version.path("MinAPIVersion").asText());
    RemoteApiVersion agreed = newest.isGreater(NEWEST_KNOWN) ? NEWEST_KNOWN : newest;
    return new Session(
        transport,
        oldest.isGreater(agreed) ? oldest : agreed,
        version.path("Version").asText(),
        endpoint.host());
  }

  private static JsonNode ask(HttpTransport transport, String path)
      throws IOException, EngineException {
    Request request = Request.builder().method(Request.Method.GET).path(path).build();
    try (Response response = Calls.send(transport, request)) {
      return new ObjectMapper().readTree(response.getBody());
    }
  }

  DockerClient client() {
    return client;
  }

  Streams streams() {
    return streams;
  }

  /**
   * Containers' addresses are routed on the engine's own machine only, and not when the engine runs
   * in a virtual machine or a user's own network on it.
   */
  EngineInfo info() throws IOException, EngineException {
    JsonNode info = ask(transport, "/info");
    boolean rootless = info.path("SecurityOptions").toString().contains("name=rootless");
    boolean local =
        Files.isReadable(HOST_NAME)
            && Files.readString(HOST_NAME).trim().equals(info.path("Name").asText());
    return new EngineInfo(engineVersion, apiVersion, local, host, local && !rootless);
  }

  /** docker-java cannot leave the time to the container's own setting. */
  void stop(String container) throws IOException, EngineException {
    Request request =
        Request.builder()
            .method(Request.Method.POST)
            .path("/v" + apiVersion + "/containers/" + container + "/stop")
            .build();
    Response response = transport.execute(request);
    try (response) {
      int status = response.getStatusCode();
      boolean gone = status == 404;
      boolean stopped = status == 304 || (status >= 200 && status < 300);
      if (!gone && !stopped) {
        throw Calls.refusal(response);
      }
    }
  }

  int exec(String container, ExecCommand command)
      throws IOException, EngineException, InterruptedException {
    String id =
        client
            .execCreateCmd(container)
            .withCmd(command.command().toArray(new String[0]))
            .withTty(command.terminal())
            .withAttachStdin(command.input() != null)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .exec()
            .getId();
    streams.exec(id, command);
    return exitCode(id);
  }

  /** The engine may take a moment from the end of the output to knowing the exit code. */
  private int exitCode(String exec) throws EngineException, InterruptedException {
    for (int tries = 0; tries < EXIT_CODE_TRIES; tries++) {
      InspectExecResponse state = client.inspectExecCmd(exec).exec();
      Long exitCode = state.getExitCodeLong();
      if (exitCode != null && !Boolean.TRUE.equals(state.isRunning())) {
        return exitCode.intValue();
      }
      Thread.sleep(EXIT_CODE_PAUSE_MILLIS);
    }
    throw new EngineException(Kind.FAILED, "the engine does not tell the command's exit code");
  }

  void close() {
    try {
      client.close();
    } catch (IOException e) {
      // Nothing is left to be done on these connections.
      return;
    }
  }
}

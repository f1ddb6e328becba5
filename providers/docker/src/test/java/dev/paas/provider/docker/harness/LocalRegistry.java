package dev.paas.provider.docker.harness;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A registry of images on this machine, which asks for a login. Without {@code docker-registry} the
 * asking test is skipped.
 */
public final class LocalRegistry implements AutoCloseable {
  public static final String USERNAME = "shop";
  public static final String PASSWORD = "correct horse";

  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

  /** Of {@link #PASSWORD}, in bcrypt. */
  private static final String HASH = "$2b$05$B3xlwcP4OxrgLscevO3SpuOXsNrBOtYIU6yfQrSW.JULA1fBtfYZO";

  private static final String SETTINGS =
      """
      version: 0.1
      log: { level: error }
      storage: { filesystem: { rootdirectory: FOLDER/data } }
      http: { addr: "127.0.0.1:PORT" }
      auth: { htpasswd: { realm: tests, path: FOLDER/htpasswd } }
      """;

  private final Process process;
  private final int port;

  private LocalRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static LocalRegistry start(Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "no registry: there is no " + PROGRAM);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("htpasswd"), USERNAME + ":" + HASH + "\n");
    Path settings = folder.resolve("registry.yml");
    Files.writeString(
        settings,
        SETTINGS.replace("FOLDER", folder.toString()).replace("PORT", Integer.toString(port)));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "serve", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    LocalRegistry registry = new LocalRegistry(process, port);
    registry.awaitReady(folder.resolve("log"));
    return registry;
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    for (int tries = 0; tries < 400; tries++) {
      try {
        HttpURLConnection connection =
            (HttpURLConnection) URI.create("http://" + address() + "/v2/").toURL().openConnection();
        if (connection.getResponseCode() == 401) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IOException("the registry does not start: " + Files.readString(log), e);
        }
      }
      Thread.sleep(25);
    }
    throw new IOException("the registry does not answer: " + Files.readString(log));
  }

  /** What names of its images begin with. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Puts an image of the engine into the registry under a name without the registry's address. */
  public String push(EngineApi api, String image, String name) {
    String whole = address() + "/" + name;
    int colon = whole.lastIndexOf(':');
    String repository = whole.substring(0, colon);
    String tag = whole.substring(colon + 1);
    api.post("/images/" + image + "/tag?repo=" + repository + "&tag=" + tag, "");
    String login = "{\"username\":\"" + USERNAME + "\",\"password\":\"" + PASSWORD + "\"}";
    String header = Base64.getUrlEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    EngineApi.Answer answer =
        api.call(
            "POST",
            "/images/" + repository + "/push?tag=" + tag,
            "",
            Map.of("X-Registry-Auth", header));
    if (!answer.isFine() || answer.body().contains("errorDetail")) {
      throw new AssertionError("pushing " + whole + ": " + answer);
    }
    api.delete("/images/" + whole);
    return whole;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

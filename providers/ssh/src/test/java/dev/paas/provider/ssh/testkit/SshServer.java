package dev.paas.provider.ssh.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An OpenSSH server on a free port, which lets in who runs the tests, into a home of its own. */
public final class SshServer {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final int FIRST_PORT = 31_100;
  private static final int END_OF_PORTS = 32_700;

  private final Path folder;
  private final int port;
  private String address = "127.0.0.1";
  private @Nullable Process process;

  private SshServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** A server that is not running yet. */
  public static SshServer in(Path folder) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SSHD), "there is no OpenSSH server");
    Files.createDirectories(folder.resolve("home"));
    SshServer server = new SshServer(folder, freePort());
    server.newHostKey();
    server.run("ssh-keygen", "-q", "-t", "ecdsa", "-m", "PKCS8", "-N", "", "-f", "key");
    Files.copy(folder.resolve("key.pub"), folder.resolve("authorized"));
    if (ProcessHandle.current().info().user().orElse("").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    return server;
  }

  /** A port that is free, and that no system gives out by itself in the meantime. */
  public static int freePort() throws IOException {
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // By somebody else: another one, then.
      }
    }
    throw new IOException("no port is free");
  }

  private String config() {
    return """
    ListenAddress @address
    HostKey @/host
    AuthorizedKeysFile @/authorized
    PidFile none
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    PermitRootLogin prohibit-password
    SetEnv HOME=@/home
    """
        .replace("@address", address)
        .replace("@", folder.toString());
  }

  /** Gives the machine another identity, from its next start on. */
  public void newHostKey() throws IOException, InterruptedException {
    Files.deleteIfExists(folder.resolve("host"));
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "host");
  }

  /** Lets it listen at another address of this machine, from its next start on. */
  public SshServer at(String other) {
    address = other;
    return this;
  }

  public SshServer start() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("config"), config());
    process =
        new ProcessBuilder(
                SSHD.toString(),
                "-D",
                "-e",
                "-f",
                folder.resolve("config").toString(),
                "-p",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    for (int i = 0; i < 500 && !listens(); i++) {
      Thread.sleep(20);
    }
    assertTrue(listens(), () -> "sshd does not start: " + log());
    return this;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), 1000);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException none) {
      return "no log";
    }
  }

  /** Breaks all connections; what was run over them goes on when {@code leaveCommands}. */
  public void cut(boolean leaveCommands) {
    Process server = process;
    if (server == null) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
    for (ProcessHandle one : all) {
      boolean session = one.info().command().orElse("").endsWith("sshd");
      if (session || !leaveCommands) {
        one.destroyForcibly();
      }
    }
  }

  public void stop() throws InterruptedException {
    Process server = process;
    if (server != null) {
      cut(false);
      server.destroyForcibly();
      server.waitFor();
      process = null;
    }
  }

  public int port() {
    return port;
  }

  public String user() {
    return System.getProperty("user.name");
  }

  public String privateKey() throws IOException {
    return Files.readString(folder.resolve("key"));
  }

  /** The machine's key as it is recorded: without its comment. */
  public String hostKey() throws IOException {
    String[] parts = Files.readString(folder.resolve("host.pub")).split(" ", -1);
    return parts[0] + " " + parts[1];
  }

  /** A file in the home of who logs in. */
  public Path home(String file) {
    return folder.resolve("home").resolve(file);
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(tool.waitFor(60, TimeUnit.SECONDS), command[0]);
    assertEquals(0, tool.exitValue(), command[0]);
  }
}

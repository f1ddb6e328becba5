package dev.paas.state.etcd.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Members of an etcd of its own, which can be stopped, killed and started again. Another version
 * than the installed one is tried with {@code PAAS_ETCD=FOLDER}, the folder of its {@code etcd} and
 * {@code etcdctl}.
 */
public final class EtcdCluster implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final int STARTS = 5;
  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final List<String> options;
  private final List<Member> members = new ArrayList<>();
  private final String scheme;

  /** One member. */
  private static final class Member {
    private final String name;
    private final String host;
    private final int clientPort;
    private final int peerPort;
    private @Nullable Process process;

    Member(String name, String host, int clientPort, int peerPort) {
      this.name = name;
      this.host = host;
      this.clientPort = clientPort;
      this.peerPort = peerPort;
    }
  }

  private EtcdCluster(Path folder, List<String> options) {
    this.folder = folder;
    this.options = List.copyOf(options);
    this.scheme = options.contains("--cert-file") ? "https" : "http";
  }

  /** Says by name that a test is skipped where there is no etcd. */
  public static void assumeInstalled() {
    for (String program : List.of("etcd", "etcdctl")) {
      Assumptions.assumeTrue(program(program) != null, "no etcd: there is no program " + program);
    }
  }

  /** In the folder that {@code PAAS_ETCD} names, or else on the {@code PATH}. */
  private static @Nullable Path program(String name) {
    String other = System.getenv().getOrDefault("PAAS_ETCD", "");
    if (!other.isEmpty()) {
      Path program = Path.of(other, name);
      if (!Files.isExecutable(program)) {
        throw new IllegalStateException("PAAS_ETCD: there is no program " + program);
      }
      return program;
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }

  /** Starts one member. */
  public static EtcdCluster start(String... options) throws IOException, InterruptedException {
    return start(1, List.of(options));
  }

  /** Starts {@code count} members, and waits until they have a leader. */
  public static EtcdCluster start(int count, List<String> options)
      throws IOException, InterruptedException {
    return startAt(Collections.nCopies(count, LOOPBACK), options);
  }

  /** Starts a member for each of this machine's addresses, where it answers clients. */
  public static EtcdCluster startAt(List<String> hosts, List<String> options)
      throws IOException, InterruptedException {
    assumeInstalled();
    for (int attempt = 1; ; attempt++) {
      EtcdCluster cluster = new EtcdCluster(newFolder(), options);
      try {
        cluster.launch(hosts);
        cluster.awaitReady();
        return cluster;
      } catch (IOException e) {
        // Another process may have taken a port between our look and the member's start.
        String log = cluster.logs();
        cluster.close();
        if (attempt == STARTS) {
          throw new IOException(log, e);
        }
      }
    }
  }

  /** In memory where that is possible: no test waits for the disk. */
  private static Path newFolder() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "paas-etcd")
        : Files.createTempDirectory("paas-etcd");
  }

  private void launch(List<String> hosts) throws IOException {
    int[] ports = freePorts(2 * hosts.size());
    for (int i = 0; i < hosts.size(); i++) {
      members.add(new Member("m" + i, hosts.get(i), ports[2 * i], ports[2 * i + 1]));
    }
    for (Member member : members) {
      launch(member, "new");
    }
  }

  private void launch(Member member, String state) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(String.valueOf(program("etcd")));
    command.addAll(List.of("--name", member.name));
    command.addAll(List.of("--data-dir", folder.resolve(member.name).toString()));
    command.addAll(List.of("--listen-client-urls", clientUrl(member)));
    command.addAll(List.of("--advertise-client-urls", clientUrl(member)));
    command.addAll(List.of("--listen-peer-urls", peerUrl(member)));
    command.addAll(List.of("--initial-advertise-peer-urls", peerUrl(member)));
    command.addAll(List.of("--initial-cluster-state", state));
    command.add("--initial-cluster");
    List<String> peers = new ArrayList<>();
    members.forEach(each -> peers.add(each.name + "=" + peerUrl(each)));
    command.add(String.join(",", peers));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("ETCD"));
    member.process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(member.name + ".log").toFile()))
            .start();
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports[i] = socket.getLocalPort();
      }
      return ports;
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private String clientUrl(Member member) {
    return scheme + "://" + member.host + ":" + member.clientPort;
  }

  private static String peerUrl(Member member) {
    return "http://" + LOOPBACK + ":" + member.peerPort;
  }

  /** Waits until a write goes through. */
  public void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (true) {
      for (Member member : members) {
        if (member.process != null && !member.process.isAlive()) {
          throw new IOException("etcd has ended with " + member.process.exitValue());
        }
      }
      if (scheme.equals("https") ? listens() : tryCtl("endpoint", "health")) {
        return;
      }
      if (System.nanoTime() - end > 0) {
        throw new IOException("etcd does not get ready");
      }
    }
  }

  /** Whether the log says so; for members that answer to certificates only. */
  private boolean listens() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(20);
    for (Member member : members) {
      String log = Files.readString(folder.resolve(member.name + ".log"));
      if (!log.contains("serving client requests") && !log.contains("serving client traffic")) {
        return false;
      }
    }
    return true;
  }

  private boolean tryCtl(String... arguments) throws InterruptedException {
    try {
      ctl(arguments);
      return true;
    } catch (IOException notYet) {
      TimeUnit.MILLISECONDS.sleep(20);
      return false;
    }
  }

  /** The members' addresses. */
  public List<String> endpoints() {
    List<String> endpoints = new ArrayList<>();
    members.forEach(member -> endpoints.add(clientUrl(member)));
    return endpoints;
  }

  public Path folder() {
    return folder;
  }

  /** Runs etcdctl on all members, and returns what it prints. */
  public String ctl(String... arguments) throws IOException, InterruptedException {
    return ctlAt(String.join(",", endpoints()), "", arguments);
  }

  /** The same, with something on its standard input. */
  public String ctlWith(String input, String... arguments)
      throws IOException, InterruptedException {
    return ctlAt(String.join(",", endpoints()), input, arguments);
  }

  /**
   * Lets nobody in without a password from now on, which is {@code secret} for all: {@code ann} may
   * write below a prefix, {@code bob} may read there, and {@code eve} may do nothing.
   */
  public void askForUsers(String prefix) throws IOException, InterruptedException {
    for (String user : List.of("root", "ann", "bob", "eve")) {
      ctl("user", "add", user + ":secret");
    }
    ctl("user", "grant-role", "root", "root");
    ctl("role", "add", "writer");
    ctl("role", "grant-permission", "writer", "--prefix=true", "readwrite", prefix);
    ctl("user", "grant-role", "ann", "writer");
    ctl("role", "add", "reader");
    ctl("role", "grant-permission", "reader", "--prefix=true", "read", prefix);
    ctl("user", "grant-role", "bob", "reader");
    ctl("auth", "enable");
  }

  private String ctlAt(String endpoints, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(String.valueOf(program("etcdctl")));
    command.addAll(
        List.of("--endpoints", endpoints, "--command-timeout", "20s", "--dial-timeout", "2s"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ETCDCTL_API", "3");
    Process process = builder.redirectErrorStream(true).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("etcdctl " + List.of(arguments) + ": " + output.strip());
    }
    return output;
  }

  /** Forgets everything but the newest values. */
  public void compact() throws IOException, InterruptedException {
    String status = ctl("get", "none", "--write-out", "json");
    ctl("compact", status.replaceAll("(?s).*\"revision\":(\\d+).*", "$1"));
  }

  /** Which member leads; waits until one does. */
  public int leader() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (System.nanoTime() - end < 0) {
      for (int i = 0; i < members.size(); i++) {
        if (isRunning(members.get(i)) && isLeader(members.get(i))) {
          return i;
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("etcd has no leader: " + logs());
  }

  private static boolean isRunning(Member member) {
    return member.process != null && member.process.isAlive();
  }

  private boolean isLeader(Member member) throws InterruptedException {
    try {
      // ID, version, size, leader, learner, …
      String status = ctlAt(clientUrl(member), "", "endpoint", "status");
      return status.split(",", -1)[4].strip().equals("true");
    } catch (IOException notNow) {
      return false;
    }
  }

  /** Waits until some member leads. */
  public void awaitLeader() throws IOException, InterruptedException {
    leader();
  }

  /** Ends a member at once. */
  public void kill(int member) throws InterruptedException {
    Process process = members.get(member).process;
    if (process != null) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /** Starts a member again, with its data. */
  public void restart(int member) throws IOException {
    launch(members.get(member), "existing");
  }

  private String logs() {
    StringBuilder logs = new StringBuilder();
    for (Member member : members) {
      try {
        String log = Files.readString(folder.resolve(member.name + ".log"));
        logs.append(log.substring(Math.max(0, log.length() - 1500))).append('\n');
      } catch (IOException none) {
        logs.append(member.name).append(" has no log\n");
      }
    }
    return logs.toString();
  }

  /** Stops everything and removes the data. */
  @Override
  public void close() throws IOException {
    for (Member member : members) {
      if (member.process != null) {
        member.process.destroyForcibly();
        try {
          member.process.waitFor();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

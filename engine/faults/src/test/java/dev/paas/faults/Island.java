package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network namespace of its own, with a cable to this machine, which has three addresses at its
 * end of it. Each can be cut off.
 */
final class Island implements AutoCloseable {
  private static final int ADDRESSES = 3;

  private final String name = "fire" + ProcessHandle.current().pid();
  private final String subnet = "10.213." + ProcessHandle.current().pid() % 250 + ".";
  private final String cable = name + "a";

  private Island() {}

  /** Makes it; says by name that a test is skipped where that is impossible. */
  static Island make() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/ip")),
        "needs the program ip, of Debian's package iproute2");
    Island island = new Island();
    assumeTrue(
        island.tried("ip", "netns", "add", island.name),
        "needs to be root, to make network namespaces");
    try {
      String there = island.name + "b";
      island.run("ip", "link", "add", island.cable, "type", "veth", "peer", "name", there);
      island.run("ip", "link", "set", there, "netns", island.name);
      for (int i = 0; i < ADDRESSES; i++) {
        island.run("ip", "addr", "add", island.address(i) + "/24", "dev", island.cable);
      }
      island.run("ip", "link", "set", island.cable, "up");
      island.run("ip", "-n", island.name, "addr", "add", island.subnet + "9/24", "dev", there);
      island.run("ip", "-n", island.name, "link", "set", there, "up");
      island.run("ip", "-n", island.name, "link", "set", "lo", "up");
      return island;
    } catch (IOException | AssertionError failed) {
      island.close();
      throw failed;
    }
  }

  /** The addresses of this machine that can be reached from there. */
  List<String> addresses() {
    return List.of(address(0), address(1), address(2));
  }

  private String address(int number) {
    return subnet + (number + 1);
  }

  /** What lets a command run there. */
  String[] entrance() {
    return new String[] {"ip", "netns", "exec", name};
  }

  /** Loses everything that is sent to one of the addresses, without a word. */
  void cutOff(int address) throws IOException, InterruptedException {
    // Nobody has that hardware address.
    String nobody = "02:00:00:00:00:99";
    run(
        ("ip -n " + name + " neigh replace " + address(address) + " lladdr " + nobody)
            .concat(" dev " + name + "b nud permanent")
            .split(" "));
  }

  /** Pulls the cable out. */
  void cutOff() throws IOException, InterruptedException {
    run("ip", "link", "set", cable, "down");
  }

  /** Puts the cable in again. */
  void connect() throws IOException, InterruptedException {
    run("ip", "link", "set", cable, "up");
  }

  private boolean tried(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + said);
  }

  @Override
  public void close() throws IOException {
    try {
      tried("ip", "link", "delete", cable);
      run("ip", "netns", "delete", name);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}

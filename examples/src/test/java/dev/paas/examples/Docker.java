package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is on an engine, as Docker's own command tells it. */
final class Docker {
  private final String host;

  Docker(String host) {
    this.host = host;
  }

  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "-H", host));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ":\n" + out);
    return out;
  }

  Set<String> names(String... listing) throws IOException, InterruptedException {
    return new TreeSet<>(run(listing).lines().filter(line -> !line.isBlank()).toList());
  }

  /** The running containers of a platform. */
  Set<String> running(String platform) throws IOException, InterruptedException {
    return names("ps", "--filter", "label=paas.platform=" + platform, "--format", "{{.Names}}");
  }

  /** Everything of a platform: its containers, networks, volumes and images. */
  Set<String> all(String platform) throws IOException, InterruptedException {
    String label = "label=paas.platform=" + platform;
    Set<String> all = new TreeSet<>();
    all.addAll(names("ps", "--all", "--filter", label, "--format", "container {{.Names}}"));
    all.addAll(names("network", "ls", "--filter", label, "--format", "network {{.Name}}"));
    all.addAll(names("volume", "ls", "--filter", label, "--format", "volume {{.Name}}"));
    all.addAll(names("images", "--filter", label, "--format", "image {{.Repository}}"));
    return all;
  }

  /**
   * Every container, network and volume on the engine, whoever made it and with whatever name: what
   * is there twice is told twice. Docker lets several networks have one name. Volumes without a
   * name of their own, which containers have for their secrets, are told when no container has them
   * any more.
   */
  List<String> everything() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    run("ps", "--all", "--format", "container {{.Names}}").lines().forEach(all::add);
    run("network", "ls", "--format", "network {{.Name}}").lines().forEach(all::add);
    run("volume", "ls", "--format", "volume {{.Name}}")
        .lines()
        .filter(line -> !line.matches("volume [0-9a-f]{64}"))
        .forEach(all::add);
    run("volume", "ls", "--filter", "dangling=true", "--format", "unused volume {{.Name}}")
        .lines()
        .forEach(all::add);
    all.sort(null);
    return all;
  }

  String id(String container) throws IOException, InterruptedException {
    return run("inspect", "--format", "{{.Id}}", container).strip();
  }
}

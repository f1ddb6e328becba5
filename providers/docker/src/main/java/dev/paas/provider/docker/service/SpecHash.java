package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.ContainerTemplate;
import dev.paas.provider.docker.engine.ContainerTemplate.Health;
import dev.paas.provider.docker.engine.ContainerTemplate.Program;
import dev.paas.provider.docker.engine.ContainerTemplate.Security;
import dev.paas.provider.docker.engine.ContainerTemplate.Wiring;
import dev.paas.provider.docker.naming.Hash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash of all that a container would have to be made anew for. It stands on the container as a
 * label, so it tells nothing of what is sensitive, and of the environment the names only: values
 * are compared with the container itself. What can be changed of a running container (limits,
 * restart) is not in it either.
 *
 * <p>What is absent leaves no trace, so that an option which is added later changes no hash.
 */
final class SpecHash {
  private static final int LENGTH = 32;

  private final StringBuilder lines = new StringBuilder();

  private SpecHash() {}

  static String of(ServiceSpec spec) {
    SpecHash hash = new SpecHash();
    ContainerTemplate template = spec.template();
    hash.add("image", template.image());
    hash.program(template.program());
    hash.security(template.security());
    template
        .storage()
        .mounts()
        .forEach(m -> hash.add("mount", m.kind() + " " + m.source(), m.target(), m.readOnly()));
    hash.addAll("tmpfs", template.storage().tmpfs());
    hash.add("shm", template.storage().shmSize());
    hash.wiring(template.wiring());
    hash.health(template.health());
    hash.add("logging", template.logging().maxSize(), template.logging().maxFiles());
    hash.addAll("label", spec.labels());
    spec.files().forEach(hash::file);
    return Hash.of(hash.lines.toString()).substring(0, LENGTH);
  }

  private void program(Program program) {
    add("entrypoint", program.entrypoint());
    add("command", program.command());
    add("env", List.copyOf(program.env().keySet()));
    add("user", program.user());
    add("workingDir", program.workingDir());
    add("hostname", program.hostname());
    add("stop", program.stopSignal(), program.stopGracePeriod());
    add("init", program.init());
  }

  private void security(Security security) {
    if (security.privileged()) {
      add("privileged");
    }
    if (security.readOnlyRootfs()) {
      add("readOnly");
    }
    addSorted("capAdd", security.capAdd());
    addSorted("capDrop", security.capDrop());
    addSorted("securityOpt", security.securityOpt());
    addSorted("groupAdd", security.groupAdd());
    add("pid", security.pidMode());
    addAll("sysctl", security.sysctls());
    security.ulimits().forEach(limit -> add("ulimit", limit.name(), limit.soft(), limit.hard()));
    security.devices().forEach(d -> add("device", d.host(), d.container(), d.permissions()));
  }

  private void wiring(Wiring wiring) {
    if (wiring.networks() == null) {
      add("network by default");
    } else {
      wiring.networks().forEach(network -> add("network", network.network(), network.aliases()));
    }
    addSorted("expose", wiring.exposed());
    wiring.published().forEach(port -> add("publish", port.toString()));
    addAll("extraHost", wiring.extraHosts());
    wiring.dns().forEach(server -> add("dns", server));
  }

  private void health(@Nullable Health health) {
    if (health != null) {
      add("health", health.test(), health.interval(), health.timeout());
      add("health", health.retries(), health.startPeriod());
    }
  }

  private void file(PlacedFile file) {
    String content = file.content();
    boolean told = !file.sensitive() && content != null;
    add("file", file.target(), file.mode(), told ? Hash.of(String.valueOf(content)) : "hidden");
  }

  private void addSorted(String name, List<String> values) {
    values.stream().sorted().forEach(value -> add(name, value));
  }

  private void addAll(String name, Map<String, String> values) {
    new TreeMap<>(values).forEach((key, value) -> add(name, key, value));
  }

  /**
   * A line; nothing when one of the values is absent. Texts are quoted, so lines never run
   * together.
   */
  private void add(String name, @Nullable Object... values) {
    StringBuilder line = new StringBuilder(name);
    for (Object value : values) {
      if (value == null) {
        return;
      }
      if (value instanceof List<?> list) {
        list.forEach(element -> line.append(' ').append(quoted(element)));
        line.append(" ;");
      } else {
        line.append(' ').append(quoted(value));
      }
    }
    lines.append(line).append('\n');
  }

  private static String quoted(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() + ":" + text;
  }
}

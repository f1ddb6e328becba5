package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.Scalars;
import dev.paas.provider.docker.engine.ContainerTemplate.Device;
import dev.paas.provider.docker.engine.ContainerTemplate.Security;
import dev.paas.provider.docker.engine.ContainerTemplate.Ulimit;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The options that this provider adds to services. */
final class ServiceOptions {

  private ServiceOptions() {}

  static Security security(MapValue attributes) {
    return new Security(
        attributes.getBoolean("privileged", false),
        attributes.getList("capAdd").texts(),
        attributes.getList("capDrop").texts(),
        attributes.getList("securityOpt").texts(),
        groups(attributes),
        attributes.getBoolean("readOnlyRootfs", false),
        attributes.getString("pidMode"),
        Scalars.texts(attributes.getMap("sysctls")),
        ulimits(attributes.getMap("ulimits")),
        devices(attributes));
  }

  /** Groups may be written as numbers. */
  private static List<String> groups(MapValue attributes) {
    return attributes.getList("groupAdd").values().stream().map(Scalars::text).toList();
  }

  private static List<Ulimit> ulimits(MapValue ulimits) {
    List<Ulimit> limits = new ArrayList<>();
    for (Map.Entry<String, Value> entry : new TreeMap<>(ulimits.entries()).entrySet()) {
      Value value = entry.getValue().unwrapped();
      if (value instanceof IntegerValue number) {
        limits.add(new Ulimit(entry.getKey(), number.value(), number.value()));
      } else if (value instanceof MapValue map) {
        long soft = map.getLong("soft").orElse(0);
        limits.add(new Ulimit(entry.getKey(), soft, map.getLong("hard").orElse(soft)));
      }
    }
    return List.copyOf(limits);
  }

  /** {@code /dev/host[:/dev/container[:rwm]]}. */
  private static List<Device> devices(MapValue attributes) {
    List<Device> devices = new ArrayList<>();
    for (String text : attributes.getList("devices").texts()) {
      String[] parts = text.split(":", 3);
      devices.add(
          new Device(
              parts[0],
              parts.length > 1 ? parts[1] : parts[0],
              parts.length > 2 ? parts[2] : "rwm"));
    }
    return List.copyOf(devices);
  }

  /** {@code /path[:options]}. */
  static Map<String, String> tmpfs(MapValue attributes) {
    Map<String, String> tmpfs = new TreeMap<>();
    for (String text : attributes.getList("tmpfs").texts()) {
      int colon = text.indexOf(':');
      tmpfs.put(
          colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
    }
    return tmpfs;
  }
}

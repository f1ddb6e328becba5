package dev.paas.provider.docker.engine;

import java.util.List;
import java.util.Map;

/** A network as it is. */
public record NetworkView(
    String id,
    String name,
    String driver,
    Map<String, String> options,
    List<String> subnets,
    boolean internal,
    boolean attachable,
    boolean ipv6,
    Map<String, String> labels) {}

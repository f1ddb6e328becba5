package dev.paas.provider.docker.engine;

import java.util.List;
import java.util.Map;

/**
 * A container, as a list tells of it.
 *
 * @param name without the slash that the engine puts before it
 * @param state {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code
 *     exited}, {@code removing} or {@code dead}
 * @param networks the names of the networks it is attached to
 * @param volumes the names of the volumes that it has mounted
 */
public record ContainerSummary(
    String id,
    String name,
    String state,
    Map<String, String> labels,
    List<PublishedPort> ports,
    List<String> networks,
    List<String> volumes,
    String imageId) {}

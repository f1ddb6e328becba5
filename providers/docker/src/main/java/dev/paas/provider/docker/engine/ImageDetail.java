package dev.paas.provider.docker.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An image, looked at closely.
 *
 * @param id {@code sha256:…}
 * @param digests names with digests: {@code postgres@sha256:…}
 * @param user who its program runs as; empty for root
 * @param volumes the folders that it wants volumes for
 */
public record ImageDetail(
    String id,
    List<String> tags,
    List<String> digests,
    Map<String, String> labels,
    String user,
    Set<String> volumes) {}

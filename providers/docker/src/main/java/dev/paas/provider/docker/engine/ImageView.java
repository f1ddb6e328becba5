package dev.paas.provider.docker.engine;

import java.util.List;
import java.util.Map;

/**
 * An image, as a list tells of it.
 *
 * @param id {@code sha256:…}
 * @param tags names with tags: {@code postgres:16}
 * @param digests names with digests: {@code postgres@sha256:…}
 * @param created seconds since 1970
 */
public record ImageView(
    String id, List<String> tags, List<String> digests, Map<String, String> labels, long created) {}

package dev.paas.provider.docker.engine;

import java.util.Map;

/** A volume as it is. */
public record VolumeView(
    String name, String driver, Map<String, String> options, Map<String, String> labels) {}

package dev.paas.provider.docker.engine;

/**
 * What kind of engine it is.
 *
 * @param version its version, such as {@code 20.10.24}
 * @param apiVersion the version of its API that is spoken with it
 * @param local whether it runs on this machine, so that its containers' addresses and ports are
 *     this machine's too
 * @param host the name or address of its machine, at which its published ports are reached
 * @param reachable whether containers' own addresses can be reached from this machine
 */
public record EngineInfo(
    String version, String apiVersion, boolean local, String host, boolean reachable) {}

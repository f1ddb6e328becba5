package dev.paas.provider.docker.engine;

/** A port of a container that is reached at a port of the host. */
public record PublishedPort(String address, int hostPort, int containerPort, String protocol) {

  @Override
  public String toString() {
    return address + ":" + hostPort + "->" + containerPort + "/" + protocol;
  }
}

package dev.paas.provider.docker.engine.dockerjava;

import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.transport.Dialer;

/** Tells where the engine is, when that is first needed. */
public interface EndpointSource {

  /** Finds out. */
  Endpoint resolve() throws EngineException;

  /**
   * Where an engine is.
   *
   * @param dialer how to connect to it
   * @param host at which its published ports are reached
   */
  record Endpoint(Dialer dialer, String host) {}
}

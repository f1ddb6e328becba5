package dev.paas.provider.docker.service;

import java.time.Duration;
import java.util.List;

/**
 * How a new version takes the place of the old one.
 *
 * @param recreate whether the old containers stop first
 * @param maxParallel how many are replaced at the same time
 * @param healthyTimeout how long a new container may take to get healthy
 * @param autoRollback whether to go back when it does not
 */
record Deploy(boolean recreate, int maxParallel, Duration healthyTimeout, boolean autoRollback) {

  /** A command that is run once with a new version, before it takes over. */
  record Release(List<String> command, Duration timeout) {}

  /**
   * A health check that the engine cannot make.
   *
   * @param path of an HTTP request; empty for a mere connection
   * @param port of the container
   * @param host what the service is called by others
   * @param patience how long failures mean "not yet" rather than "unhealthy"
   */
  record Probe(
      String path, int port, String host, Duration interval, Duration timeout, Duration patience) {}
}

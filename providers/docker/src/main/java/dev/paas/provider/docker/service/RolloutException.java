package dev.paas.provider.docker.service;

import dev.paas.spi.provider.ProviderException;

/** A rollout that failed, and was dealt with as {@code autoRollback} says. */
final class RolloutException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ProviderException.Builder told;

  RolloutException(ProviderException.Builder told, Throwable cause) {
    super(cause);
    this.told = told;
  }

  /** What to say; what is left of the service is still to be added. */
  ProviderException.Builder told() {
    return told;
  }
}

package dev.paas.provider.docker.transport;

import java.io.IOException;

/** The other side had hung up before it answered anything. */
final class StaleConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  StaleConnectionException(String message) {
    super(message);
  }

  StaleConnectionException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}

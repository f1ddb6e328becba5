package dev.paas.provider.docker.transport;

import java.io.IOException;

/** Opens connections to one engine. Safe for use by several threads. */
public interface Dialer {

  /** Opens a new connection; ends with an exception when the thread is interrupted. */
  Connection dial() throws IOException;

  /**
   * What it means that an engine which never answered anything breaks off. With TLS it is only then
   * that a client learns that its certificate was refused.
   */
  default IOException unanswered(IOException failure) {
    return failure;
  }

  /** The value of the {@code Host} header. */
  String host();

  /** What stands before every path, such as {@code /engine}; mostly empty. */
  default String pathPrefix() {
    return "";
  }
}

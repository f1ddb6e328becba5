package dev.paas.provider.docker.service;

/** A container that does not get healthy. The message completes "shop-api-1 …". */
final class UnhealthyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String container;
  private final String name;

  UnhealthyException(String container, String name, String why) {
    super(why);
    this.container = container;
    this.name = name;
  }

  /** The container's id. */
  String container() {
    return container;
  }

  String sentence() {
    return name + " " + getMessage() + ".";
  }
}

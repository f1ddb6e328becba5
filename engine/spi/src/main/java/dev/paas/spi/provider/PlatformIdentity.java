package dev.paas.spi.provider;

/**
 * Which platform a resource belongs to. A provider puts it on what it makes, and touches nothing
 * that carries another one.
 *
 * @param name the {@code name} in {@code platform.yaml}
 * @param environment the environment chosen with {@code --env}; empty for the default one
 */
public record PlatformIdentity(String name, String environment) {

  /**
   * The name with the environment, as a prefix for names in the outside world: {@code shop-prod}.
   */
  public String qualifiedName() {
    return environment.isEmpty() ? name : name + "-" + environment;
  }
}

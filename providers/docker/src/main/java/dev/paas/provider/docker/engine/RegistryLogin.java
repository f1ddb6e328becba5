package dev.paas.provider.docker.engine;

import org.jspecify.annotations.Nullable;

/**
 * How to log in to a registry.
 *
 * @param server its address, as the engine wants it
 * @param token an identity token in place of name and password; {@code null} for none
 */
public record RegistryLogin(
    String server, String username, String password, @Nullable String token) {

  /** Never shows the password. */
  @Override
  public String toString() {
    return "login for " + server;
  }
}

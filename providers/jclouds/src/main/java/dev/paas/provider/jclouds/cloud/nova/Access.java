package dev.paas.provider.jclouds.cloud.nova;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where an OpenStack is and who uses it.
 *
 * @param login by what it is used
 * @param endpoint Keystone's, which ends in {@code /v3}
 * @param domain the name of the user's domain
 * @param user who logs in, or the id of an application credential
 * @param password its password or secret, or a token
 * @param project the project's name; an application credential has one of its own
 * @param projectDomain the name of the project's domain; {@code null} for the user's
 * @param region the region's name; {@code null} for the only one that there is
 * @param timeout how long an answer may take
 */
public record Access(
    Login login,
    String endpoint,
    String domain,
    String user,
    String password,
    String project,
    @Nullable String projectDomain,
    @Nullable String region,
    Duration timeout) {

  /** By what an OpenStack is used. */
  public enum Login {
    PASSWORD,
    APPLICATION_CREDENTIAL,
    TOKEN
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + " of " + domain + " at " + endpoint;
  }
}

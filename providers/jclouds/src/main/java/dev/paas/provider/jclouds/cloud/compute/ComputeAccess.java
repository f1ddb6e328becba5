package dev.paas.provider.jclouds.cloud.compute;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a cloud is and who uses it.
 *
 * @param api the id of one of jclouds' APIs
 * @param endpoint its address; {@code null} for the API's own
 * @param identity who logs in; {@code null} for whom the API takes then
 * @param credential the password, key or token
 * @param options properties of jclouds
 * @param timeout how long an answer may take
 */
public record ComputeAccess(
    String api,
    @Nullable String endpoint,
    @Nullable String identity,
    @Nullable String credential,
    Map<String, String> options,
    Duration timeout) {

  public ComputeAccess {
    options = Map.copyOf(options);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return api + (endpoint == null ? "" : " at " + endpoint);
  }
}

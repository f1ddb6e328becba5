package dev.paas.provider.jclouds.cloud.ec2;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an EC2 is and who uses it.
 *
 * @param endpoint its address
 * @param region the region, which is part of each signature
 * @param keyId the id of the access key
 * @param secret the access key's secret
 * @param sessionToken what comes with a temporary access key; {@code null} with a lasting one
 * @param imageOwners whose images are looked through for a name
 * @param timeout how long an answer may take
 * @param pollInterval how long to wait before a machine that is to stop is looked at again
 */
public record Ec2Access(
    String endpoint,
    String region,
    String keyId,
    String secret,
    @Nullable String sessionToken,
    List<String> imageOwners,
    Duration timeout,
    Duration pollInterval) {

  public Ec2Access {
    imageOwners = List.copyOf(imageOwners);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return keyId + " at " + endpoint;
  }
}

package dev.paas.provider.jclouds.call;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.spi.provider.ProviderException;
import java.util.Optional;

/** Whether the account may have one more of something. */
public final class Quotas {
  private Quotas() {}

  /** Refuses one more where there are as many as there may be. */
  public static void check(Optional<Quota> quota, String things) throws ProviderException {
    if (quota.isPresent() && quota.get().used() >= quota.get().servers()) {
      throw ProviderException.builder("the quota of the cloud is reached")
          .detail("There are " + quota.get().used() + " " + things + ", and may not be more.")
          .hint("Remove what is not needed, or ask for more.")
          .build();
    }
  }
}

package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volumes;

/** Tells why a volume is broken. */
final class VolumeFaults {
  private VolumeFaults() {}

  static String detail(Volumes volumes, Volume volume) throws CloudException, InterruptedException {
    String fault = volumes.fault(volume.id());
    return "It went to "
        + volume.status()
        + ": "
        + (fault.isEmpty() ? "it does not say why." : Failures.sentence(fault));
  }
}

package dev.paas.provider.jclouds.cloud;

import java.util.Map;

/**
 * A volume as the cloud has it: a disk that can be attached to servers.
 *
 * @param status what it does, in the cloud's word
 * @param phase whether it is on its way, there, or broken
 * @param gib how many GiB it holds
 * @param type what it is kept on; empty when the cloud does not tell
 * @param zone its availability zone; empty when it has none
 * @param imageId the image that it was made from; empty for none
 * @param snapshotId the snapshot that it was made from; empty for none
 * @param devices the servers that have it, each with the device that it is there
 */
public record Volume(
    String id,
    String name,
    String status,
    Phase phase,
    int gib,
    String type,
    String zone,
    String imageId,
    String snapshotId,
    Map<String, String> metadata,
    Map<String, String> devices) {

  public Volume {
    metadata = Map.copyOf(metadata);
    devices = Map.copyOf(devices);
  }

  /** How far a volume is. */
  public enum Phase {
    /** Something is being done with it. */
    CHANGING,
    /** Nobody has it. */
    FREE,
    /** A server has it. */
    ATTACHED,
    /** It is broken. */
    BROKEN,
    /** It is being deleted. */
    LEAVING
  }
}

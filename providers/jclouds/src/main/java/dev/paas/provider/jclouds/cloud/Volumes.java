package dev.paas.provider.jclouds.cloud;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Disks that can be attached to servers. As safe for threads as {@link Cloud} is. */
public interface Volumes {

  /** All volumes of the account, with as few calls as the API allows. */
  List<Volume> volumes() throws CloudException, InterruptedException;

  /** The volumes that are called {@code name}, which several may be. */
  List<Volume> volumesNamed(String name) throws CloudException, InterruptedException;

  /** A volume by its id. */
  Optional<Volume> volume(String id) throws CloudException, InterruptedException;

  /** Asks for a volume, which is still to be made then. */
  Volume createVolume(VolumeTemplate template) throws CloudException, InterruptedException;

  /** Asks for the end of a volume; that it is gone already is success. */
  void deleteVolume(String id) throws CloudException, InterruptedException;

  void renameVolume(String id, String name) throws CloudException, InterruptedException;

  /** Puts {@code metadata} on a volume in the place of all that it has. */
  void setVolumeMetadata(String id, Map<String, String> metadata)
      throws CloudException, InterruptedException;

  /** Begins to make a volume larger, also one that a server has. */
  void extend(String id, int gib) throws CloudException, InterruptedException;

  /** Why a volume is broken, in the cloud's words; empty when it does not say. */
  String fault(String id) throws CloudException, InterruptedException;

  /**
   * Begins to attach a volume to a server.
   *
   * @param device what it is there; {@code null} leaves it to the cloud
   */
  void attach(String id, String serverId, @Nullable String device)
      throws CloudException, InterruptedException;

  /** Begins to take a volume from a server; that it has not got it is success. */
  void detach(String id, String serverId) throws CloudException, InterruptedException;

  /** The names of the types that volumes can have. */
  List<String> types() throws CloudException, InterruptedException;

  /** Whether a volume can be made from an image. */
  default boolean imaged() {
    return true;
  }

  /**
   * Why the cloud makes no such volume, as far as that can be told before; empty when it may.
   *
   * @param type what it is to be kept on; {@code null} leaves it to the cloud
   * @param gib how many GiB it is to hold; empty when that is not known
   * @param snapshotId what it is to be made from; {@code null} for an empty one
   */
  default Optional<Refusal> refusal(
      @Nullable String type, OptionalInt gib, @Nullable String snapshotId)
      throws CloudException, InterruptedException {
    return Optional.empty();
  }

  /** Where each volume has a zone that its machine must be in; empty where any machine can. */
  default Optional<Zoning> zoning() {
    return Optional.empty();
  }

  /** How many volumes there may be, and are; empty when nothing limits it. */
  Optional<Quota> volumeQuota() throws CloudException, InterruptedException;

  /** How many GiB all of them may hold, and do; empty when nothing limits it. */
  Optional<Quota> sizeQuota() throws CloudException, InterruptedException;

  /** Zones that volumes do not leave. */
  interface Zoning {
    /** The zone that the machines of a network are in. */
    String zoneOf(String networkId) throws CloudException, InterruptedException;
  }

  /**
   * Why a volume is not made.
   *
   * @param key what of it is wrong: {@code volumeType}, {@code size} or {@code snapshot}
   * @param hint what to do; {@code null} for nothing
   */
  record Refusal(String key, String reason, @Nullable String hint) {}

  /**
   * A volume that is to be made.
   *
   * @param key of two orders with the same one only one is carried out, where an API can do that
   * @param type what it is kept on; {@code null} leaves it to the cloud
   * @param zone where; {@code null} leaves it to the cloud
   * @param imageId what it is made from; {@code null} for an empty one
   * @param snapshotId what it is made from; {@code null} for an empty one
   */
  record VolumeTemplate(
      String key,
      String name,
      int gib,
      @Nullable String type,
      @Nullable String zone,
      @Nullable String imageId,
      @Nullable String snapshotId,
      Map<String, String> metadata) {

    public VolumeTemplate {
      metadata = Map.copyOf(metadata);
    }
  }
}

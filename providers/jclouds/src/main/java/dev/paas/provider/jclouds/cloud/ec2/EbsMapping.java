package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes.VolumeTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Volumes as EC2 writes them. */
final class EbsMapping {
  private static final String ATTACHED = "attached";

  private EbsMapping() {}

  static Volume volume(Xml volume) {
    String status = status(volume);
    return new Volume(
        volume.text("volumeId"),
        InstanceMapping.tags(volume).getOrDefault(InstanceMapping.NAME, ""),
        status,
        phase(status),
        volume.number("size"),
        volume.text("volumeType"),
        volume.text("availabilityZone"),
        "",
        volume.text("snapshotId"),
        Tags.metadata(volume),
        devices(volume));
  }

  /** What an attachment is about to be says more than that the volume is in use. */
  private static String status(Xml volume) {
    for (Xml attachment : volume.items("attachmentSet")) {
      String status = attachment.text("status");
      if (!status.equals(ATTACHED) && !status.equals("detached")) {
        return status;
      }
    }
    return volume.text("status");
  }

  /** A volume that is {@code busy} is to be detached, and its machine still uses it. */
  private static Phase phase(String status) {
    return switch (status) {
      case "available" -> Phase.FREE;
      case "in-use" -> Phase.ATTACHED;
      case "deleting", "deleted" -> Phase.LEAVING;
      case "error" -> Phase.BROKEN;
      default -> Phase.CHANGING;
    };
  }

  private static Map<String, String> devices(Xml volume) {
    Map<String, String> devices = new HashMap<>();
    for (Xml attachment : volume.items("attachmentSet")) {
      if (!attachment.text("status").equals("detached")) {
        devices.put(attachment.text("instanceId"), attachment.text("device"));
      }
    }
    return devices;
  }

  /** An order of one volume, which bears its tags from the beginning. */
  static Call order(VolumeTemplate template, String zone, String token) {
    Map<String, String> tags = new TreeMap<>(template.metadata());
    tags.put(InstanceMapping.NAME, template.name());
    return Call.of("CreateVolume")
        .with("AvailabilityZone", zone)
        .with("Size", Integer.toString(template.gib()))
        .with("ClientToken", token)
        .withIfSet("VolumeType", template.type())
        .withIfSet("SnapshotId", template.snapshotId())
        .with("TagSpecification.1.ResourceType", "volume")
        .tagged("TagSpecification.1.Tag", tags);
  }
}

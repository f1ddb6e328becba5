package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Cloud.Image;
import dev.paas.provider.jclouds.cloud.Cloud.Network;
import dev.paas.provider.jclouds.cloud.Cloud.ServerTemplate;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Instances, and what they need, as EC2 writes them. */
final class InstanceMapping {
  /** The tag that EC2 takes for a name. */
  static final String NAME = "Name";

  /** What the tags begin with that are Amazon's own. */
  static final String RESERVED = "aws:";

  private InstanceMapping() {}

  static Server server(Xml instance) {
    String status = instance.text("instanceState", "name");
    return new Server(
        instance.text("instanceId"),
        tags(instance).getOrDefault(NAME, ""),
        status,
        phase(status),
        status.equals("running"),
        instance.text("imageId"),
        instance.text("instanceType"),
        instance.text("placement", "availabilityZone"),
        instance.text("keyName"),
        Tags.metadata(instance),
        addresses(instance),
        groups(instance, "groupName"),
        volumes(instance),
        reason(instance));
  }

  private static Phase phase(String status) {
    return switch (status) {
      case "running", "stopped" -> Phase.SETTLED;
      case "terminated" -> Phase.GONE;
      default -> Phase.CHANGING;
    };
  }

  private static @Nullable String reason(Xml instance) {
    String reason = instance.text("stateReason", "message");
    return reason.isEmpty() ? null : reason;
  }

  static Map<String, String> tags(Xml thing) {
    Map<String, String> tags = new TreeMap<>();
    thing.items("tagSet").forEach(tag -> tags.put(tag.text("key"), tag.text("value")));
    return tags;
  }

  /** What the instance's security groups have at {@code key}. */
  static Set<String> groups(Xml instance, String key) {
    Set<String> groups = new HashSet<>();
    instance.items("groupSet").forEach(group -> groups.add(group.text(key)));
    return groups;
  }

  /** The volumes that it has, but for the one that it boots from, and those that it gives up. */
  private static Set<String> volumes(Xml instance) {
    String root = instance.text("rootDeviceName");
    Set<String> volumes = new HashSet<>();
    for (Xml device : instance.items("blockDeviceMapping")) {
      if (!device.text("deviceName").equals(root)
          && !device.text("ebs", "status").startsWith("detach")) {
        volumes.add(device.text("ebs", "volumeId"));
      }
    }
    return volumes;
  }

  private static List<Address> addresses(Xml instance) {
    List<Address> addresses = new ArrayList<>();
    String subnet = instance.text("subnetId");
    String inside = instance.text("privateIpAddress");
    String outside = instance.text("ipAddress");
    if (!inside.isEmpty()) {
      addresses.add(new Address(inside, subnet, false));
    }
    if (!outside.isEmpty()) {
      addresses.add(new Address(outside, subnet, true));
    }
    return addresses;
  }

  static Image image(Xml image) {
    String state = image.text("imageState");
    return new Image(
        image.text("imageId"),
        image.text("name"),
        state.equals("available") ? "active" : state,
        image.text("creationDate"));
  }

  static Size size(Xml type) {
    String name = type.text("instanceType");
    return new Size(
        name,
        name,
        type.number("vCpuInfo", "defaultVCpus"),
        type.number("memoryInfo", "sizeInMiB"),
        type.number("instanceStorageInfo", "totalSizeInGB"),
        isOrdinary(type));
  }

  /** Most images are for this kind of processor. */
  private static boolean isOrdinary(Xml type) {
    return type.text("currentGeneration").equals("true")
        && !type.text("bareMetal").equals("true")
        && type.at("processorInfo").items("supportedArchitectures").stream()
            .anyMatch(each -> each.text().equals("x86_64"));
  }

  static Network network(Xml subnet) {
    String id = subnet.text("subnetId");
    return new Network(id, tags(subnet).getOrDefault(NAME, id), subnet.text("state"));
  }

  /** An order of one instance, which bears its tags from the beginning. */
  static Call order(ServerTemplate template, String token) {
    Map<String, String> tags = new TreeMap<>(template.metadata());
    tags.put(NAME, template.name());
    String userData = template.userData();
    return Call.of("RunInstances")
        .with("ImageId", template.imageId())
        .with("InstanceType", template.sizeId())
        .with("MinCount", "1")
        .with("MaxCount", "1")
        .with("ClientToken", token)
        .withIfSet("Placement.AvailabilityZone", template.zone())
        .withIfSet("KeyName", template.keyPair())
        .withIfSet("UserData", userData == null ? null : Call.base64(userData))
        .with("TagSpecification.1.ResourceType", "instance")
        .tagged("TagSpecification.1.Tag", tags);
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An instance of the responder's: it takes a moment for whatever is asked of it. */
final class Instance {
  private static final Duration MOMENT = Duration.ofMillis(120);

  final String id;
  final Form order;
  final String image;
  final String key;
  final String zone;
  final String subnet;
  final String userData;
  final Map<String, String> tags = new TreeMap<>();

  /** The ids of its security groups, with their names. */
  final Map<String, String> groups = new TreeMap<>();

  /** The volumes that were attached to it, by their ids. */
  final Map<String, Disk> disks = new TreeMap<>();

  private final long made = System.nanoTime();
  private volatile boolean hidden;
  private String type;
  private String now;
  private String then;
  private long changesAt;

  Instance(String id, Form form) {
    Map<String, String> fields = form.fields();
    this.id = id;
    this.order = form;
    this.image = form.text("ImageId");
    this.type = form.text("InstanceType");
    this.key = form.text("KeyName");
    this.zone = fields.getOrDefault("Placement.AvailabilityZone", "eu-test-1a");
    this.subnet = fields.getOrDefault("SubnetId", "subnet-1");
    this.userData = form.text("UserData");
    this.now = "pending";
    this.then = "running";
  }

  /** Goes to another state by way of one. */
  void go(String by, String to, Duration time) {
    now = by;
    then = to;
    changesAt = System.nanoTime() + time.toNanos();
  }

  void go(String by, String to) {
    go(by, to, MOMENT);
  }

  /** It boots, takes long, or cannot be made, as its tags say. */
  void boot() {
    String delay = tags.getOrDefault("test.delay", "");
    String to = tags.containsKey("test.fault") ? "terminated" : "running";
    go("pending", to, delay.isEmpty() ? MOMENT : Duration.ofSeconds(Long.parseLong(delay)));
  }

  String state() {
    return System.nanoTime() >= changesAt ? then : now;
  }

  /** Nobody knows it any more. */
  void hide() {
    hidden = true;
  }

  /** Not everybody knows it at once. */
  boolean isKnown() {
    return !hidden && System.nanoTime() - made > MOMENT.toNanos() / 2;
  }

  boolean isThere() {
    return !state().equals("terminated");
  }

  /** The network that its subnet is of. */
  String vpc() {
    return subnet.replace("subnet", "vpc");
  }

  /** The volumes that it has, but for the one that it boots from. */
  List<Disk> attached() {
    return disks.values().stream().filter(disk -> disk.holder() == this).toList();
  }

  /** A volume that it boots from goes with it. */
  private String blockDevices() {
    StringBuilder xml = new StringBuilder();
    element(xml, "rootDeviceName", "/dev/xvda");
    xml.append("<blockDeviceMapping>");
    if (isThere()) {
      xml.append("<item><deviceName>/dev/xvda</deviceName><ebs>");
      element(xml, "volumeId", id.replace("i-", "vol-f00f00f0f"));
      element(xml, "status", "attached");
      xml.append("<deleteOnTermination>true</deleteOnTermination></ebs></item>");
      attached().stream().filter(Disk::isTold).forEach(disk -> xml.append(disk.mapping()));
    }
    return xml.append("</blockDeviceMapping>").toString();
  }

  String type() {
    return type;
  }

  void resize(String other) {
    type = other;
  }

  /** What a visitor sees of it. */
  @Override
  public String toString() {
    return String.join(
        " ", id, image, type, key, zone, subnet, tags.toString(), groups.toString(), state());
  }

  String xml() {
    StringBuilder xml = new StringBuilder("<item>");
    element(xml, "instanceId", id);
    element(xml, "imageId", image);
    element(xml, "instanceType", type);
    element(xml, "keyName", key);
    element(xml, "subnetId", subnet);
    element(xml, "vpcId", vpc());
    element(xml, "privateIpAddress", "10.1.2.3");
    xml.append("<instanceState><code>0</code><name>" + state() + "</name></instanceState>");
    xml.append("<placement><availabilityZone>" + zone + "</availabilityZone></placement>");
    String fault = tags.get("test.fault");
    if (fault != null && state().equals("terminated")) {
      xml.append("<stateReason><code>Server.InternalError</code>");
      element(xml, "message", "Server.InternalError: " + fault);
      xml.append("</stateReason>");
    }
    xml.append(blockDevices()).append("<groupSet>");
    groups.forEach(
        (group, name) -> {
          xml.append("<item>");
          element(xml, "groupId", group);
          element(xml, "groupName", name);
          xml.append("</item>");
        });
    return xml.append("</groupSet>").append(tagSet(tags)).append("</item>").toString();
  }

  static String tagSet(Map<String, String> tags) {
    StringBuilder xml = new StringBuilder("<tagSet>");
    tags.forEach(
        (name, value) -> {
          xml.append("<item>");
          element(xml, "key", name);
          element(xml, "value", value);
          xml.append("</item>");
        });
    return xml.append("</tagSet>").toString();
  }

  static void element(StringBuilder xml, String name, String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    xml.append('<').append(name).append('>').append(safe).append("</").append(name).append('>');
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The responder's volumes, as strict as Amazon says that its own are. */
final class VolumeStore {
  /** A snapshot that is there. */
  static final String SNAPSHOT = "snap-0000000000000000a";

  private static final int SNAPSHOT_GIB = 2;
  private static final String DEVICES = "/dev/(sd|xvd)[b-z]";

  /** How large volumes of each type may be, in GiB. */
  private static final Map<String, List<Integer>> SIZES =
      Map.of(
          "gp2", List.of(1, 16_384),
          "gp3", List.of(1, 65_536),
          "io1", List.of(4, 16_384),
          "io2", List.of(4, 65_536),
          "st1", List.of(125, 16_384),
          "sc1", List.of(125, 16_384),
          "standard", List.of(1, 1_024));

  private final Set<String> zones;
  private final Map<String, Instance> instances;
  private final Map<String, Disk> disks = new TreeMap<>();
  private final Map<String, Disk> tokens = new HashMap<>();
  private int most = Integer.MAX_VALUE;

  /**
   * @param zones where volumes can be
   * @param instances what they can be attached to
   */
  VolumeStore(Set<String> zones, Map<String, Instance> instances) {
    this.zones = zones;
    this.instances = instances;
  }

  /** How many there may be. */
  void limit(int number) {
    most = number;
  }

  /** What is there, but for what is no more. */
  Collection<Disk> all() {
    return disks.values().stream()
        .filter(Disk::isThere)
        .filter(disk -> !disk.state().equals("deleting"))
        .toList();
  }

  /** One that is there. */
  Disk known(String id) throws Refusal {
    if (!id.matches("vol-[0-9a-f]{17}")) {
      throw new Refusal("InvalidParameterValue", "Value (" + id + ") for volumes is invalid");
    }
    Disk disk = disks.get(id);
    if (disk == null || !disk.isKnown()) {
      throw new Refusal("InvalidVolume.NotFound", "The volume '" + id + "' does not exist.");
    }
    return disk;
  }

  /** What is asked for; {@code null} when it is nothing of volumes. */
  @Nullable String act(String action, Form form) throws Refusal {
    return switch (action) {
      case "CreateVolume" -> create(form);
      case "DeleteVolume" -> delete(known(form.text("VolumeId")));
      case "AttachVolume" -> attach(known(form.text("VolumeId")), form);
      case "DetachVolume" -> detach(known(form.text("VolumeId")), form);
      case "ModifyVolume" -> modify(known(form.text("VolumeId")), form);
      case "DescribeVolumesModifications" -> growth(known(form.text("VolumeId.1")));
      case "DescribeVolumeStatus" -> status(known(form.text("VolumeId.1")));
      case "DescribeSnapshots" -> snapshots(form.text("SnapshotId.1"));
      default -> null;
    };
  }

  private String create(Form form) throws Refusal {
    String token = form.text("ClientToken");
    Disk made = tokens.get(token);
    if (made != null) {
      if (!made.order.equals(form)) {
        throw new Refusal("IdempotentParameterMismatch", "another order has the token");
      }
      return made.xml();
    }
    String zone = form.text("AvailabilityZone");
    if (zone.isEmpty()) {
      throw new Refusal("MissingParameter", "The request must contain AvailabilityZone");
    }
    if (!zones.contains(zone)) {
      throw new Refusal("InvalidZone.NotFound", "The zone '" + zone + "' does not exist.");
    }
    checkType(form);
    int gib = form.has("Size") ? Integer.parseInt(form.text("Size")) : SNAPSHOT_GIB;
    checkSize(form.has("VolumeType") ? form.text("VolumeType") : "gp2", gib);
    if (form.has("SnapshotId")) {
      checkSnapshot(form.text("SnapshotId"), gib);
    }
    if (token.length() > 64) {
      throw new Refusal("InvalidParameterValue", "the token is too long");
    }
    if (all().size() >= most) {
      throw new Refusal("VolumeLimitExceeded", "Maximum number of volumes has been reached.");
    }
    Disk disk = new Disk("vol-%017x".formatted(disks.size() + 1), form, gib);
    disk.tags.putAll(tags(form));
    disk.make();
    disks.put(disk.id, disk);
    if (!token.isEmpty()) {
      tokens.put(token, disk);
    }
    return disk.xml();
  }

  private static void checkType(Form form) throws Refusal {
    String type = form.has("VolumeType") ? form.text("VolumeType") : "gp2";
    if (!SIZES.containsKey(type)) {
      throw new Refusal("UnknownVolumeType", "Unknown volume type: " + type);
    }
    if (type.startsWith("io") && !form.has("Iops")) {
      throw new Refusal("MissingParameter", "The parameter iops must be specified for " + type);
    }
  }

  private static void checkSize(String type, int gib) throws Refusal {
    List<Integer> sizes = SIZES.getOrDefault(type, List.of(1, 1));
    if (gib < sizes.get(0) || gib > sizes.get(1)) {
      throw new Refusal(
          "InvalidParameterValue",
          "Volume of %dGiB is too %s for volume type %s"
              .formatted(gib, gib < sizes.get(0) ? "small" : "large", type));
    }
  }

  private static void checkSnapshot(String id, int gib) throws Refusal {
    if (!id.equals(SNAPSHOT)) {
      throw new Refusal("InvalidSnapshot.NotFound", "The snapshot '" + id + "' does not exist.");
    }
    if (gib < SNAPSHOT_GIB) {
      throw new Refusal(
          "InvalidParameterValue",
          "Volume of %dGiB is smaller than snapshot '%s', expect size >= %dGiB"
              .formatted(gib, id, SNAPSHOT_GIB));
    }
  }

  private static Map<String, String> tags(Form form) throws Refusal {
    Map<String, String> tags = form.tags("TagSpecification.1.Tag.");
    if (!tags.isEmpty() && !form.text("TagSpecification.1.ResourceType").equals("volume")) {
      throw new Refusal("InvalidParameterValue", "tags of something else");
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getKey().startsWith("aws:") || tag.getValue().length() > 256) {
        throw new Refusal("InvalidParameterValue", "Tag key or value is invalid: " + tag);
      }
    }
    return tags;
  }

  /** The volumes that are asked for. */
  List<String> describe(Form form) throws Refusal {
    List<String> ids = form.numbered("VolumeId.");
    int page = form.has("MaxResults") ? Integer.parseInt(form.text("MaxResults")) : 5;
    if (page < 5 || page > 500) {
      throw new Refusal("InvalidParameterValue", "MaxResults is from 5 to 500");
    }
    if (!ids.isEmpty() && form.has("MaxResults")) {
      throw new Refusal("InvalidParameterCombination", "either volumes or pages");
    }
    for (String id : ids) {
      known(id);
    }
    Map<String, List<String>> filters = form.filters();
    if (!Set.of("tag:Name").containsAll(filters.keySet())) {
      throw new Refusal("InvalidParameterValue", "The filter " + filters.keySet() + " is invalid");
    }
    List<String> names = filters.get("tag:Name");
    return disks.values().stream()
        .filter(Disk::isKnown)
        .filter(disk -> ids.isEmpty() || ids.contains(disk.id))
        .filter(disk -> names == null || names.contains(disk.tags.get("Name")))
        .map(disk -> "<item>" + disk.xml() + "</item>")
        .toList();
  }

  private static String delete(Disk disk) throws Refusal {
    Instance holder = disk.holder();
    if (holder != null) {
      throw new Refusal(
          "VolumeInUse", "Volume " + disk.id + " is currently attached to " + holder.id);
    }
    if (disk.state().equals("creating")) {
      throw new Refusal("IncorrectState", "The volume '" + disk.id + "' is 'creating'");
    }
    disk.delete();
    return "<return>true</return>";
  }

  private String attach(Disk disk, Form form) throws Refusal {
    Instance instance = instance(form);
    String device = form.text("Device");
    if (device.isEmpty()) {
      throw new Refusal("MissingParameter", "The request must contain the parameter device");
    }
    if (!disk.zone.equals(instance.zone)) {
      throw new Refusal(
          "InvalidVolume.ZoneMismatch",
          "The volume '" + disk.id + "' is not in the same availability zone as instance");
    }
    if (!instance.state().matches("running|stopped")) {
      throw new Refusal(
          "IncorrectState", "Instance '" + instance.id + "' is not 'running' or 'stopped'.");
    }
    Instance holder = disk.holder();
    if (holder != null) {
      throw new Refusal("VolumeInUse", disk.id + " is already attached to an instance");
    }
    if (!disk.state().equals("available")) {
      throw new Refusal("IncorrectState", disk.id + " is not 'available'.");
    }
    if (!device.matches(DEVICES)) {
      throw new Refusal("InvalidParameterValue", "Value (" + device + ") for device is invalid");
    }
    if (devices(instance).contains(device)) {
      throw new Refusal(
          "InvalidParameterValue",
          "Invalid value '" + device + "' for unixDevice. Attachment point is already in use");
    }
    disk.attach(instance, device);
    instance.disks.put(disk.id, disk);
    return "<status>attaching</status>";
  }

  private Instance instance(Form form) throws Refusal {
    Instance instance = instances.get(form.text("InstanceId"));
    if (instance == null) {
      throw new Refusal("InvalidInstanceID.NotFound", "there is no such instance");
    }
    return instance;
  }

  private static Set<String> devices(Instance instance) {
    Set<String> devices = new HashSet<>();
    instance.attached().forEach(disk -> devices.add(disk.device()));
    return devices;
  }

  private String detach(Disk disk, Form form) throws Refusal {
    Instance instance = instance(form);
    Instance holder = disk.holder();
    if (holder == null) {
      throw new Refusal("IncorrectState", "Volume '" + disk.id + "' is in the 'available' state.");
    }
    if (holder != instance) {
      throw new Refusal(
          "InvalidAttachment.NotFound", "The volume is not attached to " + instance.id);
    }
    disk.detach();
    return "<status>detaching</status>";
  }

  private static String modify(Disk disk, Form form) throws Refusal {
    int gib = Integer.parseInt(form.text("Size"));
    if (!disk.state().matches("available|in-use")) {
      throw new Refusal("IncorrectState", disk.id + " is " + disk.state());
    }
    if (gib < disk.gib()) {
      throw new Refusal("InvalidParameterValue", "New size cannot be smaller than existing size");
    }
    checkSize(disk.type, gib);
    if (disk.grown() > 0 && disk.growth().equals("modifying")) {
      throw new Refusal("IncorrectModificationState", disk.id + " is being modified");
    }
    if (disk.grown() > 0) {
      throw new Refusal(
          "VolumeModificationRateExceeded",
          "You've reached the maximum modification rate per volume limit. Wait at least 6 hours"
              + " between modifications per EBS volume.");
    }
    disk.grow(gib);
    return "<volumeModification>" + disk.growthXml() + "</volumeModification>";
  }

  private static String growth(Disk disk) throws Refusal {
    if (disk.grown() == 0) {
      throw new Refusal(
          "InvalidVolumeModification.NotFound",
          "Modification for volume '" + disk.id + "' does not exist.");
    }
    return "<volumeModificationSet>" + disk.growthXml() + "</volumeModificationSet>";
  }

  private static String status(Disk disk) {
    StringBuilder xml = new StringBuilder("<volumeStatusSet><item>");
    Instance.element(xml, "volumeId", disk.id);
    xml.append("<eventsSet>");
    String fault = disk.tags.get("test.fault");
    if (fault != null) {
      xml.append("<item>");
      Instance.element(xml, "description", fault);
      xml.append("</item>");
    }
    return xml.append("</eventsSet></item></volumeStatusSet>").toString();
  }

  private static String snapshots(String id) throws Refusal {
    if (!id.matches("snap-[0-9a-f]{17}")) {
      throw new Refusal("InvalidSnapshotID.Malformed", "The snapshot ID '" + id + "' is not valid");
    }
    checkSnapshot(id, SNAPSHOT_GIB);
    StringBuilder xml = new StringBuilder("<snapshotSet><item>");
    Instance.element(xml, "snapshotId", id);
    Instance.element(xml, "status", "completed");
    Instance.element(xml, "volumeSize", Integer.toString(SNAPSHOT_GIB));
    return xml.append("</item></snapshotSet>").toString();
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A volume of the responder's: it takes a moment for whatever is asked of it. */
final class Disk {
  private static final Duration MOMENT = Duration.ofMillis(120);

  final String id;
  final Form order;
  final String type;
  final String zone;
  final String snapshot;
  final Map<String, String> tags = new TreeMap<>();

  private final long made = System.nanoTime();
  private int gib;
  private String now = "creating";
  private String then = "available";
  private long changesAt;

  private @Nullable Instance holder;
  private String device = "";
  private boolean detaching;
  private long attachmentChangesAt;
  private boolean busy;

  private int wanted;
  private int grown;
  private boolean cannotGrow;
  private long growsAt;

  Disk(String id, Form form, int gib) {
    this.id = id;
    this.order = form;
    this.gib = gib;
    this.type = form.has("VolumeType") ? form.text("VolumeType") : "gp2";
    this.zone = form.text("AvailabilityZone");
    this.snapshot = form.text("SnapshotId");
  }

  /** It is made, which takes long, or cannot be, as its tags say. */
  void make() {
    String delay = tags.getOrDefault("test.delay", "");
    then = tags.containsKey("test.fault") ? "error" : "available";
    changesAt =
        System.nanoTime()
            + (delay.isEmpty() ? MOMENT : Duration.ofSeconds(Long.parseLong(delay))).toNanos();
  }

  /** Goes to another state at once, whatever it has. */
  void become(String state) {
    now = state;
    then = state;
  }

  void delete() {
    now = "deleting";
    then = "deleted";
    changesAt = System.nanoTime() + MOMENT.toNanos();
  }

  String state() {
    String state = System.nanoTime() >= changesAt ? then : now;
    return state.equals("available") && holder() != null ? "in-use" : state;
  }

  boolean isThere() {
    return !state().equals("deleted");
  }

  /** Not everybody knows it at once. */
  boolean isKnown() {
    return System.nanoTime() - made > MOMENT.toNanos() / 2 && isThere();
  }

  /** Who has it; one that is no more has let go of it. */
  @Nullable Instance holder() {
    boolean gone = detaching && !busy && System.nanoTime() >= attachmentChangesAt;
    if (holder != null && (gone || !holder.isThere())) {
      holder = null;
    }
    return holder;
  }

  String device() {
    return device;
  }

  void attach(Instance instance, String name) {
    holder = instance;
    device = name;
    detaching = false;
    attachmentChangesAt = System.nanoTime() + MOMENT.toNanos();
  }

  /** Whether its machine tells of it, which it does a little later. */
  boolean isTold() {
    return detaching || System.nanoTime() >= attachmentChangesAt - MOMENT.toNanos() / 2;
  }

  void detach() {
    detaching = true;
    attachmentChangesAt = System.nanoTime() + MOMENT.toNanos();
  }

  /** Whether its machine still uses it, so that it cannot be detached. */
  void keepBusy(boolean used) {
    busy = used;
  }

  String attachment() {
    if (detaching) {
      return busy ? "busy" : "detaching";
    }
    return System.nanoTime() >= attachmentChangesAt ? "attached" : "attaching";
  }

  int gib() {
    if (wanted > gib && !cannotGrow && System.nanoTime() >= growsAt) {
      gib = wanted;
    }
    return gib;
  }

  void grow(int size) {
    wanted = size;
    grown++;
    cannotGrow = tags.containsKey("test.full");
    growsAt = System.nanoTime() + MOMENT.toNanos();
  }

  /** How often it was made larger. */
  int grown() {
    return grown;
  }

  /** Somebody makes it larger, and time passes. */
  void tamper(int size) {
    gib = size;
    grown = 0;
  }

  /** How far it is with becoming larger; it can be used while it is optimized. */
  String growth() {
    if (System.nanoTime() < growsAt) {
      return "modifying";
    }
    return cannotGrow ? "failed" : "optimizing";
  }

  /** What a visitor sees of it. */
  @Override
  public String toString() {
    Instance instance = holder();
    return String.join(
        " ",
        id,
        String.valueOf(gib()),
        type,
        zone,
        snapshot,
        tags.toString(),
        instance == null ? "" : instance.id + " " + device,
        state());
  }

  String xml() {
    StringBuilder xml = new StringBuilder();
    Instance.element(xml, "volumeId", id);
    Instance.element(xml, "size", Integer.toString(gib()));
    Instance.element(xml, "snapshotId", snapshot);
    Instance.element(xml, "availabilityZone", zone);
    Instance.element(xml, "volumeType", type);
    Instance.element(xml, "status", state());
    xml.append("<attachmentSet>");
    Instance instance = holder();
    if (instance != null) {
      xml.append("<item>");
      Instance.element(xml, "volumeId", id);
      Instance.element(xml, "instanceId", instance.id);
      Instance.element(xml, "device", device);
      Instance.element(xml, "status", attachment());
      Instance.element(xml, "deleteOnTermination", "false");
      xml.append("</item>");
    }
    return xml.append("</attachmentSet>").append(Instance.tagSet(tags)).toString();
  }

  String growthXml() {
    StringBuilder xml = new StringBuilder("<item>");
    Instance.element(xml, "volumeId", id);
    Instance.element(xml, "targetSize", Integer.toString(wanted));
    Instance.element(xml, "modificationState", growth());
    if (growth().equals("failed")) {
      Instance.element(xml, "statusMessage", "the shelf is full");
    }
    return xml.append("</item>").toString();
  }

  /** How an instance that has it tells of it. */
  String mapping() {
    StringBuilder xml = new StringBuilder("<item>");
    Instance.element(xml, "deviceName", device);
    xml.append("<ebs>");
    Instance.element(xml, "volumeId", id);
    Instance.element(xml, "status", attachment().equals("busy") ? "detaching" : attachment());
    Instance.element(xml, "deleteOnTermination", "false");
    return xml.append("</ebs></item>").toString();
  }
}

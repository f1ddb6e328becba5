package dev.paas.provider.jclouds.cloud.ec2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A security group of the responder's; what is done to it is told a moment later. */
final class SecurityGroup {
  static final String OWNER = "123456789012";
  private static final Duration MOMENT = Duration.ofMillis(60);

  final String id;
  final String name;
  final String description;
  final String vpc;
  final Map<String, String> tags = new TreeMap<>();
  private final long made = System.nanoTime();
  private final List<Permission> permissions = new ArrayList<>();
  private final Map<Permission, Long> young = new HashMap<>();
  private final Map<Permission, Long> gone = new HashMap<>();

  /** Its permission to let everything out by IPv4 is there with it. */
  SecurityGroup(String id, String name, String description, String vpc) {
    this.id = id;
    this.name = name;
    this.description = description;
    this.vpc = vpc;
    permissions.add(new Permission(false, "-1", "", "", "ipRanges", "0.0.0.0/0"));
  }

  boolean isKnown() {
    return isPast(made);
  }

  private static boolean isPast(long since) {
    return System.nanoTime() - since > MOMENT.toNanos();
  }

  List<Permission> permissions() {
    return permissions;
  }

  void add(List<Permission> more) {
    permissions.addAll(more);
    more.forEach(each -> young.put(each, System.nanoTime()));
  }

  void remove(List<Permission> less) {
    permissions.removeAll(less);
    less.forEach(each -> gone.put(each, System.nanoTime()));
  }

  /** Without a moment's delay, behind everybody's back. */
  void tamper(List<Permission> more, List<Permission> less) {
    permissions.removeAll(less);
    permissions.addAll(more);
  }

  private List<Permission> told() {
    List<Permission> told = new ArrayList<>(permissions);
    told.removeIf(each -> young.containsKey(each) && !isPast(young.get(each)));
    gone.forEach(
        (each, since) -> {
          if (!isPast(since) && !told.contains(each)) {
            told.add(each);
          }
        });
    return told;
  }

  /** What a visitor sees of it. */
  @Override
  public String toString() {
    TreeSet<String> sorted = new TreeSet<>();
    permissions.forEach(each -> sorted.add(each.toString()));
    return String.join(" ", id, name, description, vpc, tags.toString(), sorted.toString());
  }

  String xml() {
    StringBuilder xml = new StringBuilder("<item>");
    Instance.element(xml, "ownerId", OWNER);
    Instance.element(xml, "groupId", id);
    Instance.element(xml, "groupName", name);
    Instance.element(xml, "groupDescription", description);
    Instance.element(xml, "vpcId", vpc);
    xml.append(permissions("ipPermissions", true))
        .append(permissions("ipPermissionsEgress", false));
    return xml.append(Instance.tagSet(tags)).append("</item>").toString();
  }

  /** Permissions of the same protocol and ports are one to EC2, with several other sides. */
  private String permissions(String list, boolean incoming) {
    Map<String, List<Permission>> ranges = new TreeMap<>();
    for (Permission each : told()) {
      if (each.incoming() == incoming) {
        ranges.computeIfAbsent(each.range(), range -> new ArrayList<>()).add(each);
      }
    }
    StringBuilder xml = new StringBuilder("<" + list + ">");
    ranges.forEach(
        (range, peers) -> {
          xml.append("<item>").append(range);
          for (String kind : List.of("groups", "ipRanges", "ipv6Ranges", "prefixListIds")) {
            xml.append('<').append(kind).append('>');
            peers.stream()
                .filter(each -> each.kind().equals(kind))
                .forEach(each -> xml.append(each.item(OWNER)));
            xml.append("</").append(kind).append('>');
          }
          xml.append("</item>");
        });
    return xml.append("</" + list + ">").toString();
  }
}

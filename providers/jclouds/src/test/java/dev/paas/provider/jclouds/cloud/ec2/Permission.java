package dev.paas.provider.jclouds.cloud.ec2;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a group of the responder's lets through, for one other side.
 *
 * @param kind {@code ipRanges}, {@code ipv6Ranges} or {@code groups}
 * @param peer a range of addresses, or the id of a group
 */
record Permission(
    boolean incoming, String protocol, String first, String last, String kind, String peer) {
  private static final Map<String, String> NAMES =
      Map.of("1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6");

  /** All that a call lets through; it is refused as Amazon says that it refuses it. */
  static List<Permission> of(Form form, boolean incoming) throws Refusal {
    List<Permission> permissions = new ArrayList<>();
    for (int i = 1; form.has("IpPermissions." + i + ".IpProtocol"); i++) {
      String prefix = "IpPermissions." + i + ".";
      String said = form.text(prefix + "IpProtocol");
      String protocol = NAMES.getOrDefault(said, said);
      String first = form.text(prefix + "FromPort");
      String last = form.text(prefix + "ToPort");
      check(protocol, first, last);
      // Of what is neither TCP, UDP nor ICMP all is let through, whatever is said.
      boolean ranged = protocol.matches("tcp|udp|icmp|icmpv6");
      String from = ranged ? first : "";
      String to = ranged ? last : "";
      int before = permissions.size();
      for (String cidr : peers(form, prefix + "IpRanges.", ".CidrIp")) {
        permissions.add(
            new Permission(incoming, protocol, from, to, "ipRanges", checked(cidr, ".")));
      }
      for (String cidr : peers(form, prefix + "Ipv6Ranges.", ".CidrIpv6")) {
        permissions.add(
            new Permission(incoming, protocol, from, to, "ipv6Ranges", checked(cidr, ":")));
      }
      for (String group : peers(form, prefix + "Groups.", ".GroupId")) {
        permissions.add(new Permission(incoming, protocol, from, to, "groups", group));
      }
      if (permissions.size() == before) {
        throw new Refusal("MissingParameter", "no source is said");
      }
    }
    if (permissions.isEmpty()) {
      throw new Refusal("MissingParameter", "no permissions are said");
    }
    return permissions;
  }

  private static List<String> peers(Form form, String prefix, String suffix) {
    List<String> peers = new ArrayList<>();
    for (int i = 1; form.has(prefix + i + suffix); i++) {
      peers.add(form.text(prefix + i + suffix));
    }
    return peers;
  }

  private static void check(String protocol, String first, String last) throws Refusal {
    boolean fits =
        switch (protocol) {
          case "-1" -> true;
          case "tcp", "udp" ->
              in(first, 0, 65_535)
                  && in(last, 0, 65_535)
                  && Integer.parseInt(first) <= Integer.parseInt(last);
          case "icmp", "icmpv6" ->
              in(first, -1, 255) && in(last, -1, 255) && (!first.equals("-1") || last.equals("-1"));
          default -> in(protocol, 0, 255);
        };
    if (!fits) {
      throw new Refusal(
          "InvalidParameterValue", "protocol %s from %s to %s".formatted(protocol, first, last));
    }
  }

  private static boolean in(String number, int least, int most) {
    return number.matches("-?\\d{1,5}")
        && Integer.parseInt(number) >= least
        && Integer.parseInt(number) <= most;
  }

  /** A range in the shortest way of writing it. */
  private static String checked(String cidr, String mark) throws Refusal {
    String[] parts = cidr.split("/", 2);
    if (parts.length < 2 || !parts[0].contains(mark) || !in(parts[1], 0, 128)) {
      throw new Refusal("InvalidParameterValue", "CIDR block " + cidr + " is malformed");
    }
    try {
      String address = InetAddress.getByName(parts[0]).getHostAddress();
      return address.replaceFirst("(^|:)(0(:|$)){2,}", "::") + "/" + parts[1];
    } catch (UnknownHostException e) {
      throw new Refusal("InvalidParameterValue", "CIDR block " + cidr + " is malformed");
    }
  }

  /** What EC2 tells of together. */
  String range() {
    StringBuilder xml = new StringBuilder();
    Instance.element(xml, "ipProtocol", protocol);
    if (!first.isEmpty()) {
      Instance.element(xml, "fromPort", first);
      Instance.element(xml, "toPort", last);
    }
    return xml.toString();
  }

  String item(String owner) {
    StringBuilder xml = new StringBuilder("<item>");
    if (kind.equals("groups")) {
      Instance.element(xml, "userId", owner);
    }
    Instance.element(
        xml,
        switch (kind) {
          case "groups" -> "groupId";
          case "ipRanges" -> "cidrIp";
          default -> "cidrIpv6";
        },
        peer);
    return xml.append("</item>").toString();
  }
}

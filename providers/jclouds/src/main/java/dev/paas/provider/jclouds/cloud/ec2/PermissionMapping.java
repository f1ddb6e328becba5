package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Security groups as EC2 writes them, and rules as its permissions. */
final class PermissionMapping {
  /** The tag that has a group's description: EC2's own is never changed. */
  static final String DESCRIPTION = "paas.description";

  private static final int IPV6 = 6;
  private static final String ALL = "-1";
  private static final String LAST_PORT = "65535";
  private static final String PREFIX_LIST = "pl-";
  private static final String ICMP6 = "icmpv6";

  /** EC2 has names for few; the others are numbers to it. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          Rule.ANY, ALL, "gre", "47", "esp", "50", "ah", "51", ICMP6, "58", "vrrp", "112", "sctp",
          "132");

  private static final Map<String, String> NAMES = names();

  private PermissionMapping() {}

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>(Map.of("1", "icmp", "6", "tcp", "17", "udp"));
    NUMBERS.forEach((name, number) -> names.put(number, name));
    return names;
  }

  static Group group(Xml group) {
    Map<String, Rule> rules = new HashMap<>();
    String owner = group.text("ownerId");
    for (Rule rule : rules(group.items("ipPermissions"), true, owner)) {
      rules.put(rule.toString(), rule);
    }
    for (Rule rule : rules(group.items("ipPermissionsEgress"), false, owner)) {
      rules.put(rule.toString(), rule);
    }
    String description =
        InstanceMapping.tags(group).getOrDefault(DESCRIPTION, group.text("groupDescription"));
    return new Group(
        group.text("groupId"), group.text("groupName"), description, group.text("vpcId"), rules);
  }

  private static List<Rule> rules(List<Xml> permissions, boolean incoming, String owner) {
    List<Rule> rules = new ArrayList<>();
    for (Xml permission : permissions) {
      Rule any = rule(permission, incoming);
      for (Xml range : permission.items("ipRanges")) {
        rules.add(any.from(range.text("cidrIp")));
      }
      for (Xml range : permission.items("ipv6Ranges")) {
        rules.add(version6(any).from(canonical(range.text("cidrIpv6"))));
      }
      for (Xml pair : permission.items("groups")) {
        String id = pair.text("groupId");
        String user = pair.text("userId");
        rules.add(of(any, user.isEmpty() || user.equals(owner) ? id : user + "/" + id));
      }
      for (Xml list : permission.items("prefixListIds")) {
        rules.add(of(any, list.text("prefixListId")));
      }
    }
    return rules.stream().map(PermissionMapping::all).toList();
  }

  /** What a permission lets through, of whomever. */
  private static Rule rule(Xml permission, boolean incoming) {
    String said = permission.text("ipProtocol");
    String protocol = NAMES.getOrDefault(said, said);
    String first = known(permission.text("fromPort"));
    String last = known(permission.text("toPort"));
    boolean icmp = protocol.startsWith("icmp");
    boolean ports = protocol.equals("tcp") || protocol.equals("udp");
    return new Rule(
        incoming,
        protocol.equals(ICMP6) ? IPV6 : 4,
        protocol,
        ports ? ports(first, last) : "",
        icmp ? icmp(first, last) : "",
        "",
        "");
  }

  private static String known(String number) {
    return number.equals(ALL) ? "" : number;
  }

  private static String ports(String first, String last) {
    if (first.equals("0") && last.equals(LAST_PORT)) {
      return "";
    }
    return first.equals(last) || last.isEmpty() ? first : first + "-" + last;
  }

  /** Of ICMP the range is a type and a code. */
  private static String icmp(String type, String code) {
    return code.isEmpty() ? type : type + "/" + code;
  }

  private static Rule version6(Rule rule) {
    return new Rule(
        rule.incoming(), IPV6, rule.protocol(), rule.ports(), rule.icmp(), rule.cidr(), "");
  }

  private static Rule of(Rule rule, String group) {
    return new Rule(
        rule.incoming(), rule.ipVersion(), rule.protocol(), rule.ports(), rule.icmp(), "", group);
  }

  /** Everybody is no range of ours. */
  private static Rule all(Rule rule) {
    return rule.cidr().endsWith("/0") ? rule.from("") : rule;
  }

  /** A range of IPv6 in the one form of many in which Java writes it. */
  private static String canonical(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      return slash < 0 || !cidr.contains(":")
          ? cidr
          : InetAddress.getByName(cidr.substring(0, slash)).getHostAddress()
              + cidr.substring(slash);
    } catch (UnknownHostException e) {
      return cidr;
    }
  }

  /** A call with rules of one direction. */
  static Call with(Call call, Collection<Rule> rules) {
    Call all = call;
    int number = 1;
    for (Rule rule : rules) {
      all = permission(all, "IpPermissions." + number++, rule);
    }
    return all;
  }

  private static Call permission(Call call, String name, Rule rule) {
    String protocol = NUMBERS.getOrDefault(rule.protocol(), rule.protocol());
    Call said = ranged(call.with(name + ".IpProtocol", protocol), name, rule);
    String group = rule.group();
    if (group.isEmpty()) {
      boolean six = rule.ipVersion() == IPV6;
      String everybody = six ? "::/0" : "0.0.0.0/0";
      return said.with(
          name + (six ? ".Ipv6Ranges.1.CidrIpv6" : ".IpRanges.1.CidrIp"),
          rule.cidr().isEmpty() ? everybody : rule.cidr());
    }
    if (group.startsWith(PREFIX_LIST)) {
      return said.with(name + ".PrefixListIds.1.PrefixListId", group);
    }
    int slash = group.indexOf('/');
    return slash < 0
        ? said.with(name + ".Groups.1.GroupId", group)
        : said.with(name + ".Groups.1.UserId", group.substring(0, slash))
            .with(name + ".Groups.1.GroupId", group.substring(slash + 1));
  }

  /** EC2 wants the ports of TCP and UDP even when they are all, and types of ICMP likewise. */
  private static Call ranged(Call call, String name, Rule rule) {
    return switch (rule.protocol()) {
      case "tcp", "udp" -> {
        String[] ports = rule.ports().split("-", 2);
        boolean all = rule.ports().isEmpty();
        yield range(call, name, all ? "0" : ports[0], all ? LAST_PORT : ports[ports.length - 1]);
      }
      case "icmp", ICMP6 -> {
        String[] icmp = rule.icmp().split("/", 2);
        yield range(call, name, icmp[0].isEmpty() ? ALL : icmp[0], icmp.length < 2 ? ALL : icmp[1]);
      }
      default -> call;
    };
  }

  private static Call range(Call call, String name, String first, String last) {
    return call.with(name + ".FromPort", first).with(name + ".ToPort", last);
  }

  /** Why EC2 has no such rule. */
  static Optional<String> refusal(Rule rule) {
    if (rule.protocol().equals("sctp") && !rule.ports().isEmpty()) {
      return Optional.of("EC2 lets all ports of sctp through, or none: leave ports out");
    }
    return rule.ipVersion() == IPV6 && !rule.group().isEmpty() && !rule.protocol().equals(ICMP6)
        ? Optional.of("EC2's rules for a group are of IPv4 and IPv6 alike: leave ipVersion out")
        : Optional.empty();
  }
}

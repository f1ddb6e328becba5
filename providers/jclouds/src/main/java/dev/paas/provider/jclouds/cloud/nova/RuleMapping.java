package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.property;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Security groups and rules as Neutron writes them. */
final class RuleMapping {
  private static final int IPV6 = 6;

  /** Neutron keeps a protocol as it was said: by one of its names, or by its number. */
  private static final Map<String, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry("", Rule.ANY),
          Map.entry("0", Rule.ANY),
          Map.entry("1", "icmp"),
          Map.entry("6", "tcp"),
          Map.entry("17", "udp"),
          Map.entry("47", "gre"),
          Map.entry("50", "esp"),
          Map.entry("51", "ah"),
          Map.entry("58", "icmpv6"),
          Map.entry("ipv6-icmp", "icmpv6"),
          Map.entry("112", "vrrp"),
          Map.entry("132", "sctp"));

  private RuleMapping() {}

  static Group group(JsonObject json) {
    Map<String, Rule> rules = new HashMap<>();
    for (JsonElement each : json.getAsJsonArray("security_group_rules")) {
      JsonObject rule = each.getAsJsonObject();
      rules.put(text(rule, "id"), rule(rule));
    }
    return new Group(text(json, "id"), text(json, "name"), text(json, "description"), rules);
  }

  private static Rule rule(JsonObject json) {
    String said = text(json, "protocol").toLowerCase(Locale.ROOT);
    String protocol = PROTOCOLS.getOrDefault(said, said);
    String first = text(json, "port_range_min");
    String last = text(json, "port_range_max");
    boolean icmp = protocol.startsWith("icmp");
    String cidr = text(json, "remote_ip_prefix");
    String group = text(json, "remote_group_id");
    return new Rule(
        text(json, "direction").equals("ingress"),
        text(json, "ethertype").equals("IPv6") ? IPV6 : 4,
        protocol,
        icmp ? "" : ports(first, last),
        icmp ? icmp(first, last) : "",
        cidr,
        group.isEmpty() ? text(json, "remote_address_group_id") : group);
  }

  private static String ports(String first, String last) {
    return first.equals(last) || last.isEmpty() ? first : first + "-" + last;
  }

  /** Of ICMP the range is a type and a code. */
  private static String icmp(String type, String code) {
    return code.isEmpty() ? type : type + "/" + code;
  }

  static JsonObject json(String groupId, Rule rule) {
    JsonObject json = property("security_group_id", groupId);
    json.addProperty("direction", rule.incoming() ? "ingress" : "egress");
    json.addProperty("ethertype", rule.ipVersion() == IPV6 ? "IPv6" : "IPv4");
    if (!rule.protocol().equals(Rule.ANY)) {
      json.addProperty("protocol", rule.protocol());
    }
    if (!rule.ports().isEmpty()) {
      String[] ports = rule.ports().split("-", 2);
      json.addProperty("port_range_min", Integer.parseInt(ports[0]));
      json.addProperty("port_range_max", Integer.parseInt(ports[ports.length - 1]));
    }
    if (!rule.icmp().isEmpty()) {
      String[] icmp = rule.icmp().split("/", 2);
      json.addProperty("port_range_min", Integer.parseInt(icmp[0]));
      if (icmp.length > 1) {
        json.addProperty("port_range_max", Integer.parseInt(icmp[1]));
      }
    }
    if (!rule.cidr().isEmpty()) {
      json.addProperty("remote_ip_prefix", rule.cidr());
    }
    if (!rule.group().isEmpty()) {
      json.addProperty("remote_group_id", rule.group());
    }
    return json;
  }
}

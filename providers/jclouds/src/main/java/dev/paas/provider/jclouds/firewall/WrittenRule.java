package dev.paas.provider.jclouds.firewall;

import dev.paas.provider.jclouds.call.Cidr;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One rule as the user writes it. */
public final class WrittenRule {
  /** How a group is written in its own rules. */
  public static final String SELF = "self";

  private static final String TYPE = "icmpType";
  private static final String CODE = "icmpCode";
  private static final int IPV6 = 6;
  private static final int LAST_PORT = 65_535;
  private static final Pattern PORTS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final List<String> PROTOCOLS =
      List.of(Rule.ANY, "tcp", "udp", "sctp", "icmp", "icmpv6", "ah", "esp", "gre", "vrrp");
  private static final List<String> WITH_PORTS = List.of("tcp", "udp", "sctp");

  private final MapValue written;
  private final ValuePath path;

  private WrittenRule(MapValue written, ValuePath path) {
    this.written = written;
    this.path = path;
  }

  /**
   * A rule that is wholly known; what is wrong with it is told where it stands.
   *
   * @param self the id of the group that it is of
   */
  public static Rule parse(MapValue written, ValuePath path, String self) throws ProviderException {
    return new WrittenRule(written, path).rule(self);
  }

  /** The same of a rule that means everybody when it does not say who the other side is. */
  static List<Rule> incoming(MapValue written, ValuePath path) throws ProviderException {
    if (written.getString("group", "").equals(SELF)) {
      throw ProviderException.builder("a machine's firewall is its own: no other machine has it")
          .hint("For machines that may reach one another make a jclouds.securityGroup.")
          .path(path.child("group"))
          .build();
    }
    if (written.has("cidr") || written.has("group")) {
      return List.of(parse(written, path, ""));
    }
    List<Rule> rules = new ArrayList<>();
    for (long version : versions(written)) {
      String all = version == IPV6 ? "::/0" : "0.0.0.0/0";
      rules.add(parse(written.with("cidr", Value.of(all)), path, ""));
    }
    return rules;
  }

  private static List<Long> versions(MapValue written) {
    OptionalLong said = written.getLong("ipVersion");
    if (said.isPresent()) {
      return List.of(said.getAsLong());
    }
    return switch (written.getString("protocol", "").toLowerCase(Locale.ROOT)) {
      case "icmp" -> List.of(4L);
      case "icmpv6" -> List.of(6L);
      default -> List.of(4L, 6L);
    };
  }

  private Rule rule(String self) throws ProviderException {
    String protocol = protocol();
    String group = written.getString("group", "");
    Cidr cidr = cidr(group);
    return new Rule(
        written.getString("direction", "ingress").equals("ingress"),
        version(protocol, cidr),
        protocol,
        ports(protocol),
        icmp(protocol),
        cidr == null || cidr.isAll() ? "" : cidr.toString(),
        group.equals(SELF) ? self.isEmpty() ? SELF : self : group);
  }

  private String protocol() throws ProviderException {
    String protocol = written.getString("protocol", Rule.ANY).toLowerCase(Locale.ROOT);
    if (!PROTOCOLS.contains(protocol)) {
      throw at("protocol", "there is no such protocol")
          .hint("There are: " + String.join(", ", PROTOCOLS) + ".")
          .build();
    }
    return protocol;
  }

  private @Nullable Cidr cidr(String group) throws ProviderException {
    String text = written.getString("cidr", "");
    if (text.isEmpty() == group.isEmpty()) {
      boolean none = text.isEmpty();
      throw ProviderException.builder(
              none
                  ? "the rule does not say who the other side is"
                  : "a rule has a cidr or a group, not both")
          .hint(
              none
                  ? "Add cidr, 0.0.0.0/0 for anybody, or group, self for this one."
                  : "Make two rules of it.")
          .path(none ? path : path.child("group"))
          .build();
    }
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Cidr.parse(text);
    } catch (Cidr.Malformed e) {
      throw at("cidr", e.reason()).hint(e.hint()).build();
    }
  }

  private int version(String protocol, @Nullable Cidr cidr) throws ProviderException {
    OptionalLong said = written.getLong("ipVersion");
    boolean icmp6 = protocol.equals("icmpv6");
    int version = cidr == null ? (int) said.orElse(icmp6 ? IPV6 : 4) : cidr.version();
    if (said.isPresent() && said.getAsLong() != version) {
      throw at("ipVersion", "the addresses in cidr are of version " + version).build();
    }
    if (icmp6 ? version != IPV6 : protocol.equals("icmp") && version == IPV6) {
      throw at("protocol", protocol + " is not a protocol of IPv" + version)
          .hint(icmp6 ? "That of IPv4 is icmp." : "That of IPv6 is icmpv6.")
          .build();
    }
    return version;
  }

  private String ports(String protocol) throws ProviderException {
    String text =
        written.getLong("ports").isPresent()
            ? Long.toString(written.getLong("ports").getAsLong())
            : written.getString("ports", "");
    if (text.isEmpty()) {
      return "";
    }
    if (!WITH_PORTS.contains(protocol)) {
      throw at("ports", "protocol " + protocol + " has no ports")
          .hint("Add protocol: tcp or udp.")
          .build();
    }
    Matcher ports = PORTS.matcher(text);
    if (!ports.matches()) {
      throw at("ports", "it is neither a port nor a range of ports")
          .hint("Write one such as 443, or 8000-8099.")
          .build();
    }
    int first = port(ports.group(1));
    int last = ports.group(2) == null ? first : port(ports.group(2));
    if (first > last) {
      throw at("ports", "the first port is greater than the last")
          .hint("Write " + last + "-" + first + ".")
          .build();
    }
    return first == last ? Integer.toString(first) : first + "-" + last;
  }

  private int port(String text) throws ProviderException {
    int port = Integer.parseInt(text);
    if (port < 1 || port > LAST_PORT) {
      throw at("ports", "there is no port " + port)
          .hint("Ports are 1 to " + LAST_PORT + "; all of them when ports is left out.")
          .build();
    }
    return port;
  }

  private String icmp(String protocol) throws ProviderException {
    OptionalLong type = written.getLong(TYPE);
    OptionalLong code = written.getLong(CODE);
    if (type.isEmpty() && code.isEmpty()) {
      return "";
    }
    if (!protocol.startsWith("icmp")) {
      throw at(type.isPresent() ? TYPE : CODE, "protocol " + protocol + " has no types")
          .hint("Add protocol: icmp, or icmpv6 for IPv6.")
          .build();
    }
    if (type.isEmpty()) {
      throw at(CODE, "a code is one of a type").hint("Add icmpType.").build();
    }
    return code.isEmpty()
        ? Long.toString(type.getAsLong())
        : type.getAsLong() + "/" + code.getAsLong();
  }

  private ProviderException.Builder at(String key, String reason) {
    return ProviderException.builder(reason).path(path.child(key));
  }

  /** A rule of the cloud's as a user would write it. */
  public static MapValue of(Rule rule, String self) {
    MapValue.Builder written =
        MapValue.builder()
            .put("direction", rule.incoming() ? "ingress" : "egress")
            .put("protocol", rule.protocol());
    if (!rule.ports().isEmpty()) {
      written.put("ports", rule.ports());
    }
    if (!rule.icmp().isEmpty()) {
      String[] icmp = rule.icmp().split("/", 2);
      written.put(TYPE, Long.parseLong(icmp[0]));
      if (icmp.length > 1) {
        written.put(CODE, Long.parseLong(icmp[1]));
      }
    }
    if (rule.group().isEmpty()) {
      String all = rule.ipVersion() == IPV6 ? "::/0" : "0.0.0.0/0";
      written.put("cidr", rule.cidr().isEmpty() ? all : rule.cidr());
    } else {
      written.put("group", rule.group().equals(self) ? SELF : rule.group());
      if (rule.ipVersion() == IPV6) {
        written.put("ipVersion", Value.of(IPV6));
      }
    }
    return written.build();
  }
}

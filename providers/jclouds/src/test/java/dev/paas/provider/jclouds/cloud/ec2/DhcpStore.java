package dev.paas.provider.jclouds.cloud.ec2;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The responder's sets of DHCP options. */
final class DhcpStore {
  static final String DEFAULT = "dopt-1";
  private static final String SET = "dhcpOptionsId";
  private static final String SERVERS = "domain-name-servers";
  private static final int MOST_SERVERS = 4;

  final Things sets =
      new Things("dopt", "InvalidDhcpOptionID.NotFound", "DhcpOptionsLimitExceeded");
  private final Things vpcs;

  DhcpStore(Things vpcs) {
    this.vpcs = vpcs;
    sets.put(
        Thing.old(DEFAULT)
            .with(SERVERS, "AmazonProvidedDNS")
            .with("domain-name", "eu-test-1.compute.internal"));
  }

  String create(Form form) throws Refusal {
    Map<String, String> options = new TreeMap<>();
    for (int i = 1; form.has("DhcpConfiguration." + i + ".Key"); i++) {
      String key = form.text("DhcpConfiguration." + i + ".Key");
      List<String> values = form.numbered("DhcpConfiguration." + i + ".Value.");
      if (!Set.of(SERVERS, "domain-name").contains(key)
          || values.isEmpty()
          || values.size() > MOST_SERVERS) {
        throw new Refusal("InvalidParameterValue", "Value for DHCP option " + key + " is invalid");
      }
      options.put(key, String.join(" ", values));
    }
    if (options.isEmpty()) {
      throw new Refusal("MissingParameter", "The request must contain DHCP options");
    }
    Thing set = sets.make(Thing.tags(form, "dhcp-options"));
    set.fields.putAll(options);
    return "<dhcpOptions>" + xml(set) + "</dhcpOptions>";
  }

  private static String xml(Thing set) {
    StringBuilder xml = new StringBuilder();
    Instance.element(xml, SET, set.id);
    xml.append("<dhcpConfigurationSet>");
    set.fields.forEach(
        (key, values) -> {
          xml.append("<item>");
          Instance.element(xml, "key", key);
          xml.append("<valueSet>");
          for (String value : values.split(" ", -1)) {
            xml.append("<item>");
            Instance.element(xml, "value", value);
            xml.append("</item>");
          }
          xml.append("</valueSet></item>");
        });
    return xml.append("</dhcpConfigurationSet>").append(Instance.tagSet(set.tags)).toString();
  }

  List<String> describe(Form form) throws Refusal {
    return sets.asked(form, "DhcpOptionsId", Map.of()).stream()
        .map(set -> "<item>" + xml(set) + "</item>")
        .toList();
  }

  String associate(Form form) throws Refusal {
    String id = VpcStore.required(form, "DhcpOptionsId");
    Thing vpc = vpcs.known(VpcStore.required(form, "VpcId"));
    vpc.with(SET, id.equals("default") ? id : sets.known(id).id);
    return "<return>true</return>";
  }

  String delete(Form form) throws Refusal {
    Thing set = sets.known(VpcStore.required(form, "DhcpOptionsId"));
    if (vpcs.all().stream().anyMatch(vpc -> vpc.field(SET).equals(set.id))) {
      throw VpcStore.violation("dhcpOptions", set.id);
    }
    sets.remove(set.id);
    return "<return>true</return>";
  }
}

package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.property;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import dev.paas.provider.jclouds.cloud.Networking.Router;
import dev.paas.provider.jclouds.cloud.Networking.Subnet;
import dev.paas.provider.jclouds.cloud.Networking.SubnetTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Networks, and what belongs to them, as Neutron writes them. */
final class NetworkMapping {
  private NetworkMapping() {}

  static Network network(JsonObject json) {
    return new Network(
        text(json, "id"),
        text(json, "name"),
        text(json, "description"),
        text(json, "router:external").equals("true"));
  }

  static Subnet subnet(JsonObject json) {
    return new Subnet(
        text(json, "id"),
        text(json, "network_id"),
        text(json, "cidr"),
        text(json, "gateway_ip"),
        json.get("enable_dhcp").getAsBoolean(),
        texts(json.get("dns_nameservers")));
  }

  static Port port(JsonObject json) {
    List<String> addresses = new ArrayList<>();
    for (JsonElement each : json.getAsJsonArray("fixed_ips")) {
      addresses.add(text(each.getAsJsonObject(), "ip_address"));
    }
    return new Port(
        text(json, "id"),
        text(json, "network_id"),
        text(json, "device_owner"),
        text(json, "device_id"),
        addresses);
  }

  static Router router(JsonObject json) {
    JsonElement gateway = json.get("external_gateway_info");
    return new Router(
        text(json, "id"),
        text(json, "name"),
        text(json, "description"),
        gateway instanceof JsonObject object ? text(object, "network_id") : "");
  }

  private static List<String> texts(@Nullable JsonElement json) {
    List<String> texts = new ArrayList<>();
    if (json instanceof JsonArray array) {
      array.forEach(each -> texts.add(each.getAsString()));
    }
    return texts;
  }

  static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static JsonObject described(String name, String description) {
    JsonObject json = property("name", name);
    json.addProperty("description", description);
    return json;
  }

  static JsonObject subnet(SubnetTemplate template) {
    JsonObject json = property("network_id", template.networkId());
    json.addProperty("name", template.name());
    json.addProperty("ip_version", 4);
    if (template.cidr() != null) {
      json.addProperty("cidr", template.cidr());
    }
    if (template.pool() != null) {
      json.addProperty("subnetpool_id", template.pool());
    }
    String gateway = template.gateway();
    if (gateway != null && gateway.isEmpty()) {
      json.add("gateway_ip", JsonNull.INSTANCE);
    } else if (gateway != null) {
      json.addProperty("gateway_ip", gateway);
    }
    json.addProperty("enable_dhcp", template.dhcp());
    json.add("dns_nameservers", array(template.dns()));
    return json;
  }
}

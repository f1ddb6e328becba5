package dev.paas.provider.jclouds.cloud.nova;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Cloud.ServerTemplate;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import dev.paas.provider.jclouds.cloud.Server.Hold;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Servers as Nova writes them. */
final class ServerMapping {
  private static final Set<String> SETTLED =
      Set.of("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED", "SHELVED", "SHELVED_OFFLOADED", "RESCUE");
  private static final int RUNNING = 1;
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_MASK = 0xfe;

  private ServerMapping() {}

  static Server server(JsonObject json) {
    String status = text(json, "status");
    String task = text(json, "OS-EXT-STS:task_state");
    return new Server(
        text(json, "id"),
        text(json, "name"),
        status,
        phase(status, task),
        running(json, status),
        idOf(json.get("image")),
        idOf(json.get("flavor")),
        text(json, "OS-EXT-AZ:availability_zone"),
        text(json, "key_name"),
        texts(json.get("metadata")),
        addresses(json.get("addresses")),
        groups(json.get("security_groups")),
        volumes(json.get("os-extended-volumes:volumes_attached")),
        fault(json));
  }

  private static Phase phase(String status, String task) {
    return switch (status) {
      case "ERROR" -> Phase.BROKEN;
      case "DELETED", "SOFT_DELETED" -> Phase.GONE;
      case "VERIFY_RESIZE" -> Phase.RESIZED;
      default -> SETTLED.contains(status) && task.isEmpty() ? Phase.SETTLED : Phase.CHANGING;
    };
  }

  private static boolean running(JsonObject json, String status) {
    JsonElement power = json.get("OS-EXT-STS:power_state");
    if (power == null || power.isJsonNull()) {
      return status.equals("ACTIVE");
    }
    return power.getAsInt() == RUNNING;
  }

  private static @Nullable String fault(JsonObject json) {
    JsonElement fault = json.get("fault");
    return fault instanceof JsonObject object ? text(object, "message") : null;
  }

  private static String idOf(@Nullable JsonElement json) {
    return json instanceof JsonObject object ? text(object, "id") : "";
  }

  static Map<String, String> texts(@Nullable JsonElement json) {
    Map<String, String> texts = new HashMap<>();
    if (json instanceof JsonObject object) {
      object.entrySet().forEach(each -> texts.put(each.getKey(), each.getValue().getAsString()));
    }
    return texts;
  }

  private static Set<String> groups(@Nullable JsonElement json) {
    Set<String> groups = new HashSet<>();
    if (json instanceof JsonArray array) {
      array.forEach(each -> groups.add(text(each.getAsJsonObject(), "name")));
    }
    return groups;
  }

  private static Set<String> volumes(@Nullable JsonElement json) {
    Set<String> volumes = new HashSet<>();
    if (json instanceof JsonArray array) {
      array.forEach(each -> volumes.add(text(each.getAsJsonObject(), "id")));
    }
    return volumes;
  }

  private static List<Address> addresses(@Nullable JsonElement json) {
    List<Address> addresses = new ArrayList<>();
    if (json instanceof JsonObject networks) {
      for (Map.Entry<String, JsonElement> network : networks.entrySet()) {
        for (JsonElement each : network.getValue().getAsJsonArray()) {
          addresses.add(address(network.getKey(), each.getAsJsonObject()));
        }
      }
    }
    return addresses;
  }

  private static Address address(String network, JsonObject json) {
    String ip = text(json, "addr");
    boolean floating = text(json, "OS-EXT-IPS:type").equals("floating");
    return floating
        ? new Address(ip, network, true, Hold.PUT)
        : new Address(ip, network, !isPrivate(ip));
  }

  /** Whether an address means something in its own network only. */
  static boolean isPrivate(String ip) {
    try {
      InetAddress address = InetAddress.getByName(ip);
      boolean unique =
          address instanceof Inet6Address
              && ((address.getAddress()[0] & UNIQUE_MASK) == UNIQUE_LOCAL);
      return unique
          || address.isSiteLocalAddress()
          || address.isLoopbackAddress()
          || address.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** The text at {@code key}; empty when there is none. */
  static String text(JsonObject json, String key) {
    JsonElement value = json.get(key);
    return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
  }

  static JsonObject request(ServerTemplate template) {
    JsonObject server = new JsonObject();
    server.addProperty("name", template.name());
    server.addProperty("imageRef", template.imageId());
    server.addProperty("flavorRef", template.sizeId());
    addIfSet(server, "availability_zone", template.zone());
    addIfSet(server, "key_name", template.keyPair());
    String userData = template.userData();
    if (userData != null) {
      byte[] bytes = userData.getBytes(StandardCharsets.UTF_8);
      server.addProperty("user_data", Base64.getEncoder().encodeToString(bytes));
    }
    server.add("metadata", object(template.metadata()));
    addAll(server, "networks", "uuid", template.networkIds());
    addAll(server, "security_groups", "name", template.securityGroups());
    return wrapped("server", server);
  }

  static void addIfSet(JsonObject json, String key, @Nullable String text) {
    if (text != null) {
      json.addProperty(key, text);
    }
  }

  private static void addAll(JsonObject json, String key, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      JsonArray array = new JsonArray();
      texts.forEach(each -> array.add(property(name, each)));
      json.add(key, array);
    }
  }

  static JsonObject object(Map<String, String> texts) {
    JsonObject object = new JsonObject();
    texts.forEach(object::addProperty);
    return object;
  }

  static JsonObject property(String key, String text) {
    JsonObject object = new JsonObject();
    object.addProperty(key, text);
    return object;
  }

  static JsonObject wrapped(String key, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(key, value);
    return object;
  }
}

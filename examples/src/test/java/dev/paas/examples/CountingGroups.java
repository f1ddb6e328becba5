package dev.paas.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The security groups of {@link CountingNova}, listed in pages like its servers. */
final class CountingGroups {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final String RULES = "security_group_rules";

  private final Map<String, ObjectNode> groups = new LinkedHashMap<>();
  private int made;

  synchronized int size() {
    return groups.size();
  }

  synchronized String name(String id) {
    ObjectNode group = groups.get(id);
    return group == null ? id : group.path("name").asString();
  }

  /** An answer; empty when there is no such group. */
  synchronized String answer(
      String method, String path, Map<String, String> parameters, String body) {
    if (path.startsWith("/v2.0/security-group-rules")) {
      return rules(MAPPER.readTree(body).path(RULES));
    }
    String id = path.substring("/v2.0/security-groups".length()).replace("/", "");
    if (method.equals("POST")) {
      return group(MAPPER.readTree(body).path("security_group"));
    }
    if (id.isEmpty()) {
      return page(parameters);
    }
    ObjectNode group = groups.get(id);
    return group == null ? "" : "{\"security_group\": " + group + "}";
  }

  private String group(JsonNode ordered) {
    ObjectNode group = MAPPER.createObjectNode();
    String id = "group-" + groups.size();
    group.put("id", id).put("name", ordered.path("name").asString());
    group.put("description", ordered.path("description").asString());
    group.putArray(RULES);
    for (String version : new String[] {"IPv4", "IPv6"}) {
      ObjectNode rule = MAPPER.createObjectNode().put("direction", "egress");
      add(group, rule.put("ethertype", version));
    }
    groups.put(id, group);
    return "{\"security_group\": " + group + "}";
  }

  private void add(ObjectNode group, ObjectNode rule) {
    made++;
    group.withArray(RULES).add(rule.put("id", "rule-" + made));
  }

  private String rules(JsonNode ordered) {
    for (JsonNode rule : ordered) {
      ObjectNode group = groups.get(rule.path("security_group_id").asString());
      if (group == null) {
        return "";
      }
      add(group, (ObjectNode) rule);
    }
    return "{}";
  }

  private String page(Map<String, String> parameters) {
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode listed = answer.putArray("security_groups");
    String name = parameters.get("name");
    boolean begun = !parameters.containsKey("marker");
    String last = "";
    for (ObjectNode each : groups.values()) {
      if (begun && (name == null || each.path("name").asString().equals(name))) {
        if (listed.size() == CountingNova.PAGE) {
          answer
              .putArray("security_groups_links")
              .addObject()
              .put("rel", "next")
              .put("href", "http://elsewhere/v2.0/security-groups?marker=" + last);
          break;
        }
        listed.add(each);
        last = each.path("id").asString();
      }
      begun |= each.path("id").asString().equals(parameters.get("marker"));
    }
    return answer.toString();
  }
}

package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.Pages.encoded;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.property;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.wrapped;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Security groups of Neutron. */
final class NeutronFirewall implements Firewall {
  private static final String NETWORK = "network";
  private static final String GROUPS = "/v2.0/security-groups";
  private static final String RULES = "/v2.0/security-group-rules";
  private static final String PORTS = "/v2.0/ports";

  private final Session session;
  private final Pages pages;
  private final NeutronQuotas quotas;

  NeutronFirewall(Session session) {
    this.session = session;
    this.pages = new Pages(session);
    this.quotas = new NeutronQuotas(session);
  }

  @Override
  public List<Group> groups() throws CloudException, InterruptedException {
    return groups(GROUPS);
  }

  @Override
  public List<Group> groupsNamed(String name) throws CloudException, InterruptedException {
    return groups(GROUPS + "?name=" + encoded(name));
  }

  private List<Group> groups(String path) throws CloudException, InterruptedException {
    return pages.all(NETWORK, path, "security_groups", "security_groups_links").stream()
        .map(RuleMapping::group)
        .toList();
  }

  @Override
  public Optional<Group> group(String id) throws CloudException, InterruptedException {
    try {
      JsonObject answer = session.get(NETWORK, GROUPS + "/" + encoded(id));
      return Optional.of(RuleMapping.group(answer.getAsJsonObject("security_group")));
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Group createGroup(String name, String description, @Nullable String network)
      throws CloudException, InterruptedException {
    JsonElement answer = session.change("POST", NETWORK, GROUPS, described(name, description));
    return RuleMapping.group(answer.getAsJsonObject().getAsJsonObject("security_group"));
  }

  @Override
  public void describeGroup(String id, String name, String description)
      throws CloudException, InterruptedException {
    session.change("PUT", NETWORK, GROUPS + "/" + encoded(id), described(name, description));
  }

  private static JsonObject described(String name, String description) {
    JsonObject group = property("name", name);
    group.addProperty("description", description);
    return wrapped("security_group", group);
  }

  @Override
  public void deleteGroup(String id) throws CloudException, InterruptedException {
    delete(GROUPS + "/" + encoded(id));
  }

  @Override
  public void addRules(String groupId, List<Rule> rules)
      throws CloudException, InterruptedException {
    JsonArray all = new JsonArray();
    rules.forEach(rule -> all.add(RuleMapping.json(groupId, rule)));
    session.change("POST", NETWORK, RULES, wrapped("security_group_rules", all));
  }

  @Override
  public void removeRules(String groupId, Map<String, Rule> rules)
      throws CloudException, InterruptedException {
    for (String id : rules.keySet()) {
      delete(RULES + "/" + encoded(id));
    }
  }

  private void delete(String path) throws CloudException, InterruptedException {
    try {
      session.change("DELETE", NETWORK, path, null);
    } catch (CloudException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public List<String> users(String groupId) throws CloudException, InterruptedException {
    List<String> users = new ArrayList<>();
    String path = PORTS + "?security_groups=" + encoded(groupId);
    for (JsonObject port : pages.all(NETWORK, path, "ports", "ports_links")) {
      users.add(user(text(port, "id"), text(port, "device_owner"), text(port, "device_id")));
    }
    return users;
  }

  private String user(String port, String owner, String device) throws InterruptedException {
    if (owner.startsWith("compute:")) {
      return "server " + name(device) + " (port " + port + ")";
    }
    return "port " + port + (owner.isEmpty() ? "" : " (" + owner + " " + device + ")");
  }

  private String name(String server) throws InterruptedException {
    try {
      JsonObject answer = session.get("compute", "/servers/" + encoded(server));
      return text(answer.getAsJsonObject("server"), "name");
    } catch (CloudException gone) {
      return server;
    }
  }

  @Override
  public Optional<Quota> groupQuota() throws CloudException, InterruptedException {
    return quotas.of("security_group");
  }
}

package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.Pages.encoded;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.object;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.property;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.wrapped;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Abilities;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Servers of Nova, images of Glance, networks and security groups of Neutron, volumes of Cinder.
 */
public final class NovaCloud implements Cloud {
  private static final String COMPUTE = "compute";
  private static final String IMAGE = "image";
  private static final String NETWORK = "network";

  private final Session session;
  private final Pages pages;
  private final Firewall firewall;
  private final Volumes volumes;
  private final Networking networking;
  private final FloatingAddresses addresses;

  /** Connects with the first call. */
  public NovaCloud(Access access) {
    this.session = new Session(access);
    this.pages = new Pages(session);
    this.firewall = new NeutronFirewall(session);
    this.volumes = new CinderVolumes(session);
    this.networking = new NeutronNetworking(session);
    this.addresses = new NeutronAddresses(session);
  }

  @Override
  public Abilities abilities() {
    return Abilities.all("openstack-nova");
  }

  @Override
  public List<Server> servers() throws CloudException, InterruptedException {
    return servers("/servers/detail");
  }

  @Override
  public List<Server> serversNamed(String name) throws CloudException, InterruptedException {
    // Nova takes the name for a pattern, in the words of its database.
    String pattern = name.replaceAll("[^A-Za-z0-9_-]", ".");
    return servers("/servers/detail?name=" + encoded("^" + pattern + "$")).stream()
        .filter(server -> server.name().equals(name))
        .toList();
  }

  private List<Server> servers(String path) throws CloudException, InterruptedException {
    return pages.all(COMPUTE, path, "servers", "servers_links").stream()
        .map(ServerMapping::server)
        .toList();
  }

  @Override
  public Optional<Server> server(String id) throws CloudException, InterruptedException {
    try {
      JsonObject answer = session.get(COMPUTE, "/servers/" + encoded(id));
      return Optional.of(ServerMapping.server(answer.getAsJsonObject("server")));
    } catch (CloudException e) {
      return missing(e);
    }
  }

  private static <T> Optional<T> missing(CloudException e) throws CloudException {
    if (e.kind() == Kind.NOT_FOUND) {
      return Optional.empty();
    }
    throw e;
  }

  @Override
  public String createServer(ServerTemplate template) throws CloudException, InterruptedException {
    JsonElement answer =
        session.change("POST", COMPUTE, "/servers", ServerMapping.request(template));
    return text(answer.getAsJsonObject().getAsJsonObject("server"), "id");
  }

  @Override
  public void deleteServer(String id) throws CloudException, InterruptedException {
    delete("/servers/" + encoded(id));
  }

  private void delete(String path) throws CloudException, InterruptedException {
    try {
      session.change("DELETE", COMPUTE, path, null);
    } catch (CloudException e) {
      missing(e);
    }
  }

  @Override
  public void rename(String id, String name) throws CloudException, InterruptedException {
    session.change(
        "PUT", COMPUTE, "/servers/" + encoded(id), wrapped("server", property("name", name)));
  }

  @Override
  public void setMetadata(String id, Map<String, String> metadata)
      throws CloudException, InterruptedException {
    session.change(
        "PUT",
        COMPUTE,
        "/servers/" + encoded(id) + "/metadata",
        wrapped("metadata", object(metadata)));
  }

  @Override
  public void addSecurityGroup(String id, String group)
      throws CloudException, InterruptedException {
    act(id, "addSecurityGroup", property("name", group));
  }

  @Override
  public void removeSecurityGroup(String id, String group)
      throws CloudException, InterruptedException {
    act(id, "removeSecurityGroup", property("name", group));
  }

  @Override
  public void resize(String id, String sizeId) throws CloudException, InterruptedException {
    act(id, "resize", property("flavorRef", sizeId));
  }

  @Override
  public void confirmResize(String id) throws CloudException, InterruptedException {
    act(id, "confirmResize", JsonNull.INSTANCE);
  }

  @Override
  public void start(String id) throws CloudException, InterruptedException {
    act(id, "os-start", JsonNull.INSTANCE);
  }

  @Override
  public void stop(String id) throws CloudException, InterruptedException {
    act(id, "os-stop", JsonNull.INSTANCE);
  }

  private void act(String id, String action, JsonElement argument)
      throws CloudException, InterruptedException {
    session.change(
        "POST", COMPUTE, "/servers/" + encoded(id) + "/action", wrapped(action, argument));
  }

  @Override
  public List<Image> images(String wanted) throws CloudException, InterruptedException {
    List<Image> images = new ArrayList<>();
    String path = "/v2/images";
    String query = "?limit=1000";
    while (query != null) {
      JsonObject page = session.get(IMAGE, path + query);
      for (JsonElement each : page.getAsJsonArray("images")) {
        JsonObject image = each.getAsJsonObject();
        images.add(
            new Image(
                text(image, "id"),
                text(image, "name"),
                text(image, "status"),
                text(image, "created_at")));
      }
      query = page.has("next") ? Pages.query(text(page, "next")) : null;
    }
    return images;
  }

  @Override
  public List<Size> sizes() throws CloudException, InterruptedException {
    return pages.all(COMPUTE, "/flavors/detail", "flavors", "flavors_links").stream()
        .map(
            each ->
                new Size(
                    text(each, "id"),
                    text(each, "name"),
                    each.get("vcpus").getAsInt(),
                    each.get("ram").getAsInt(),
                    each.get("disk").getAsInt(),
                    true))
        .toList();
  }

  @Override
  public List<Network> networks() throws CloudException, InterruptedException {
    return pages.all(NETWORK, "/v2.0/networks", "networks", "networks_links").stream()
        .map(each -> new Network(text(each, "id"), text(each, "name"), text(each, "status")))
        .toList();
  }

  @Override
  public List<List<String>> networkNames(Server server)
      throws CloudException, InterruptedException {
    return ServerNetworks.names(server, addresses.portsOf(server.id()), networks());
  }

  @Override
  public List<String> securityGroups() throws CloudException, InterruptedException {
    return pages
        .all(NETWORK, "/v2.0/security-groups", "security_groups", "security_groups_links")
        .stream()
        .map(each -> text(each, "name"))
        .distinct()
        .toList();
  }

  @Override
  public Optional<Firewall> firewall() {
    return Optional.of(firewall);
  }

  @Override
  public Optional<Volumes> volumes() {
    return Optional.of(volumes);
  }

  @Override
  public Optional<Networking> networking() {
    return Optional.of(networking);
  }

  @Override
  public Optional<FloatingAddresses> floatingAddresses() {
    return Optional.of(addresses);
  }

  @Override
  public Optional<Quota> quota() throws CloudException, InterruptedException {
    JsonObject limits =
        session.get(COMPUTE, "/limits").getAsJsonObject("limits").getAsJsonObject("absolute");
    JsonElement most = limits.get("maxTotalInstances");
    if (most == null || most.getAsInt() < 0) {
      return Optional.empty();
    }
    JsonElement used = limits.get("totalInstancesUsed");
    return Optional.of(new Quota(most.getAsInt(), used == null ? 0 : used.getAsInt()));
  }

  @Override
  public List<KeyPair> keyPairs() throws CloudException, InterruptedException {
    return pages.all(COMPUTE, "/os-keypairs", "keypairs", "keypairs_links").stream()
        .map(each -> each.getAsJsonObject("keypair"))
        .map(
            each ->
                new KeyPair(
                    text(each, "name"), text(each, "public_key"), text(each, "fingerprint")))
        .toList();
  }

  @Override
  public void addKeyPair(String name, String publicKey)
      throws CloudException, InterruptedException {
    JsonObject pair = property("name", name);
    pair.addProperty("public_key", publicKey);
    session.change("POST", COMPUTE, "/os-keypairs", wrapped("keypair", pair));
  }

  @Override
  public void deleteKeyPair(String name) throws CloudException, InterruptedException {
    delete("/os-keypairs/" + encoded(name));
  }

  @Override
  public void close() {
    session.close();
  }
}

package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.Pages.encoded;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.property;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.wrapped;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import java.util.List;
import java.util.Optional;

/** Floating addresses of Neutron. */
final class NeutronAddresses implements FloatingAddresses {
  private static final String NETWORK = "network";
  private static final String ADDRESSES = "/v2.0/floatingips";
  private static final String ADDRESS = "floatingip";
  private static final String PORT = "port_id";

  private final Session session;
  private final Pages pages;

  NeutronAddresses(Session session) {
    this.session = session;
    this.pages = new Pages(session);
  }

  @Override
  public List<Floating> addresses() throws CloudException, InterruptedException {
    return list("");
  }

  private List<Floating> list(String query) throws CloudException, InterruptedException {
    return pages.all(NETWORK, ADDRESSES + query, "floatingips", "floatingips_links").stream()
        .map(NeutronAddresses::floating)
        .toList();
  }

  private static Floating floating(JsonObject json) {
    JsonElement port = json.get("port_details");
    return new Floating(
        text(json, "id"),
        text(json, "floating_ip_address"),
        text(json, "floating_network_id"),
        text(json, "description"),
        text(json, PORT),
        text(json, "fixed_ip_address"),
        port instanceof JsonObject details ? text(details, "device_id") : "");
  }

  @Override
  public Optional<Floating> address(String id) throws CloudException, InterruptedException {
    try {
      JsonObject answer = session.get(NETWORK, ADDRESSES + "/" + encoded(id));
      return Optional.of(floating(answer.getAsJsonObject(ADDRESS)));
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<Floating> described(String description) throws CloudException, InterruptedException {
    return list("?description=" + encoded(description));
  }

  @Override
  public Floating take(String networkId, String description)
      throws CloudException, InterruptedException {
    return taken(wanted(networkId, description));
  }

  @Override
  public Floating takeFor(String portId, String networkId, String description)
      throws CloudException, InterruptedException {
    JsonObject wanted = wanted(networkId, description);
    wanted.addProperty(PORT, portId);
    return taken(wanted);
  }

  private static JsonObject wanted(String networkId, String description) {
    JsonObject wanted = property("floating_network_id", networkId);
    wanted.addProperty("description", description);
    return wanted;
  }

  private Floating taken(JsonObject wanted) throws CloudException, InterruptedException {
    JsonElement answer = session.change("POST", NETWORK, ADDRESSES, wrapped(ADDRESS, wanted));
    return floating(answer.getAsJsonObject().getAsJsonObject(ADDRESS));
  }

  @Override
  public void describe(String id, String description) throws CloudException, InterruptedException {
    update(id, property("description", description));
  }

  @Override
  public void associate(String id, String portId) throws CloudException, InterruptedException {
    update(id, property(PORT, portId));
  }

  @Override
  public void dissociate(String id) throws CloudException, InterruptedException {
    update(id, wrapped(PORT, JsonNull.INSTANCE));
  }

  private void update(String id, JsonObject change) throws CloudException, InterruptedException {
    session.change("PUT", NETWORK, ADDRESSES + "/" + encoded(id), wrapped(ADDRESS, change));
  }

  @Override
  public void release(String id) throws CloudException, InterruptedException {
    try {
      session.change("DELETE", NETWORK, ADDRESSES + "/" + encoded(id), null);
    } catch (CloudException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public List<Port> portsOf(String serverId) throws CloudException, InterruptedException {
    String path = "/v2.0/ports?device_id=" + encoded(serverId);
    return pages.all(NETWORK, path, "ports", "ports_links").stream()
        .map(NetworkMapping::port)
        .toList();
  }
}

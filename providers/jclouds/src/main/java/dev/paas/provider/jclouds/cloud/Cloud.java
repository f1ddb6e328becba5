package dev.paas.provider.jclouds.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cloud, as one account uses it. Every method may be called by several threads; one whose thread
 * is interrupted ends soon, but a change that was sent is waited for a little, so that its outcome
 * is known.
 */
public interface Cloud extends AutoCloseable {

  /** What it can do; asks nobody. */
  Abilities abilities();

  /** All servers of the account, with as few calls as the API allows. */
  List<Server> servers() throws CloudException, InterruptedException;

  /** The servers that are called {@code name}, which several may be. */
  List<Server> serversNamed(String name) throws CloudException, InterruptedException;

  /** A server by its id. */
  Optional<Server> server(String id) throws CloudException, InterruptedException;

  /** Asks for a server and returns its id; the server is still to be built then. */
  String createServer(ServerTemplate template) throws CloudException, InterruptedException;

  /** Asks for the end of a server; that it is gone already is success. */
  void deleteServer(String id) throws CloudException, InterruptedException;

  void rename(String id, String name) throws CloudException, InterruptedException;

  /** Puts {@code metadata} on a server in the place of all that it has. */
  void setMetadata(String id, Map<String, String> metadata)
      throws CloudException, InterruptedException;

  void addSecurityGroup(String id, String group) throws CloudException, InterruptedException;

  void removeSecurityGroup(String id, String group) throws CloudException, InterruptedException;

  /**
   * Begins to give a server another size; when that is done it may wait to be confirmed, or be
   * stopped.
   */
  void resize(String id, String sizeId) throws CloudException, InterruptedException;

  void confirmResize(String id) throws CloudException, InterruptedException;

  void start(String id) throws CloudException, InterruptedException;

  void stop(String id) throws CloudException, InterruptedException;

  /**
   * Images that the account may use, among them all that {@code wanted} may mean: an id, a name, or
   * a pattern with {@code *} for any characters.
   */
  List<Image> images(String wanted) throws CloudException, InterruptedException;

  List<Size> sizes() throws CloudException, InterruptedException;

  List<Network> networks() throws CloudException, InterruptedException;

  /**
   * What each of the networks that a server is in may be called, its usual name first, in their
   * order; empty where networks cannot be chosen.
   */
  default List<List<String>> networkNames(Server server)
      throws CloudException, InterruptedException {
    return List.of();
  }

  /** The names of the security groups. */
  List<String> securityGroups() throws CloudException, InterruptedException;

  /** Security groups of one's own; empty where the API, or we by way of it, cannot make any. */
  default Optional<Firewall> firewall() {
    return Optional.empty();
  }

  /** Volumes; empty where the API, or we by way of it, have none. */
  default Optional<Volumes> volumes() {
    return Optional.empty();
  }

  /** Networks of one's own; empty where the API, or we by way of it, cannot make any. */
  default Optional<Networking> networking() {
    return Optional.empty();
  }

  /** Public addresses that can be taken; empty where there are none by way of the API. */
  default Optional<FloatingAddresses> floatingAddresses() {
    return Optional.empty();
  }

  /** How many more servers the account may have; empty when nothing limits it. */
  Optional<Quota> quota() throws CloudException, InterruptedException;

  List<KeyPair> keyPairs() throws CloudException, InterruptedException;

  /** Makes a public key known, under a name that nothing else has. */
  void addKeyPair(String name, String publicKey) throws CloudException, InterruptedException;

  /** Forgets a public key; that it is gone already is success. */
  void deleteKeyPair(String name) throws CloudException, InterruptedException;

  /** Frees connections and threads; may be called again. */
  @Override
  void close();

  /**
   * An image.
   *
   * @param created when it was made, as a text that sorts by time
   */
  record Image(String id, String name, String status, String created) {}

  /**
   * How large a server is.
   *
   * @param ordinary whether it may be taken only because it is large enough
   */
  record Size(String id, String name, int cpus, int memoryMb, int diskGb, boolean ordinary) {}

  /**
   * A network that servers can be attached to.
   *
   * @param around the id and the name of the larger network that it is a part of; empty for none
   */
  record Network(String id, String name, String status, Set<String> around) {
    public Network {
      around = Set.copyOf(around);
    }

    /** A network that is no part of another. */
    public Network(String id, String name, String status) {
      this(id, name, status, Set.of());
    }
  }

  /** A public key that the cloud knows. */
  record KeyPair(String name, String publicKey, String fingerprint) {}

  /** How many servers there may be, and are. */
  record Quota(int servers, int used) {}

  /**
   * A server that is to be made.
   *
   * @param key of two orders with the same one only one is carried out, where an API can do that
   * @param zone where; {@code null} leaves it to the cloud
   * @param networkIds the networks; empty for the only one that there is
   * @param securityGroups their names; empty for the default one
   * @param keyPair whose public key may log in
   * @param userData what it is told when it boots first
   */
  record ServerTemplate(
      String key,
      String name,
      String imageId,
      String sizeId,
      @Nullable String zone,
      List<String> networkIds,
      List<String> securityGroups,
      @Nullable String keyPair,
      @Nullable String userData,
      Map<String, String> metadata) {

    public ServerTemplate {
      networkIds = List.copyOf(networkIds);
      securityGroups = List.copyOf(securityGroups);
      metadata = Map.copyOf(metadata);
    }

    /** Nothing of what it is told. */
    @Override
    public String toString() {
      return "server " + name;
    }
  }
}

package dev.paas.provider.jclouds.cloud;

import dev.paas.provider.jclouds.cloud.Networking.Port;
import java.util.List;
import java.util.Optional;

/**
 * Public addresses that are taken, and put before what is in a network of one's own. As safe for
 * threads as {@link Cloud} is.
 */
public interface FloatingAddresses {

  /** All of the account, with as few calls as the API allows. */
  List<Floating> addresses() throws CloudException, InterruptedException;

  /** An address by its id. */
  Optional<Floating> address(String id) throws CloudException, InterruptedException;

  /** Those with exactly that description. */
  List<Floating> described(String description) throws CloudException, InterruptedException;

  /** Takes an address of an external network, for nothing yet. */
  Floating take(String networkId, String description) throws CloudException, InterruptedException;

  /**
   * Takes an address of an external network for a port; for one that cannot have it none is. When
   * nobody knows whether it could be put before the port, it may be there all the same.
   */
  Floating takeFor(String portId, String networkId, String description)
      throws CloudException, InterruptedException;

  void describe(String id, String description) throws CloudException, InterruptedException;

  /** Puts an address before a port. */
  void associate(String id, String portId) throws CloudException, InterruptedException;

  /** Takes an address away from what it is put before. */
  void dissociate(String id) throws CloudException, InterruptedException;

  /** Gives an address back, whatever it is put before; that it is gone already is success. */
  void release(String id) throws CloudException, InterruptedException;

  /** The ports of a server. */
  List<Port> portsOf(String serverId) throws CloudException, InterruptedException;

  /**
   * A public address.
   *
   * @param networkId the external network that it is of
   * @param portId what it is put before; empty for nothing
   * @param inside the address of what it is put before; empty likewise
   * @param serverId the server, or other thing, that has the port; empty when it is not told
   */
  record Floating(
      String id,
      String ip,
      String networkId,
      String description,
      String portId,
      String inside,
      String serverId) {
    public boolean isFree() {
      return portId.isEmpty();
    }
  }
}

package dev.paas.provider.jclouds.cloud;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server as the cloud has it.
 *
 * @param status what it does, in the cloud's word
 * @param phase whether it is on its way, there, or broken
 * @param running whether it is switched on
 * @param imageId what it was made from; empty when the cloud does not tell
 * @param zone its availability zone; empty when it has none
 * @param keyPair the name of its key pair; empty when it has none
 * @param volumeIds the volumes that it has; one that it boots from need not be among them
 * @param fault why it is broken, in the cloud's words; {@code null} when it does not say
 */
public record Server(
    String id,
    String name,
    String status,
    Phase phase,
    boolean running,
    String imageId,
    String sizeId,
    String zone,
    String keyPair,
    Map<String, String> metadata,
    List<Address> addresses,
    Set<String> securityGroups,
    Set<String> volumeIds,
    @Nullable String fault) {

  public Server {
    metadata = Map.copyOf(metadata);
    addresses = List.copyOf(addresses);
    securityGroups = Set.copyOf(securityGroups);
    volumeIds = Set.copyOf(volumeIds);
  }

  /** How far a server is. */
  public enum Phase {
    /** Something is being done with it. */
    CHANGING,
    /** It has another size, which is to be confirmed. */
    RESIZED,
    /** It is as it will stay. */
    SETTLED,
    /** It is broken. */
    BROKEN,
    /** It is no more. */
    GONE
  }

  /**
   * One of its addresses, in the network of that name.
   *
   * @param isFloating whether it was put before the server, and can be taken away from it
   */
  public record Address(String ip, String network, boolean isPublic, boolean isFloating) {
    /** An address that a server keeps. */
    public Address(String ip, String network, boolean isPublic) {
      this(ip, network, isPublic, false);
    }
  }

  /** The same server, with other addresses. */
  public Server at(List<Address> others) {
    return new Server(
        id,
        name,
        status,
        phase,
        running,
        imageId,
        sizeId,
        zone,
        keyPair,
        metadata,
        others,
        securityGroups,
        volumeIds,
        fault);
  }

  /** The same server, as far as {@code other}. */
  public Server in(Phase other) {
    return new Server(
        id,
        name,
        status,
        other,
        running,
        imageId,
        sizeId,
        zone,
        keyPair,
        metadata,
        addresses,
        securityGroups,
        volumeIds,
        fault);
  }
}

package dev.paas.provider.jclouds.cloud;

/**
 * What networks can be by way of an API. What they cannot is refused when it is planned.
 *
 * @param routers whether they can be attached to a router that is there
 * @param gateways whether where what is for others goes can be chosen; else it is always the first
 *     address
 * @param dhcp whether machines can be left without DHCP
 * @param largest how many bits the largest range has in common
 * @param smallest how many bits the smallest range has in common
 * @param servers how many servers of names machines can be told of
 */
public record NetworkAbilities(
    boolean routers, boolean gateways, boolean dhcp, int largest, int smallest, int servers) {

  /** All of it. */
  public static NetworkAbilities all() {
    return new NetworkAbilities(true, true, true, 0, Integer.SIZE, Integer.MAX_VALUE);
  }
}

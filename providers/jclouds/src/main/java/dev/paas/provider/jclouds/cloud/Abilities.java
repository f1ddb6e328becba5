package dev.paas.provider.jclouds.cloud;

/**
 * What can be done by way of an API. What cannot is refused when it is planned, or is a replacement
 * where it would be a change.
 *
 * @param api its name
 * @param rename whether a server can be given another name
 * @param relabel whether its labels can be changed
 * @param resize whether it can be given another size
 * @param regroup whether its security groups are told and can be changed
 * @param userData whether it can be told something when it boots first
 * @param keyPairs whether the cloud keeps public keys
 * @param networks whether networks can be chosen
 */
public record Abilities(
    String api,
    boolean rename,
    boolean relabel,
    boolean resize,
    boolean regroup,
    boolean userData,
    boolean keyPairs,
    boolean networks) {

  /** All of it. */
  public static Abilities all(String api) {
    return new Abilities(api, true, true, true, true, true, true, true);
  }
}

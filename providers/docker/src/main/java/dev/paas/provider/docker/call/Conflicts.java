package dev.paas.provider.docker.call;

import dev.paas.provider.docker.naming.ResourceAddress;
import dev.paas.spi.provider.ProviderException;

/** Failures that several resource types have in common. */
public final class Conflicts {

  private Conflicts() {}

  /** The name is taken by something that is not the platform's. */
  public static ProviderException.Builder foreign(String kind, String name) {
    return ProviderException.builder("the " + kind + " " + name + " exists already")
        .detail("It is not this platform's, and is left alone.");
  }

  /** The name is taken by something of the platform that state does not know. */
  public static ProviderException.Builder unknownToState(
      String kind, String name, String address, String id) {
    return ProviderException.builder("the " + kind + " " + name + " exists already")
        .detail(
            "It is this platform's, but not what state has here: it was moved away, or state has lost it.")
        .hint(
            "If state has lost it, take it over: paas import " + quoted(address) + " " + id + ".");
  }

  /**
   * Something that was imported and bears none of our labels, which cannot be put on afterwards.
   */
  public static ProviderException.Builder notMadeHere(String kind, String name) {
    return ProviderException.builder("the " + kind + " " + name + " was not made by this platform")
        .detail("It was taken over by an import; paas uses it but does not delete it.")
        .hint(
            "Remove it yourself (docker "
                + kind
                + " rm "
                + name
                + "), or let go of it: lifecycle.keepOnRemove: true.");
  }

  private static String quoted(String address) {
    return ResourceAddress.parse(address).resource().key() == null ? address : "'" + address + "'";
  }
}

package dev.paas.provider.jclouds.naming;

import dev.paas.spi.provider.PlatformIdentity;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metadata by which a platform knows its servers. A server belongs to a resource by {@link
 * #KEY}, not by {@link #ADDRESS}, which it keeps when the resource is moved.
 */
public final class Labels {
  /** What all of ours begin with; the user's may not. */
  public static final String PREFIX = "paas.";

  /** The platform's name. */
  public static final String PLATFORM = "paas.platform";

  /** The environment's name; empty for the default one. */
  public static final String ENVIRONMENT = "paas.environment";

  /** The address that it was made for. */
  public static final String ADDRESS = "paas.address";

  /** The idempotency key of the creation. */
  public static final String KEY = "paas.key";

  /** The name of the security group that is its own firewall; it is there from before that is. */
  public static final String FIREWALL = "paas.firewall";

  /** The number of the apply that made it. */
  public static final String REVISION = "paas.revision";

  private static final int LONGEST = 255;

  private final PlatformIdentity platform;

  public Labels(PlatformIdentity platform) {
    this.platform = platform;
  }

  /** What every server of the platform bears. */
  public Map<String, String> platform() {
    Map<String, String> labels = new TreeMap<>();
    labels.put(PLATFORM, platform.name());
    labels.put(ENVIRONMENT, platform.environment());
    return labels;
  }

  /** What the server of one resource bears. */
  public Map<String, String> resource(String address, String key, long revision) {
    Map<String, String> labels = platform();
    labels.put(ADDRESS, address.length() > LONGEST ? address.substring(0, LONGEST) : address);
    labels.put(KEY, key);
    labels.put(REVISION, Long.toString(revision));
    return labels;
  }

  /** Whether something with these labels was made with {@code key} by this platform. */
  public boolean isOf(String key, Map<String, String> labels) {
    return key.equals(labels.get(KEY)) && !isForeign(labels);
  }

  /** Whether something with these labels is another platform's. */
  public boolean isForeign(Map<String, String> labels) {
    return labels.containsKey(PLATFORM)
        && !(platform.name().equals(labels.get(PLATFORM))
            && platform.environment().equals(labels.getOrDefault(ENVIRONMENT, "")));
  }

  /** Whether something with these labels is this platform's. */
  public boolean isOurs(Map<String, String> labels) {
    return labels.containsKey(PLATFORM) && !isForeign(labels);
  }

  /** The labels that are ours. */
  public static Map<String, String> own(Map<String, String> labels) {
    Map<String, String> own = new TreeMap<>(labels);
    own.keySet().removeIf(name -> !name.startsWith(PREFIX));
    return own;
  }

  /** The labels that are not ours. */
  public static Map<String, String> users(Map<String, String> labels) {
    Map<String, String> users = new TreeMap<>(labels);
    users.keySet().removeIf(name -> name.startsWith(PREFIX));
    return users;
  }
}

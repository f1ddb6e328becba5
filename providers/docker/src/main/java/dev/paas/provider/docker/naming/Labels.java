package dev.paas.provider.docker.naming;

import dev.paas.spi.provider.PlatformIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels by which a platform knows its objects. What does not bear them is never touched.
 *
 * <p>An object belongs to a resource by {@link #KEY}, not by {@link #ADDRESS}: a resource that is
 * moved to another address keeps its objects, whose labels cannot change.
 */
public final class Labels {
  /** What all of ours begin with; the user's may not. */
  public static final String PREFIX = "paas.";

  /** The platform's qualified name. */
  public static final String PLATFORM = "paas.platform";

  /** The environment's name, empty for the default one: {@code shop-prod} may be either's. */
  public static final String ENVIRONMENT = "paas.environment";

  /** The address that it was made for. */
  public static final String ADDRESS = "paas.address";

  /** The number of the apply that made it. */
  public static final String REVISION = "paas.revision";

  /** The idempotency key of the resource's creation. */
  public static final String KEY = "paas.key";

  /** The hash of what a container was made from. */
  public static final String SPEC = "paas.spec";

  /** The number of a service's container, from 1; 0 for that of a release command. */
  public static final String REPLICA = "paas.replica";

  private final PlatformIdentity platform;

  public Labels(PlatformIdentity platform) {
    this.platform = platform;
  }

  /** What every object of the platform bears. */
  public Map<String, String> platform() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(PLATFORM, platform.qualifiedName());
    labels.put(ENVIRONMENT, platform.environment());
    return labels;
  }

  /** What the objects of one resource bear. */
  public Map<String, String> resource(String address, String key, long revision) {
    Map<String, String> labels = platform();
    labels.put(ADDRESS, address);
    labels.put(KEY, key);
    labels.put(REVISION, Long.toString(revision));
    return labels;
  }

  /** Whether an object with these labels is the platform's. */
  public boolean isOurs(Map<String, String> labels) {
    return platform.qualifiedName().equals(labels.get(PLATFORM))
        && platform.environment().equals(labels.getOrDefault(ENVIRONMENT, ""));
  }

  /** Whether an object with these labels is of the resource that was created with {@code key}. */
  public boolean isOf(String key, Map<String, String> labels) {
    return isOurs(labels) && key.equals(labels.get(KEY));
  }

  /** Whether an object with these labels was made for {@code address}, in whatever creation. */
  public boolean isFor(String address, Map<String, String> labels) {
    return isOurs(labels) && address.equals(labels.get(ADDRESS));
  }

  /** The labels that are not ours, sorted. */
  public static Map<String, String> foreign(Map<String, String> labels) {
    Map<String, String> foreign = new TreeMap<>(labels);
    foreign.keySet().removeIf(name -> name.startsWith(PREFIX));
    return foreign;
  }
}

package dev.paas.provider.docker.naming;

import dev.paas.spi.provider.PlatformIdentity;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of a platform's objects on the engine: {@code shop-private}, {@code shop-api-1}, {@code
 * shop-api.eu-1} for an instance with a key, {@code shop-cache..api-1} inside a module.
 *
 * <p>Names in {@code platform.yaml} hold no dots, so different addresses have different names; what
 * an engine does not allow in a name is replaced, and a hash keeps it unique.
 */
public final class ObjectNames {
  private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_-]");
  private static final Pattern REPOSITORY_PART =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*");
  private static final int SUFFIX = 6;

  private final String platform;

  public ObjectNames(PlatformIdentity platform) {
    this.platform = platform.qualifiedName();
  }

  /** The name of a network or volume; what the names of a service's containers begin with. */
  public String base(ResourceAddress address) {
    return platform + "-" + path(address);
  }

  /** The name of a service's container; {@code number} counts from 1. */
  public String container(ResourceAddress address, int number) {
    return base(address) + "-" + number;
  }

  /** The name of a container that is on its way in. It ends in a word, so that it is no other's. */
  public String incoming(ResourceAddress address, int number, String unique) {
    return container(address, number) + "." + unique + "-new";
  }

  /** The name of the container of a release command. */
  public String release(ResourceAddress address, String unique) {
    return base(address) + "." + unique + "-release";
  }

  /** The repository that a resource's images are tagged in: {@code shop/web}. */
  public String repository(ResourceAddress address) {
    return repositoryPart(platform) + "/" + repositoryPart(path(address));
  }

  /** Whether a repository can be one of the platform's. */
  public boolean owns(String repository) {
    return repository.startsWith(repositoryPart(platform) + "/");
  }

  private static String path(ResourceAddress address) {
    StringBuilder path = new StringBuilder();
    address.modules().forEach(module -> path.append(step(module)).append(".."));
    return path.append(step(address.resource())).toString();
  }

  private static String step(ResourceAddress.Step step) {
    String key = step.key();
    return key == null ? part(step.name()) : part(step.name()) + "." + part(key);
  }

  private static String part(String text) {
    String clean = FORBIDDEN.matcher(text).replaceAll("_");
    return clean.equals(text) && !text.isEmpty() ? text : clean + "_" + suffix(text);
  }

  private static String repositoryPart(String text) {
    if (REPOSITORY_PART.matcher(text).matches()) {
      return text;
    }
    String clean =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return (clean.isEmpty() ? "x" : clean) + "-" + suffix(text);
  }

  private static String suffix(String text) {
    return Hash.of(text).substring(0, SUFFIX);
  }
}

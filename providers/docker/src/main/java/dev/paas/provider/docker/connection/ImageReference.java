package dev.paas.provider.docker.connection;

import org.jspecify.annotations.Nullable;

/**
 * The name of an image, taken apart: {@code registry/repository:tag@digest}.
 *
 * @param name registry and repository as they were written
 * @param registry the registry's address; {@code docker.io} when the name has none
 * @param tag {@code null} when there is none
 * @param digest {@code sha256:…}; {@code null} when there is none
 */
public record ImageReference(
    String name, String registry, @Nullable String tag, @Nullable String digest) {
  /** The registry of names that name none. */
  public static final String DOCKER_HUB = "docker.io";

  public static ImageReference parse(String text) {
    int at = text.indexOf('@');
    String digest = at < 0 ? null : text.substring(at + 1);
    String rest = at < 0 ? text : text.substring(0, at);
    int slash = rest.indexOf('/');
    int colon = rest.lastIndexOf(':');
    String tag = colon > rest.lastIndexOf('/') ? rest.substring(colon + 1) : null;
    String name = tag == null ? rest : rest.substring(0, colon);
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
    return new ImageReference(name, named ? first : DOCKER_HUB, tag, digest);
  }

  /** Whether it is the id of an image rather than a name: {@code sha256:…}. */
  public static boolean isId(String text) {
    return text.startsWith("sha256:");
  }

  /** Whether a name with a digest is of the same repository, however short it was written. */
  public boolean isOf(String nameWithDigest) {
    return familiar(parse(nameWithDigest).name()).equals(familiar(name));
  }

  private static String familiar(String name) {
    return name.replaceFirst("^(index\\.)?docker\\.io/", "").replaceFirst("^library/", "");
  }

  /** The name with the digest, or with the tag, {@code latest} when it has neither. */
  public String pullable() {
    if (digest != null) {
      return name + "@" + digest;
    }
    return name + ":" + (tag == null ? "latest" : tag);
  }
}

package dev.paas.provider.docker.service;

import org.jspecify.annotations.Nullable;

/**
 * A file that is put into a container.
 *
 * @param target where it appears, absolute
 * @param content {@code null} where it is not told: of secrets, when only reading
 * @param sensitive whether the content may be seen by nobody; it is no part of any hash then
 */
record PlacedFile(String target, int mode, @Nullable String content, boolean sensitive) {

  /** The folder it is in; {@code /} at the top. */
  String folder() {
    int slash = target.lastIndexOf('/');
    return slash == 0 ? "/" : target.substring(0, slash);
  }

  String name() {
    return target.substring(target.lastIndexOf('/') + 1);
  }

  /** Whether it lies in {@code folder}, however deep. */
  boolean isIn(String folder) {
    return target.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }

  /** Never shows the content. */
  @Override
  public String toString() {
    return target;
  }
}

package dev.paas.provider.docker.image;

import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.ImageView;
import dev.paas.provider.docker.naming.ResourceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tags that keep a resource's images from being pruned, and tell them apart: one with the hash
 * of the context for each version, and one with the resource's key, which is always on the current
 * version. All are in a repository of the resource's own, such as {@code shop/web}.
 */
final class ImageTags {
  private static final String KEY = "key-";
  private static final int HASH_LENGTH = 12;

  private final Scope scope;

  ImageTags(Scope scope) {
    this.scope = scope;
  }

  String repository(String address) {
    return scope.names().repository(ResourceAddress.parse(address));
  }

  String forKey(String address, String key) {
    return repository(address) + ":" + KEY + key;
  }

  String forContext(String address, String contextHash) {
    return repository(address)
        + ":"
        + contextHash.substring(0, Math.min(HASH_LENGTH, contextHash.length()));
  }

  /** The key's tag on an image, {@code null} when it has none. */
  static @Nullable String keyTag(List<String> tags) {
    return tags.stream().filter(tag -> tagOf(tag).startsWith(KEY)).findFirst().orElse(null);
  }

  static boolean isKeyTag(String tag) {
    return tagOf(tag).startsWith(KEY);
  }

  static String tagOf(String name) {
    return name.substring(name.lastIndexOf(':') + 1);
  }

  static String repositoryOf(String name) {
    return name.substring(0, name.lastIndexOf(':'));
  }

  /** Puts a full name such as {@code shop/web:12ab} on an image. */
  void put(String image, String name) throws EngineException, InterruptedException {
    scope.engine().tag(image, repositoryOf(name), tagOf(name));
  }

  /**
   * Takes names away that the current version and the one before do not have.
   *
   * @param current the current version's id
   * @param previous the id of the version before, empty for none
   * @param keep names that stay in any case
   */
  void dropOlder(String repository, String current, String previous, Set<String> keep)
      throws EngineException, InterruptedException {
    for (ImageView image : scope.engine().images()) {
      boolean older = !image.id().equals(previous) && scope.labels().isOurs(image.labels());
      for (String name : image.tags()) {
        if (older && repositoryOf(name).equals(repository) && !keep.contains(name)) {
          drop(name);
        }
      }
    }
  }

  /** Takes a name away, and removes the image with its last one. One that is in use stays. */
  boolean drop(String name) throws EngineException, InterruptedException {
    try {
      scope.engine().removeImage(name);
      return true;
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Drops all that a resource has.
   *
   * @return the names that stay because containers use them
   */
  List<String> dropAll(String address, String ref) throws EngineException, InterruptedException {
    List<ImageView> images = scope.engine().images();
    Set<String> repositories = new TreeSet<>(Set.of(repository(address)));
    for (ImageView image : images) {
      // A resource that was moved has its images where it was created.
      String key = isMeant(image, ref) ? keyTag(image.tags()) : null;
      if (key != null && scope.names().owns(repositoryOf(key))) {
        repositories.add(repositoryOf(key));
      }
    }
    List<String> stay = new ArrayList<>();
    for (ImageView image : images) {
      boolean ours = scope.labels().isOurs(image.labels());
      for (String name : image.tags()) {
        if (repositories.contains(repositoryOf(name)) && (ours || isKeyTag(name)) && !drop(name)) {
          stay.add(name);
        }
      }
    }
    return stay;
  }

  private static boolean isMeant(ImageView image, String ref) {
    return image.id().equals(ref) || image.digests().contains(ref);
  }
}

package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.call.Images;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.Cloud.Image;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What else the things are called that a machine is made of. They are recorded when it is imported,
 * since a plan asks nobody; where its file means by another word what is recorded, that stays.
 */
final class Aliases {
  private static final String IMAGE = "image";
  private static final String IMAGE_ID = "imageId";
  private static final String IMAGE_NAME = "imageName";
  private static final String NETWORKS = "networks";
  private static final String NETWORK_NAMES = "networkNames";
  private static final String SIZE = "size";
  private static final String SIZE_ID = "sizeId";

  private Aliases() {}

  /** The attributes of a machine that is imported, with its networks and all names. */
  static MapValue learned(Cloud cloud, Server server, MapValue imported)
      throws CloudException, InterruptedException {
    MapValue.Builder known = imported.toBuilder();
    List<List<String>> networks = cloud.networkNames(server);
    if (!networks.isEmpty()) {
      known.put(NETWORKS, Value.strings(networks.stream().map(names -> names.get(0)).toList()));
      known.put(NETWORK_NAMES, Value.list(networks.stream().map(Value::strings).toList()));
    }
    if (!server.imageId().isEmpty()) {
      for (Image image : cloud.images(server.imageId())) {
        if (image.id().equals(server.imageId())) {
          known.put(IMAGE_NAME, image.name());
        }
      }
    }
    return known.build();
  }

  /** Forgets what the image is called, as it is another one now. */
  static void forgetImage(MapValue.Builder real) {
    real.put(IMAGE_NAME, Value.nullValue());
  }

  /** What is planned, with what is recorded in the place of what means the same. */
  static MapValue kept(@Nullable MapValue prior, MapValue planned) {
    MapValue before = prior == null ? MapValue.empty() : prior;
    MapValue.Builder kept = planned.toBuilder();
    keep(kept, before, IMAGE_NAME);
    keep(kept, before, NETWORK_NAMES);
    if (VmAttributes.isMissing(before)) {
      return kept.build();
    }
    if (isSameImage(before, planned.getString(IMAGE, ""))) {
      keep(kept, before, IMAGE);
    }
    if (areSameNetworks(before.getList(NETWORK_NAMES), planned.getList(NETWORKS))) {
      keep(kept, before, NETWORKS);
    }
    if (before.has(SIZE)
        && planned.getString(SIZE, "").equals(before.getString(SIZE_ID))
        && !planned.getOrNull(SIZE).equals(before.getOrNull(SIZE))) {
      keepSize(kept, before, planned);
    }
    return kept.build();
  }

  private static void keep(MapValue.Builder kept, MapValue prior, String key) {
    kept.put(key, prior.getOrNull(key));
  }

  /** An id means itself; a name or a pattern the image, if that is recorded by its id only. */
  private static boolean isSameImage(MapValue prior, String wanted) {
    String id = prior.getString(IMAGE_ID, "");
    String name = prior.getString(IMAGE_NAME, "");
    boolean byId = prior.getString(IMAGE, "").equals(id);
    return !id.isEmpty()
        && (wanted.equals(id) || (byId && !name.isEmpty() && Images.fits(wanted, name)));
  }

  private static boolean areSameNetworks(ListValue names, ListValue wanted) {
    int size = names.values().size();
    if (size == 0 || size != wanted.values().size()) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (!(names.values().get(i).unwrapped() instanceof ListValue known)
          || !known.texts().contains(Value.textOf(wanted.values().get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** What changes with the size does not either, unless something else changes it. */
  private static void keepSize(MapValue.Builder kept, MapValue prior, MapValue planned) {
    keep(kept, prior, SIZE);
    keep(kept, prior, SIZE_ID);
    if (planned.getOrNull("running").equals(prior.getOrNull("running"))) {
      keep(kept, prior, "status");
    }
  }
}

package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.naming.Names;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans a volume: names it, and says what only another one can have. Asks nobody. */
final class VolumePlanner {
  /** What clouds say of a volume that never came to be; others may hold their data still. */
  private static final String UNMADE = "error";

  private static final String LOST = "what is on the volume is lost";

  private final Names names;
  private final boolean imaged;

  /**
   * @param imaged whether a volume can be made from an image
   */
  VolumePlanner(Names names, boolean imaged) {
    this.names = names;
    this.imaged = imaged;
  }

  PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    UserLabels.check(proposed.getMap("labels"), ValuePath.of("labels"));
    checkSize(proposed);
    checkSource(request.configuration());
    MapValue planned =
        request.prior() == null && !request.configuration().has("name")
            ? proposed.with("name", Value.of(names.of(request.address())))
            : proposed;
    return new PlannedResource(
        planned, replacements(request.prior(), planned), warnings(request.prior()));
  }

  private static void checkSize(MapValue proposed) throws ProviderException {
    if (!proposed.has(VolumeAttributes.SIZE)) {
      throw ProviderException.builder("a volume of a cloud needs a size")
          .hint("Such as size: 10Gi.")
          .path(ValuePath.of(VolumeAttributes.SIZE))
          .build();
    }
    boolean known = proposed.getOrNull(VolumeAttributes.SIZE).isWhollyKnown();
    if (known && VolumeAttributes.gib(proposed).isEmpty()) {
      throw ProviderException.builder("it is not a whole number of GiB")
          .detail("Clouds make volumes of 1Gi, 2Gi and so on.")
          .path(ValuePath.of(VolumeAttributes.SIZE))
          .build();
    }
  }

  private void checkSource(MapValue configuration) throws ProviderException {
    if (configuration.has("image") && !imaged) {
      throw ProviderException.builder("the cloud makes no volume from an image")
          .hint("Say snapshot: with the id of a snapshot that the image consists of.")
          .path(ValuePath.of("image"))
          .build();
    }
    if (configuration.has("image") && configuration.has("snapshot")) {
      throw ProviderException.builder("a volume is made from an image or from a snapshot")
          .hint("Leave one of them out.")
          .path(ValuePath.of("snapshot"))
          .build();
    }
  }

  private static List<Replacement> replacements(@Nullable MapValue prior, MapValue planned) {
    List<Replacement> replacements = new ArrayList<>();
    if (prior == null) {
      return replacements;
    }
    if (prior.getString(VolumeAttributes.STATUS, "").equals(UNMADE)) {
      replacements.add(
          new Replacement(ValuePath.of(VolumeAttributes.STATUS), "the cloud could not make it"));
    }
    int there = VolumeAttributes.gib(prior).orElse(0);
    if (VolumeAttributes.gib(planned).orElse(there) < there) {
      replacements.add(
          new Replacement(
              ValuePath.of(VolumeAttributes.SIZE), "a volume cannot become smaller; " + LOST));
    }
    for (String key : List.of("volumeType", "zone")) {
      if (!planned.getOrNull(key).equals(prior.getOrNull(key))) {
        replacements.add(new Replacement(ValuePath.of(key), LOST));
      }
    }
    for (String key : List.of("image", "snapshot")) {
      // What it was made from need not be said any longer: often it is gone by then.
      if (planned.has(key) && !planned.getOrNull(key).equals(prior.getOrNull(key))) {
        replacements.add(new Replacement(ValuePath.of(key), "it is made from that anew; " + LOST));
      }
    }
    return replacements;
  }

  /** What is on it may be there still, so nobody makes it anew unasked. */
  private static List<String> warnings(@Nullable MapValue prior) {
    if (prior == null || !VolumeAttributes.isBroken(prior)) {
      return List.of();
    }
    String status = prior.getString(VolumeAttributes.STATUS, "");
    return status.equals(UNMADE)
        ? List.of()
        : List.of(
            "The volume is in "
                + status
                + ", says the cloud. Nothing is done about it, as its data may still be there;"
                + " --replace makes it anew, empty.");
  }
}

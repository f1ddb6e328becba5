package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Bytes;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.OptionalInt;

/** A volume's attributes as they are: the recorded ones where reality agrees with them. */
final class VolumeAttributes {
  static final String SIZE = "size";
  static final String STATUS = "status";

  /** What a volume says that is there and not broken, whether somebody has it or not. */
  private static final String GOOD = "available";

  private static final long GIBI = 1024L * 1024 * 1024;

  private VolumeAttributes() {}

  /** The recorded id. */
  static String id(MapValue attributes) {
    return attributes.getString("id", "");
  }

  /** How many GiB are meant; empty when it is not known, or not a whole number of them. */
  static OptionalInt gib(MapValue attributes) {
    Value size = attributes.getOrNull(SIZE);
    long bytes = size.isWhollyKnown() ? Bytes.of(size) : 0;
    return bytes > 0 && bytes % GIBI == 0
        ? OptionalInt.of((int) Math.min(bytes / GIBI, Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  /** Whether the volume was broken when it was looked at. */
  static boolean isBroken(MapValue attributes) {
    return !attributes.getString(STATUS, GOOD).equals(GOOD);
  }

  static ObservedResource observed(MapValue recorded, Volume volume) {
    MapValue.Builder real = recorded.toBuilder();
    for (Map.Entry<String, Value> each : recorded.entries().entrySet()) {
      if (!each.getValue().isWhollyKnown()) {
        real.put(each.getKey(), Value.nullValue());
      }
    }
    if (gib(recorded).orElse(0) != volume.gib()) {
      real.put(SIZE, volume.gib() + "Gi");
    }
    if (!recorded.has(SIZE)) {
      text(real, recorded, "image", volume.imageId());
      text(real, recorded, "snapshot", volume.snapshotId());
    }
    text(real, recorded, "name", volume.name());
    text(real, recorded, "volumeType", volume.type());
    text(real, recorded, "zone", volume.zone());
    Map<String, String> users = Labels.users(volume.metadata());
    boolean known = recorded.getOrNull("labels").isWhollyKnown();
    if (!known || !users.equals(UserLabels.texts(recorded.getMap("labels")))) {
      real.put("labels", Value.stringMap(users));
    }
    real.put("id", volume.id());
    real.put(STATUS, volume.phase() == Phase.BROKEN ? volume.status() : GOOD);
    return new ObservedResource(volume.id(), real.build());
  }

  private static void text(MapValue.Builder real, MapValue recorded, String key, String text) {
    if (!text.equals(recorded.getString(key, ""))) {
      real.put(key, text.isEmpty() ? Value.nullValue() : Value.of(text));
    } else if (text.isEmpty()) {
      real.put(key, Value.nullValue());
    }
  }
}

package dev.paas.provider.jclouds.volume;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a machine's {@code volumes} say, as far as it is known. */
record WantedVolumes(List<Entry> entries) {
  static final String VOLUMES = "volumes";
  static final ValuePath PATH = ValuePath.of(VOLUMES);

  WantedVolumes {
    entries = List.copyOf(entries);
  }

  /**
   * One of them.
   *
   * @param index its place in the list
   * @param id the volume's
   * @param device what it is in the machine; {@code null} leaves it to the cloud
   */
  record Entry(int index, String id, @Nullable String device) {
    ValuePath path() {
      return PATH.child(index);
    }
  }

  static WantedVolumes of(MapValue attributes) {
    List<Value> values = attributes.getList(VOLUMES).values();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String id = id(values.get(i));
      if (id != null && values.get(i).unwrapped() instanceof MapValue entry) {
        entries.add(new Entry(i, id, entry.getString("device")));
      }
    }
    return new WantedVolumes(entries);
  }

  /** The id of the volume that an entry means; {@code null} when it is not known yet. */
  static @Nullable String id(Value entry) {
    if (!(entry.unwrapped() instanceof MapValue map)) {
      return null;
    }
    String filledIn = map.getString("volume");
    return filledIn == null ? map.getString("id") : filledIn;
  }

  boolean has(String id) {
    return entries.stream().anyMatch(entry -> entry.id().equals(id));
  }
}

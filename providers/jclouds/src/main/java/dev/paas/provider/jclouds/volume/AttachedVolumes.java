package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.provider.jclouds.naming.Labels;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The volumes that machines really have, in the words of their {@code volumes}. For one look: it
 * lists the volumes once, and only when a machine has one that is not recorded.
 */
public final class AttachedVolumes {
  private final Optional<Volumes> volumes;
  private final Labels labels;
  private @Nullable Map<String, Volume> listed;

  public AttachedVolumes(Optional<Volumes> volumes, Labels labels) {
    this.volumes = volumes;
    this.labels = labels;
  }

  /** Puts them where they differ; those that others have attached do not count. */
  public void put(MapValue.Builder real, MapValue recorded, Server server)
      throws CloudException, InterruptedException {
    if (volumes.isEmpty()) {
      return;
    }
    List<Value> known = recorded.getList(WantedVolumes.VOLUMES).values();
    List<Value> there = new ArrayList<>();
    TreeSet<String> others = new TreeSet<>(server.volumeIds());
    for (Value entry : known) {
      String id = WantedVolumes.id(entry);
      if (id != null && server.volumeIds().contains(id)) {
        there.add(entry);
        others.remove(id);
      }
    }
    for (String id : others) {
      if (isOurs(volumes.get(), id)) {
        there.add(MapValue.builder().put("id", id).build());
      }
    }
    if (!there.equals(known)) {
      real.put(WantedVolumes.VOLUMES, Value.list(there));
    }
  }

  private boolean isOurs(Volumes all, String id) throws CloudException, InterruptedException {
    if (listed == null) {
      listed = new HashMap<>();
      for (Volume volume : all.volumes()) {
        listed.put(volume.id(), volume);
      }
    }
    Volume volume = listed.get(id);
    return volume != null && labels.isOurs(volume.metadata());
  }
}

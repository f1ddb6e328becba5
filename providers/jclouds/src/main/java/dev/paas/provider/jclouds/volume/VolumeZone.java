package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.provider.jclouds.cloud.Volumes.Zoning;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a machine must be to have its volumes: on some clouds in their zone. */
public final class VolumeZone {
  private VolumeZone() {}

  /**
   * The zone that a machine is ordered in: the one that is said, or that of its volumes when
   * neither a zone nor a network is. Volumes that are not there yet do not count.
   *
   * @param networks the ids of its networks
   * @return {@code null} leaves it to the cloud
   * @throws ProviderException when a volume is elsewhere
   */
  public static @Nullable String of(Cloud cloud, MapValue planned, List<String> networks)
      throws CloudException, InterruptedException, ProviderException {
    String said = planned.getString("zone");
    Optional<Volumes> volumes = cloud.volumes();
    Optional<Zoning> zoning = volumes.flatMap(Volumes::zoning);
    List<WantedVolumes.Entry> entries = WantedVolumes.of(planned).entries();
    if (zoning.isEmpty() || entries.isEmpty()) {
      return said;
    }
    Place place = place(zoning.get(), said, networks);
    for (WantedVolumes.Entry entry : entries) {
      Optional<Volume> volume = volumes.get().volume(entry.id());
      if (volume.isPresent()) {
        if (place == null) {
          place = new Place("the volume " + volume.get().name(), volume.get().zone());
        }
        check(volume.get(), entry, place);
      }
    }
    return place == null || said != null || !networks.isEmpty() ? said : place.zone();
  }

  /** What decides the zone, and the zone. */
  private record Place(String what, String zone) {}

  private static @Nullable Place place(Zoning zoning, @Nullable String said, List<String> networks)
      throws CloudException, InterruptedException {
    if (said != null) {
      return new Place("the machine", said);
    }
    return networks.isEmpty()
        ? null
        : new Place("the machine's network", zoning.zoneOf(networks.get(0)));
  }

  /** Refuses a volume that is elsewhere than a machine which is there. */
  static void check(Volumes volumes, Volume volume, WantedVolumes.Entry entry, String zone)
      throws ProviderException {
    if (volumes.zoning().isPresent()) {
      check(volume, entry, new Place("the machine", zone));
    }
  }

  private static void check(Volume volume, WantedVolumes.Entry entry, Place place)
      throws ProviderException {
    if (!volume.zone().equals(place.zone())) {
      throw ProviderException.builder(
              "the volume " + volume.name() + " is in another zone than " + place.what())
          .detail(
              "It is in "
                  + volume.zone()
                  + ", "
                  + place.what()
                  + " in "
                  + place.zone()
                  + ": a volume can be attached in its zone only.")
          .hint(
              "Say zone: "
                  + place.zone()
                  + " of the volume, which makes it anew, or have the machine and all that it has in "
                  + volume.zone()
                  + ".")
          .path(entry.path())
          .build();
    }
  }
}

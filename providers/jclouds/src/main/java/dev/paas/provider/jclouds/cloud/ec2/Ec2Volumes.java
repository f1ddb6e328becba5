package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Volumes of EC2's block store, EBS. */
final class Ec2Volumes implements Volumes {
  private static final String PAGE = "500";
  private static final String SET = "volumeSet";
  private static final String ID = "VolumeId";
  private static final String ONE = "VolumeId.1";

  /** What EC2 takes for an id; it has no error of its own for others. */
  private static final Pattern IDS = Pattern.compile("vol-([0-9a-f]{8}|[0-9a-f]{17})");

  /** How often an order is tried whose token belongs to a volume that is no more. */
  private static final int ORDERS = 5;

  private final Query query;
  private final Tags tags;
  private final Zones zones;
  private final EbsLimits limits;
  private final Growth growth;
  private final Devices devices;
  private final Ordered<Volume> ordered = new Ordered<>();

  /**
   * @param interval how long to wait before a volume is looked at again
   */
  Ec2Volumes(Query query, Duration interval) {
    this.query = query;
    this.tags = new Tags(query);
    this.zones = new Zones(query);
    this.limits = new EbsLimits(query);
    this.growth = new Growth(query, interval);
    this.devices = new Devices(query);
  }

  @Override
  public List<Volume> volumes() throws CloudException, InterruptedException {
    return volumes(Call.of("DescribeVolumes").with("MaxResults", PAGE));
  }

  /** In a filter {@code *} and {@code ?} mean others, too. */
  @Override
  public List<Volume> volumesNamed(String name) throws CloudException, InterruptedException {
    Call call =
        Call.of("DescribeVolumes")
            .with("MaxResults", PAGE)
            .where("tag:" + InstanceMapping.NAME, List.of(name));
    return volumes(call).stream().filter(volume -> volume.name().equals(name)).toList();
  }

  private List<Volume> volumes(Call call) throws CloudException, InterruptedException {
    return query.all(call, SET).stream()
        .map(EbsMapping::volume)
        .filter(volume -> !volume.status().equals("deleted"))
        .toList();
  }

  @Override
  public Optional<Volume> volume(String id) throws CloudException, InterruptedException {
    if (!IDS.matcher(id).matches()) {
      return Optional.empty();
    }
    try {
      Optional<Volume> found =
          volumes(Call.of("DescribeVolumes").with(ONE, id)).stream().findFirst();
      ordered.forget(id);
      return found;
    } catch (CloudException e) {
      if (Ec2Failures.isMissing(e)) {
        return ordered.notYetTold(id);
      }
      throw e;
    }
  }

  @Override
  public Volume createVolume(VolumeTemplate template) throws CloudException, InterruptedException {
    Tags.check(template.metadata(), "volume");
    String said = template.zone();
    String zone = said == null ? zones.first() : said;
    for (int order = 1; true; order++) {
      String token = order == 1 ? template.key() : template.key() + "-" + order;
      Volume volume = EbsMapping.volume(query.change(EbsMapping.order(template, zone, token)));
      if (volume.phase() != Phase.LEAVING || order == ORDERS) {
        ordered.add(volume.id(), volume);
        return volume;
      }
    }
  }

  @Override
  public void deleteVolume(String id) throws CloudException, InterruptedException {
    ordered.forget(id);
    query.unlessMissing(Call.of("DeleteVolume").with(ID, id));
  }

  @Override
  public void renameVolume(String id, String name) throws CloudException, InterruptedException {
    tags.rename(id, name);
  }

  @Override
  public void setVolumeMetadata(String id, Map<String, String> metadata)
      throws CloudException, InterruptedException {
    Tags.check(metadata, "volume");
    Map<String, String> there = volume(id).map(Volume::metadata).orElse(Map.of());
    tags.replace(id, there, metadata);
  }

  /** Waits until the volume is as large: until then EC2 tells the size that it had. */
  @Override
  public void extend(String id, int gib) throws CloudException, InterruptedException {
    growth.extend(id, gib);
  }

  /** EC2 tells of what has happened to a volume, and mostly of nothing. */
  @Override
  public String fault(String id) throws CloudException, InterruptedException {
    Call call = Call.of("DescribeVolumeStatus").with(ONE, id);
    try {
      return query.look(call).items("volumeStatusSet").stream()
          .flatMap(status -> status.items("eventsSet").stream())
          .map(event -> event.text("description"))
          .collect(Collectors.joining(" "));
    } catch (CloudException e) {
      if (Ec2Failures.isMissing(e) || e.kind() == Kind.FORBIDDEN) {
        return "";
      }
      throw e;
    }
  }

  @Override
  public void attach(String id, String serverId, @Nullable String device)
      throws CloudException, InterruptedException {
    devices.attach(id, serverId, device);
  }

  @Override
  public void detach(String id, String serverId) throws CloudException, InterruptedException {
    try {
      query.unlessMissing(Call.of("DetachVolume").with(ID, id).with("InstanceId", serverId));
    } catch (CloudException e) {
      boolean stays =
          volume(id).filter(volume -> volume.devices().containsKey(serverId)).isPresent();
      if (e.kind() != Kind.CONFLICT || stays) {
        throw e;
      }
    }
  }

  @Override
  public List<String> types() {
    return EbsLimits.TYPES;
  }

  /** It is made from the snapshot that an image has. */
  @Override
  public boolean imaged() {
    return false;
  }

  @Override
  public Optional<Refusal> refusal(
      @Nullable String type, OptionalInt gib, @Nullable String snapshotId)
      throws CloudException, InterruptedException {
    return limits.refusal(type, gib, snapshotId);
  }

  @Override
  public Optional<Zoning> zoning() {
    return Optional.of(this::zoneOf);
  }

  private String zoneOf(String subnet) throws CloudException, InterruptedException {
    return new Subnets(query).one(subnet).text("availabilityZone");
  }

  /** EC2 tells of it in another service. */
  @Override
  public Optional<Quota> volumeQuota() {
    return Optional.empty();
  }

  @Override
  public Optional<Quota> sizeQuota() {
    return Optional.empty();
  }
}

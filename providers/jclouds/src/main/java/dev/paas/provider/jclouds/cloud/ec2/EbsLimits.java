package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Volumes.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What volumes of EC2 cannot be, as far as it is told before they are ordered. */
final class EbsLimits {
  /** EC2 has no list of them to ask for. */
  static final List<String> TYPES = List.of("gp3", "gp2", "st1", "sc1", "standard");

  /** What must be told how many operations a second it shall do. */
  private static final Set<String> PROVISIONED = Set.of("io1", "io2");

  private final Query query;

  EbsLimits(Query query) {
    this.query = query;
  }

  Optional<Refusal> refusal(@Nullable String type, OptionalInt gib, @Nullable String snapshotId)
      throws CloudException, InterruptedException {
    if (type != null && PROVISIONED.contains(type)) {
      return Optional.of(
          new Refusal(
              "volumeType",
              "volumes of the type " + type + " cannot be made",
              "They need a number of operations per second, which cannot be said: take gp3."));
    }
    return snapshotId == null ? Optional.empty() : ofSnapshot(snapshotId, gib);
  }

  private Optional<Refusal> ofSnapshot(String id, OptionalInt gib)
      throws CloudException, InterruptedException {
    Optional<Xml> snapshot = snapshot(id);
    if (snapshot.isEmpty()) {
      return Optional.of(
          new Refusal(
              "snapshot",
              "the cloud has no snapshot " + id,
              "It is said by its id, such as snap-0123456789abcdef0, and must be one of the"
                  + " region."));
    }
    int least = snapshot.get().number("volumeSize");
    return gib.isEmpty() || gib.getAsInt() >= least
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "size",
                "the snapshot " + id + " is of " + least + " GiB, and the volume is smaller",
                "Say size: " + least + "Gi, or more."));
  }

  private Optional<Xml> snapshot(String id) throws CloudException, InterruptedException {
    if (!id.startsWith("snap-")) {
      return Optional.empty();
    }
    try {
      Xml answer = query.look(Call.of("DescribeSnapshots").with("SnapshotId.1", id));
      return answer.items("snapshotSet").stream().findFirst();
    } catch (CloudException e) {
      if (Ec2Failures.isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}

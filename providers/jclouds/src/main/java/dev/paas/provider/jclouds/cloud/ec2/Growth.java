package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes volumes larger. One can be used at its new size as soon as it is no longer modifying. */
final class Growth {
  /** How often a change is looked for that EC2 has begun and does not tell of yet. */
  private static final int LOOKS = 20;

  private final Query query;
  private final Duration interval;

  /**
   * @param interval how long to wait before a volume is looked at again
   */
  Growth(Query query, Duration interval) {
    this.query = query;
    this.interval = interval;
  }

  /** Makes a volume as large, after what an earlier call may have begun; waits until it is. */
  void extend(String id, int gib) throws CloudException, InterruptedException {
    while (last(id).filter(Growth::isUnderWay).isPresent()) {
      pause();
    }
    if (size(id) < gib) {
      query.change(
          Call.of("ModifyVolume").with("VolumeId", id).with("Size", Integer.toString(gib)));
      await(id, gib);
    }
  }

  private void await(String id, int gib) throws CloudException, InterruptedException {
    int unseen = 0;
    while (unseen < LOOKS) {
      Optional<Xml> change = last(id).filter(each -> each.number("targetSize") == gib);
      if (change.isEmpty()) {
        unseen++;
      } else if (change.get().text("modificationState").equals("failed")) {
        String why = change.get().text("statusMessage");
        throw new CloudException(
            Kind.REFUSED, why.isEmpty() ? "it failed, and EC2 does not say why" : why);
      } else if (!isUnderWay(change.get()) && size(id) >= gib) {
        return;
      }
      pause();
    }
  }

  private static boolean isUnderWay(Xml change) {
    return change.text("modificationState").equals("modifying");
  }

  private void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(interval.toMillis());
  }

  /** The last change of a volume; empty when it was never changed. */
  private Optional<Xml> last(String id) throws CloudException, InterruptedException {
    try {
      Xml answer = query.look(Call.of("DescribeVolumesModifications").with("VolumeId.1", id));
      return answer.items("volumeModificationSet").stream().findFirst();
    } catch (CloudException e) {
      if (Ec2Failures.isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private int size(String id) throws CloudException, InterruptedException {
    Xml answer = query.look(Call.of("DescribeVolumes").with("VolumeId.1", id));
    return answer.at("volumeSet", "item").number("size");
  }
}

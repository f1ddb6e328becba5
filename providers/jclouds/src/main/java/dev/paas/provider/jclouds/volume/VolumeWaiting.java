package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Patience;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.spi.provider.CallContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at a volume again and again until it is as it shall be. */
final class VolumeWaiting {
  /** How long it may take that another server lets go of a volume. */
  private static final Duration LETTING_GO = Duration.ofMinutes(1);

  private final Volumes volumes;
  private final CallContext context;
  private final Patience patience;
  private @Nullable Volume last;

  VolumeWaiting(Volumes volumes, Scope scope, CallContext context) {
    this.volumes = volumes;
    this.context = context;
    this.patience = new Patience(scope);
  }

  /** What was seen last; {@code null} when nothing was. */
  @Nullable Volume last() {
    return last;
  }

  /** Waits until nothing is being done with a volume, or it is broken; empty when it is gone. */
  Optional<Volume> untilSettled(String id) throws CloudException, InterruptedException {
    return until(id, volume -> volume.phase() != Phase.CHANGING && volume.phase() != Phase.LEAVING);
  }

  /** Waits until a volume whose end was asked for is gone; as it is when it does not go. */
  Optional<Volume> untilGone(String id) throws CloudException, InterruptedException {
    return until(id, volume -> volume.phase() != Phase.CHANGING && volume.phase() != Phase.LEAVING);
  }

  /** Waits until a server has let go of a volume, or it is broken. */
  Optional<Volume> untilDetached(String id, String serverId)
      throws CloudException, InterruptedException {
    return until(
        id,
        volume ->
            volume.phase() == Phase.BROKEN
                || (volume.phase() != Phase.CHANGING && !volume.devices().containsKey(serverId)));
  }

  /**
   * Waits a little until a volume can be attached to a server, or is, or is broken; else it is as
   * it is.
   */
  Optional<Volume> untilAttachable(String id, String serverId)
      throws CloudException, InterruptedException {
    return until(
        id,
        heldNoLonger(
            volume ->
                volume.phase() == Phase.FREE
                    || (volume.phase() == Phase.ATTACHED
                        && volume.devices().containsKey(serverId))));
  }

  /** Waits a little until nobody has a volume, or it is broken; else it is as it is. */
  Optional<Volume> untilFree(String id) throws CloudException, InterruptedException {
    return until(id, heldNoLonger(volume -> volume.phase() == Phase.FREE));
  }

  private static Predicate<Volume> heldNoLonger(Predicate<Volume> free) {
    long deadline = System.nanoTime() + LETTING_GO.toNanos();
    return volume ->
        free.test(volume)
            || volume.phase() == Phase.BROKEN
            || (volume.phase() == Phase.ATTACHED && System.nanoTime() > deadline);
  }

  private Optional<Volume> until(String id, Predicate<Volume> done)
      throws CloudException, InterruptedException {
    String said = "";
    while (true) {
      Optional<Volume> volume = patience.look(() -> volumes.volume(id));
      if (volume.isEmpty()) {
        return volume;
      }
      last = volume.get();
      if (done.test(volume.get())) {
        return volume;
      }
      if (!said.equals(volume.get().status())) {
        said = volume.get().status();
        context.progress(said);
      }
      patience.pause();
    }
  }
}

package dev.paas.core.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many revisions are kept.
 *
 * @param keep how many at most, the newest, beside the last one that was done; at least 1
 * @param maxAge how long at most after they were begun; {@code null} without end
 */
public record Retention(int keep, @Nullable Duration maxAge) {
  /** What is kept when the platform does not say. */
  public static final Retention DEFAULT = new Retention(50, null);

  /**
   * What is not kept any more when another revision begins. What is under way is kept, and so is
   * the last one that was done.
   *
   * @param revisions all revisions so far, the oldest first
   */
  public List<Revision> outdated(List<Revision> revisions, Instant now) {
    Revision lastDone = null;
    for (Revision each : revisions) {
      lastDone = each.outcome() == Outcome.DONE ? each : lastDone;
    }
    List<Revision> outdated = new ArrayList<>();
    int newer = revisions.size();
    for (Revision each : revisions) {
      boolean tooOld = maxAge != null && each.begun().isBefore(now.minus(maxAge));
      boolean kept = each.equals(lastDone) || each.outcome() == Outcome.RUNNING;
      if (!kept && (tooOld || newer >= keep)) {
        outdated.add(each);
      }
      newer--;
    }
    return outdated;
  }
}

package dev.paas.core.history;

import dev.paas.core.git.WorkTree;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a revision when it begins.
 *
 * @param occasion who does it with which command
 * @param changes what it sets out to do
 * @param origin what it is made from
 */
public record RevisionDraft(Occasion occasion, List<RecordedChange> changes, Origin origin) {

  /**
   * What a revision is made from.
   *
   * @param time the time that expressions were told
   * @param workTree where the platform's folder stands in git; {@code null} outside of a work tree
   * @param configuration the configuration; {@code null} when it has nothing to do with one
   * @param retention how many revisions are kept
   */
  public record Origin(
      Instant time,
      @Nullable WorkTree workTree,
      @Nullable Configuration configuration,
      Retention retention) {}

  public RevisionDraft {
    changes = List.copyOf(changes);
  }

  /** The same of something that sets out to do this. */
  public RevisionDraft of(List<RecordedChange> what) {
    return new RevisionDraft(occasion, what, origin);
  }

  /** How many resources each action is to happen to. */
  public SortedMap<String, Integer> counts() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    changes.forEach(change -> counts.merge(change.action(), 1, Integer::sum));
    return counts;
  }
}

package dev.paas.core.upkeep;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.state.Closure;
import dev.paas.core.state.Closure.Reason;
import dev.paas.core.state.ExclusiveSession;
import dev.paas.core.state.StateEntries;
import dev.paas.core.state.StateRepository;
import dev.paas.spi.state.StateCommit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A state is moved to another backend, or to another place of the same. Every entry is copied,
 * whatever it is, and compared. What is encrypted is encrypted with the key of its new place.
 *
 * <p>Both places are closed meanwhile. At the end the old one is marked as moved before the new one
 * is opened: at no instant can both be changed. Whoever is cut off does it again.
 */
public final class Migration {
  private final StateRepository from;
  private final StateRepository to;
  private final StateEntries.Header header;
  private final int entries;
  private final int resources;

  private Migration(StateRepository from, StateRepository to) {
    this.from = from;
    this.to = to;
    SortedMap<String, byte[]> source = from.entries().read();
    this.header = requirePossible(source);
    this.entries = source.size();
    this.resources = (int) source.keySet().stream().filter(StateEntries::isRecord).count();
  }

  /**
   * Looks whether a state can be moved.
   *
   * @throws DiagnosticException when there is none, there is another one where it shall be, or one
   *     of the two is closed for something else
   */
  public static Migration of(StateRepository from, StateRepository to) {
    return new Migration(from, to);
  }

  /** What the state says of itself. */
  public StateEntries.Header header() {
    return header;
  }

  /** How many entries are copied. */
  public int entries() {
    return entries;
  }

  /** How many of them are of resources that were made. */
  public int resources() {
    return resources;
  }

  private StateEntries.Header requirePossible(SortedMap<String, byte[]> source) {
    if (from.location().equals(to.location())) {
      throw impossible(
          "the state is there already",
          "Change state: in the file first; --from-file names one with the former state:.");
    }
    requireResumable(from, this::resumesFrom);
    requireResumable(to, this::resumesTo);
    StateEntries.Header moving = from.entries().header(source);
    if (moving == null) {
      throw impossible("there is none in " + from.location(), null);
    }
    if (!moving.isKnown() || !moving.platform().equals(from.entries().platform())) {
      throw impossible(
          "the one in " + from.location() + " is of another platform, or of a newer version", null);
    }
    StateEntries.Header there = to.entries().header(to.entries().read());
    boolean own =
        there != null
            && to.closures().current() != null
            && there.lineage().equals(moving.lineage());
    if (there != null && !own) {
      throw impossible(
          "there is one in " + to.location() + " already",
          "Give it another place in state:. What is there can be looked at with paas state list.");
    }
    return moving;
  }

  private static void requireResumable(
      StateRepository state, java.util.function.Predicate<Closure> resumes) {
    Closure closure = state.closures().current();
    if (closure != null && !resumes.test(closure)) {
      throw new DiagnosticException(
          List.of(closure.refusal(state.location(), state.closures().isHeld(closure))));
    }
  }

  /** What was begun may be gone on with, also when the new place alone was not opened yet. */
  private boolean resumesFrom(Closure before) {
    Closure other = to.closures().current();
    boolean unopened =
        other != null
            && other.reason() == Reason.MIGRATION_TO
            && other.other().equals(from.location());
    return before.other().equals(to.location())
        && (before.reason() == Reason.MIGRATION_FROM
            || (before.reason() == Reason.MOVED && unopened));
  }

  /** A state that was moved away may come back. */
  private boolean resumesTo(Closure before) {
    return before.reason() == Reason.MOVED
        || (before.reason() == Reason.MIGRATION_TO && before.other().equals(from.location()));
  }

  private static DiagnosticException impossible(String why, @Nullable String hint) {
    return Diagnostic.error(Problem.STATE_NOT_MOVED, "cannot move the state: " + why)
        .detail("Nothing was changed.")
        .hint(hint)
        .toException();
  }

  /**
   * Moves it.
   *
   * @param holder who asks, for others to see
   * @param patience how long to wait for others to finish
   * @throws DiagnosticException when somebody is at work on it, something of it cannot be read, or
   *     a place cannot be written
   */
  public void carryOut(String holder, Duration patience) throws InterruptedException {
    try (ExclusiveSession source =
            ExclusiveSession.begin(
                from, Reason.MIGRATION_FROM, to.location(), holder, patience, this::resumesFrom);
        ExclusiveSession target =
            ExclusiveSession.begin(
                to, Reason.MIGRATION_TO, from.location(), holder, patience, this::resumesTo)) {
      SortedMap<String, byte[]> moving = from.entries().read();
      target.write(writes(moving, to.entries().read()));
      List<String> differing = to.entries().differing(to.entries().read(), moving, from.entries());
      if (!differing.isEmpty()) {
        throw different(differing);
      }
      source.leaveMoved();
      target.finish(List.of());
    }
  }

  private List<StateCommit.Write> writes(
      SortedMap<String, byte[]> moving, SortedMap<String, byte[]> there) {
    Set<String> differing = new HashSet<>(to.entries().differing(there, moving, from.entries()));
    StateCommit.Builder writes = StateCommit.builder();
    sealed(moving)
        .forEach(
            (key, value) -> {
              if (differing.contains(key)) {
                writes.put(key, value);
              }
            });
    there.keySet().stream().filter(key -> !moving.containsKey(key)).forEach(writes::delete);
    return writes.build().writes();
  }

  private SortedMap<String, byte[]> sealed(SortedMap<String, byte[]> moving) {
    try {
      return to.entries().sealedAnew(moving, from.entries());
    } catch (IllegalArgumentException unreadable) {
      throw impossible(
          "cannot read " + unreadable.getMessage() + " (" + from.location() + ")",
          "Give the key that it was encrypted with. paas state verify tells what is wrong.");
    }
  }

  private DiagnosticException different(List<String> differing) {
    return Diagnostic.error(
            Problem.STATE_NOT_MOVED,
            "what was written to " + to.location() + " is not what is read")
        .detail(
            "Other than written: "
                + differing.get(0)
                + (differing.size() == 1 ? "" : " and " + (differing.size() - 1) + " more")
                + ". The state is still in "
                + from.location()
                + ".")
        .hint("Look whether something else writes there, and run paas state migrate again.")
        .toException();
  }
}

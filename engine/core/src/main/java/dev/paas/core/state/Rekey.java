package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.encryption.Keyring;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything sensitive in a state gets another key. The state can be read meanwhile by whoever has
 * both, and written by nobody. What is cut off is gone on with by doing it again: the first value
 * that gets the new key is the one by which each apply tells whether it has the right one.
 */
public final class Rekey {
  private final StateRepository repository;
  private final Keyring keys;
  private final boolean begun;
  private final SortedMap<String, Integer> before;

  private Rekey(StateRepository repository, boolean begun, SortedMap<String, Integer> before) {
    this.repository = repository;
    this.keys = repository.keys();
    this.begun = begun;
    this.before = before;
  }

  /**
   * What was done.
   *
   * @param id the id of the key that everything is encrypted with now, or {@link Keyring#IN_CLEAR}
   * @param origin where that key is, for messages
   * @param values how many values got it
   */
  public record Outcome(String id, String origin, int values) {}

  /**
   * Looks through a state.
   *
   * @throws DiagnosticException when it cannot be read, or something in it cannot be decrypted with
   *     the keys that are given
   */
  public static Rekey of(StateRepository repository) {
    boolean begun = !repository.load().lineage().isEmpty();
    return new Rekey(repository, begun, read(repository));
  }

  /** Reads everything sensitive; tells how many values are encrypted with which key. */
  private static SortedMap<String, Integer> read(StateRepository repository) {
    Resealing reading = new Resealing(repository.keys());
    for (StateEntry entry : repository.read("").entries()) {
      try {
        reading.read(entry);
      } catch (RecordCodec.Damaged damaged) {
        throw new DiagnosticException(List.of(repository.damaged(entry.key(), damaged)));
      }
    }
    return reading.found();
  }

  /** Whether anything was ever applied: before, there is nothing that has a key. */
  public boolean isBegun() {
    return begun;
  }

  /** How many values are encrypted with which key, by its id or {@link Keyring#IN_CLEAR}. */
  public SortedMap<String, Integer> before() {
    return before;
  }

  /**
   * Does it: encrypts everything with the first of the keys that are given or, where the key is
   * made here, with a new one.
   *
   * @param holder who asks, for others to see
   * @param patience how long to wait for others to finish
   * @throws DiagnosticException when somebody is at work on the state, or it cannot be written
   */
  public Outcome carryOut(String holder, Duration patience) throws InterruptedException {
    if (isDone()) {
      return new Outcome(keys.idForWriting(), keys.origin(), 0);
    }
    try (ExclusiveSession session =
        ExclusiveSession.begin(
            repository,
            Closure.Reason.REKEY,
            "",
            holder,
            patience,
            closure -> closure.reason() == Closure.Reason.REKEY)) {
      String id = keys.beginRenewal();
      Resealing renewing = new Resealing(keys);
      session.write(writes(renewing, id));
      verify(id);
      keys.endRenewal();
      session.finish(List.of());
      int all = renewing.found().values().stream().mapToInt(Integer::intValue).sum();
      return new Outcome(id, keys.origin(), all - renewing.found().getOrDefault(id, 0));
    }
  }

  private boolean isDone() {
    return !keys.isMadeHere()
        && repository.closures().current() == null
        && before.keySet().equals(Set.of(keys.idForWriting()));
  }

  private List<StateCommit.Write> writes(Resealing renewing, String id) {
    List<StateCommit.Write> writes = new ArrayList<>();
    for (StateEntry entry : repository.read("").entries()) {
      try {
        byte[] renewed = renewing.renewed(entry, id);
        if (renewed != null) {
          int at = entry.key().equals(StateKeys.SALT) ? 0 : writes.size();
          writes.addAll(at, StateCommit.builder().put(entry.key(), renewed).build().writes());
        }
      } catch (RecordCodec.Damaged damaged) {
        throw new DiagnosticException(List.of(repository.damaged(entry.key(), damaged)));
      }
    }
    return writes;
  }

  /** Reads everything back. */
  private void verify(String id) {
    for (String found : read(repository).keySet()) {
      if (!found.equals(id)) {
        throw Diagnostic.error(
                Problem.STATE_CONFLICT, "something is still encrypted with the key " + found)
            .detail("Somebody has written to the state meanwhile.")
            .hint("Run paas state rekey again.")
            .toException();
      }
    }
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.PlatformIdentity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an apply would do, as data.
 *
 * @param platform the platform
 * @param stateRevision the revision of the state that it was made from
 * @param destroy whether it destroys the platform
 * @param changes the resources to which something happens, in the order of the file, then those
 *     that have left it
 * @param unchanged how many resources stay as they are
 * @param drift what was changed outside of the platform
 * @param deferred what cannot be planned exactly before the rest is carried out
 * @param outputs the outputs
 * @param steps what is done, and what each step waits for
 * @param moves what moves to another address before anything else is done
 * @param corrections what the state is brought up to date with before anything else is done
 * @param checks what came of the platform's checks, as far as that is known
 * @param policies what the platform's policies say of it; none before it is judged
 * @param warnings what the user should know
 */
public record Plan(
    PlatformIdentity platform,
    long stateRevision,
    boolean destroy,
    List<Change> changes,
    int unchanged,
    List<Drift> drift,
    List<Deferred> deferred,
    List<OutputChange> outputs,
    List<Step> steps,
    PlannedMoves moves,
    Corrections corrections,
    List<CheckOutcome> checks,
    List<PolicyOutcome> policies,
    List<Diagnostic> warnings) {

  /**
   * What is not as the state has it, found while planning.
   *
   * @param records records as they should be
   * @param adopted records of what an interrupted apply made
   * @param deposed what the adopted have taken the place of
   * @param settled addresses at which something was begun that nothing came of
   * @param gone addresses of what has left the file and is not there any more
   */
  public record Corrections(
      List<ResourceRecord> records,
      List<ResourceRecord> adopted,
      List<ResourceRecord> deposed,
      SortedSet<Address> settled,
      SortedSet<Address> gone) {

    public Corrections {
      records = List.copyOf(records);
      adopted = List.copyOf(adopted);
      deposed = List.copyOf(deposed);
    }

    /** The addresses of everything that is corrected. */
    public SortedSet<Address> addresses() {
      SortedSet<Address> addresses = new TreeSet<>(settled);
      addresses.addAll(gone);
      records.forEach(record -> addresses.add(record.address()));
      adopted.forEach(record -> addresses.add(record.address()));
      return addresses;
    }

    /** Whether there is nothing to correct. */
    public boolean isEmpty() {
      return records.isEmpty()
          && adopted.isEmpty()
          && deposed.isEmpty()
          && settled.isEmpty()
          && gone.isEmpty();
    }
  }

  public Plan {
    changes = List.copyOf(changes);
    drift = List.copyOf(drift);
    deferred = List.copyOf(deferred);
    outputs = List.copyOf(outputs);
    steps = List.copyOf(steps);
    checks = List.copyOf(checks);
    policies = List.copyOf(policies);
    warnings = List.copyOf(warnings);
  }

  /** The plan with what the platform's policies say of it. */
  Plan judged(List<PolicyOutcome> outcomes) {
    return new Plan(
        platform,
        stateRevision,
        destroy,
        changes,
        unchanged,
        drift,
        deferred,
        outputs,
        steps,
        moves,
        corrections,
        checks,
        outcomes,
        warnings);
  }

  /** Whether a policy denies it. */
  public boolean isDenied() {
    return policies.stream().anyMatch(PolicyOutcome::denies);
  }

  /** What violates policies, as errors and warnings. */
  public List<Diagnostic> violations() {
    return PolicyOutcome.problems(policies);
  }

  /** Whether there is nothing to do: no resource and no output changes, now or later. */
  public boolean isEmpty() {
    return changes.isEmpty()
        && deferred.isEmpty()
        && outputs.stream().noneMatch(OutputChange::changes);
  }

  /** How many resources each action happens to. */
  public Map<Action, Integer> counts() {
    Map<Action, Integer> counts = new EnumMap<>(Action.class);
    for (Change change : changes) {
      counts.merge(change.action(), 1, Integer::sum);
    }
    return counts;
  }
}

package dev.paas.core.upkeep;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.RecordedChange;
import dev.paas.core.history.RevisionDraft;
import dev.paas.core.state.Intent;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.core.state.StateRepository;
import dev.paas.core.state.StateSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Resources are forgotten. What was made stays on its own system, as it is. */
public final class Removal {
  private final PlatformState state;
  private final SortedSet<Address> addresses;
  private final List<ResourceRecord> records = new ArrayList<>();
  private final List<ResourceRecord> deposed = new ArrayList<>();
  private final List<Intent> intents = new ArrayList<>();

  private Removal(PlatformState state, SortedSet<Address> addresses) {
    this.state = state;
    this.addresses = addresses;
    for (ResourceRecord record : state.records().values()) {
      if (addresses.contains(record.address())) {
        records.add(record);
      }
    }
    for (ResourceRecord old : state.deposed()) {
      if (addresses.contains(old.address())) {
        deposed.add(old);
      }
    }
    for (Intent intent : state.intents().values()) {
      if (addresses.contains(intent.address())) {
        intents.add(intent);
      }
    }
  }

  /**
   * Tells what is forgotten.
   *
   * @param wanted instances, declarations with all their instances, modules with all that is in
   *     them
   * @throws DiagnosticException when nothing is recorded at one of them
   */
  public static Removal of(PlatformState state, Collection<Address> wanted) {
    SortedSet<Address> covered = new TreeSet<>();
    for (Address address : wanted) {
      covered.addAll(KnownAddresses.covered(state, address));
    }
    return new Removal(state, covered);
  }

  /** All addresses that are forgotten. */
  public SortedSet<Address> addresses() {
    return addresses;
  }

  /** What is recorded there. */
  public List<ResourceRecord> records() {
    return records;
  }

  /** What was replaced there, and is still to be deleted. */
  public List<ResourceRecord> deposed() {
    return deposed;
  }

  /** What was begun there, and not finished: it may have been done, or not. */
  public List<Intent> intents() {
    return intents;
  }

  /** What stays recorded, and refers to something that does not. */
  public SortedMap<Address, SortedSet<Address>> dependents() {
    SortedMap<Address, SortedSet<Address>> dependents = new TreeMap<>();
    Set<Address> names = new HashSet<>();
    addresses.forEach(address -> names.addAll(address.names()));
    for (ResourceRecord record : state.records().values()) {
      if (addresses.contains(record.address())) {
        continue;
      }
      for (Address used : record.dependencies()) {
        if (names.contains(used)) {
          dependents.computeIfAbsent(record.address(), unused -> new TreeSet<>()).add(used);
        }
      }
    }
    return dependents;
  }

  /**
   * Writes it.
   *
   * @param holder who asks, for others to see
   * @param patience how long to wait for others who have leased some of it
   * @param draft what the history says of it
   * @throws DiagnosticException when somebody else is at work on it, or has changed it meanwhile
   */
  public void carryOut(
      StateRepository repository, String holder, Duration patience, RevisionDraft draft)
      throws InterruptedException {
    try (StateSession session =
        StateSession.begin(
            repository, state, addresses, addresses, holder, patience, draft.of(changes()))) {
      deposed.forEach(session::forgetDeposed);
      addresses.forEach(session::forget);
      session.end(Outcome.DONE, List.of(), 0);
      session.flush();
    }
  }

  private List<RecordedChange> changes() {
    return addresses.stream().map(each -> new RecordedChange("forget", each.toString())).toList();
  }
}

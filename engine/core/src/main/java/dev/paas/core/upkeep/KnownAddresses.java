package dev.paas.core.upkeep;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.state.PlatformState;
import java.util.SortedSet;
import java.util.TreeSet;

/** The addresses about which something is in a state: made, begun, or still to be deleted. */
final class KnownAddresses {
  private KnownAddresses() {}

  static SortedSet<Address> of(PlatformState state) {
    SortedSet<Address> known = new TreeSet<>(state.records().keySet());
    known.addAll(state.intents().keySet());
    state.deposed().forEach(old -> known.add(old.address()));
    return known;
  }

  /**
   * What is meant by an address of an instance, of a declaration or of a module.
   *
   * @throws DiagnosticException when there is nothing
   */
  static SortedSet<Address> covered(PlatformState state, Address wanted) {
    SortedSet<Address> known = of(state);
    SortedSet<Address> covered = new TreeSet<>();
    for (Address address : known) {
      if (wanted.covers(address)) {
        covered.add(address);
      }
    }
    if (covered.isEmpty()) {
      throw unknown(wanted, known);
    }
    return covered;
  }

  private static DiagnosticException unknown(Address wanted, SortedSet<Address> known) {
    SortedSet<String> names = new TreeSet<>();
    for (Address address : known) {
      address.names().forEach(name -> names.add(name.toString()));
    }
    return Diagnostic.error(Problem.ADDRESS_UNKNOWN, "the state does not know " + wanted)
        .detail(known.isEmpty() ? "It is empty: nothing was applied yet." : null)
        .hint(DidYouMean.hint(wanted.toString(), names))
        .toException();
  }
}

package dev.paas.core.upkeep;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.RecordedChange;
import dev.paas.core.history.RevisionDraft;
import dev.paas.core.state.Move;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.Relocation;
import dev.paas.core.state.StateRepository;
import dev.paas.core.state.StateSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is recorded at one address gets another: what {@code moved} says in the file, by hand. */
public final class Renaming {
  private final PlatformState state;
  private final List<Move> moves;
  private final Relocation relocation;

  private Renaming(PlatformState state, List<Move> moves) {
    this.state = state;
    this.moves = List.copyOf(moves);
    this.relocation = Relocation.of(state, moves);
  }

  /**
   * Tells what moves: an instance, a declaration with all its instances, or a module with all that
   * is in it.
   *
   * @throws DiagnosticException when nothing is recorded at {@code from}, or it cannot be at {@code
   *     to}
   */
  public static Renaming of(PlatformState state, Address from, Address to) {
    requirePossible(from, to);
    SortedSet<Address> moving = KnownAddresses.covered(state, from);
    Set<Address> occupied = new HashSet<>(KnownAddresses.of(state));
    occupied.removeAll(moving);
    Map<Address, Address> origins = new HashMap<>();
    List<Move> moves = new ArrayList<>();
    for (Address address : moving) {
      Address target = address.moved(from, to);
      Address other = origins.putIfAbsent(target, address);
      if (other != null) {
        throw impossible(from, to, other + " and " + address + " would be at one address.");
      }
      if (occupied.contains(target)) {
        throw occupied(address, target);
      }
      moves.add(new Move(address, target));
    }
    return new Renaming(state, moves);
  }

  private static void requirePossible(Address from, Address to) {
    if (from.equals(to)) {
      throw impossible(from, to, "That is where it is.");
    }
    if (!from.section().equals(to.section())) {
      throw impossible(
          from,
          to,
          from.isModule() || to.isModule()
              ? "Only one of the two is a module."
              : "A resource stays in its section, which says of what type it is.");
    }
    if (from.isModule() && from.inside().isAbove(to.module())) {
      throw impossible(from, to, "A module cannot be inside itself.");
    }
  }

  private static DiagnosticException impossible(Address from, Address to, String why) {
    return Diagnostic.error(Problem.MOVED_INVALID, "cannot move " + from + " to " + to)
        .detail(why + " Nothing was changed.")
        .toException();
  }

  private static DiagnosticException occupied(Address from, Address to) {
    return Diagnostic.error(Problem.MOVED_OCCUPIED, "cannot move " + from + " to " + to)
        .detail("Something is recorded at " + to + " already. Nothing was changed.")
        .hint(
            "Give that another address first. To have two change places, write both into moved: in"
                + " the file.")
        .toException();
  }

  /** What moves, in the order of the addresses. */
  public List<Move> moves() {
    return moves;
  }

  /** What stays where it is, and is recorded as referring to what moves. */
  public SortedSet<Address> referring() {
    SortedSet<Address> referring = new TreeSet<>();
    relocation.records().forEach(record -> referring.add(record.address()));
    relocation.intents().forEach(intent -> referring.add(intent.address()));
    moves.forEach(move -> referring.remove(move.to()));
    return referring;
  }

  /**
   * Writes it: all of it, or nothing.
   *
   * @param holder who asks, for others to see
   * @param patience how long to wait for others who have leased some of it
   * @param draft what the history says of it
   * @throws DiagnosticException when somebody else is at work on it, or has changed it meanwhile
   */
  public void carryOut(
      StateRepository repository, String holder, Duration patience, RevisionDraft draft)
      throws InterruptedException {
    SortedSet<Address> touched = relocation.touched();
    try (StateSession session =
        StateSession.begin(
            repository, state, touched, touched, holder, patience, draft.of(changes()))) {
      session.relocate(relocation, List.of(), List.of());
      session.end(Outcome.DONE, List.of(), 0);
      session.flush();
    }
  }

  private List<RecordedChange> changes() {
    return moves.stream().map(each -> new RecordedChange("move", each.to().toString())).toList();
  }
}

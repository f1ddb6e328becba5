package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.platform.MoveDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.state.Move;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells which records move: by {@code moved}, and from an address without an instance to {@code
 * [0]} and back when {@code count} was added or removed.
 *
 * <p>An entry applies to what is recorded where it begins. Entries are followed one after the other
 * until there is none, or until one leads to where something is recorded, which may move itself: so
 * two names can be swapped, and a row of names shifted. What is at its new address does not move
 * again, although the entry is still in the file: an entry whose beginning is declared is kept in
 * the state as done.
 */
final class MoveResolver {
  private final Platform platform;
  private final PlatformState state;
  private final BiPredicate<Address, Address> selected;
  private final Diagnostics diagnostics;
  private final Map<Address, MoveDeclaration> entries = new HashMap<>();
  private final Map<Address, Landing> landings = new TreeMap<>();
  private final Set<Address> heldBack = new HashSet<>();
  private final Set<@Nullable MoveDeclaration> leftBehind = new HashSet<>();

  /**
   * Where something comes to.
   *
   * @param address the new address
   * @param entry the last entry that led there; {@code null} when none did
   */
  private record Landing(Address address, @Nullable MoveDeclaration entry) {}

  /**
   * @param selected whether something may move from the first to the second address
   * @param diagnostics gets what cannot be moved
   */
  MoveResolver(
      Platform platform,
      PlatformState state,
      BiPredicate<Address, Address> selected,
      Diagnostics diagnostics) {
    this.platform = platform;
    this.state = state;
    this.selected = selected;
    this.diagnostics = diagnostics;
  }

  /** What moves; nothing when something is wrong. */
  PlannedMoves resolve() {
    Set<Move> written = new TreeSet<>();
    for (MoveDeclaration entry : platform.refactorings().moved()) {
      Move move = new Move(entry.from(), entry.to());
      written.add(move);
      if (!state.movesDone().contains(move)) {
        entries.put(entry.from(), entry);
      }
    }
    int before = diagnostics.errorCount();
    state.records().keySet().forEach(this::follow);
    state.intents().keySet().forEach(this::follow);
    state.deposed().forEach(old -> follow(old.address()));
    if (!landings.isEmpty()) {
      check();
    }
    if (diagnostics.errorCount() > before) {
      return PlannedMoves.NONE;
    }
    List<Move> moves = new ArrayList<>();
    landings.forEach((from, landing) -> moves.add(new Move(from, landing.address())));
    moves.sort(null);
    return new PlannedMoves(moves, done(), undone(written));
  }

  /** What would move, if that were not left out: it stays, although it is not in the file. */
  Set<Address> heldBack() {
    return heldBack;
  }

  private void follow(Address from) {
    List<Landing> path = path(from);
    Landing last = path.get(path.size() - 1);
    Address end = implied(last.address());
    if (end.equals(from)) {
      return;
    }
    if (selected.test(from, end)) {
      landings.put(from, new Landing(end, last.entry()));
    } else {
      path.forEach(step -> leftBehind.add(step.entry()));
      heldBack.add(from);
    }
  }

  /** The addresses that the entries lead to; of a circle only the next. */
  private List<Landing> path(Address from) {
    if (entries.isEmpty()) {
      return List.of(new Landing(from, null));
    }
    List<Landing> path = new ArrayList<>();
    path.add(new Landing(from, null));
    Set<MoveDeclaration> used = new HashSet<>();
    Address at = from;
    while (at.equals(from) ? path.size() == 1 : state.record(at) == null) {
      MoveDeclaration entry = entry(at);
      Address next = entry == null ? null : entry.apply(at);
      if (entry == null || next == null || !used.add(entry)) {
        return path;
      }
      path.add(new Landing(next, entry));
      at = next;
    }
    return at.equals(from) ? path.subList(0, 2) : path;
  }

  /** The entry for an address: the one for the instance before that for all. */
  private @Nullable MoveDeclaration entry(Address address) {
    if (entries.isEmpty()) {
      return null;
    }
    for (Address name : address.names()) {
      MoveDeclaration entry = entries.get(name);
      if (entry != null && entry.apply(address) != null) {
        return entry;
      }
    }
    // In a module an entry is about each of its instances.
    MoveDeclaration general = entries.get(address.declaration().instance(address.key()));
    return general == null || general.apply(address) == null ? null : general;
  }

  /** Where something is when it is the first of several now, or the only one. */
  private Address implied(Address address) {
    ResourceDeclaration declaration = declaration(address);
    if (declaration == null) {
      return address;
    }
    Address instance = address;
    if (address.key() == null && declaration.isCounted()) {
      instance = address.instance(0);
    } else if (Integer.valueOf(0).equals(address.key())
        && !declaration.isCounted()
        && !declaration.isKeyed()) {
      instance = address.instance(null);
    }
    ResourceRecord record = state.record(address);
    boolean free = instance.equals(address) || state.record(instance) == null;
    boolean fits = record == null || InstancePlanner.isSameType(record, declaration);
    return free && fits ? instance : address;
  }

  private @Nullable ResourceDeclaration declaration(Address address) {
    return platform.resource(address);
  }

  private void check() {
    Set<Address> there = new TreeSet<>(state.records().keySet());
    there.addAll(state.intents().keySet());
    Map<Address, Address> origins = new HashMap<>();
    for (Address from : there) {
      Landing landing = landings.get(from);
      Address other = origins.putIfAbsent(landing == null ? from : landing.address(), from);
      if (landing != null) {
        checkType(from, landing);
      }
      if (other != null) {
        Landing earlier = landings.get(other);
        diagnostics.add(
            landing != null
                ? occupied(from, landing, other)
                : occupied(other, Objects.requireNonNull(earlier), from));
      }
    }
  }

  private Diagnostic occupied(Address from, Landing landing, Address other) {
    Address to = landing.address();
    MoveDeclaration entry = landing.entry();
    boolean leaves = other.equals(to) && entry(to) != null;
    String why =
        other.equals(to)
            ? to + " is recorded already."
            : other + " would be moved to the same address.";
    return Diagnostic.error(Problem.MOVED_OCCUPIED, "cannot move " + from + " to " + to)
        .detail(why + " Nothing was changed.")
        .hint(
            leaves
                ? to + " is moved itself: --target or --exclude must not leave that out."
                : "If one of them can go: paas destroy --target '" + other + "'.")
        .at(entry == null ? null : entry.toSpan())
        .build();
  }

  private void checkType(Address from, Landing landing) {
    ResourceDeclaration declaration = declaration(landing.address());
    ResourceRecord record = state.record(from);
    if (declaration == null || record == null || InstancePlanner.isSameType(record, declaration)) {
      return;
    }
    MoveDeclaration entry = landing.entry();
    diagnostics.add(
        Diagnostic.error(
                Problem.MOVED_OTHER_TYPE, "cannot move " + from + " to " + landing.address())
            .detail(
                "It is of the type "
                    + record.type()
                    + " of "
                    + record.provider()
                    + ", and the file has "
                    + declaration.type().name()
                    + " of "
                    + declaration.provider()
                    + " there. Nothing was changed.")
            .hint("To have it replaced, remove the entry.")
            .at(entry == null ? null : entry.toSpan())
            .related(declaration.key().span(), "declared here"));
  }

  private List<Move> done() {
    Map<Move, Boolean> done = new LinkedHashMap<>();
    for (MoveDeclaration entry : platform.refactorings().moved()) {
      Move move = new Move(entry.from(), entry.to());
      boolean again = isDeclared(entry.from());
      if (again && !state.movesDone().contains(move) && !leftBehind.contains(entry)) {
        done.put(move, true);
      }
    }
    return List.copyOf(done.keySet());
  }

  private boolean isDeclared(Address address) {
    return address.isModule()
        ? platform.module(address.inside()) != null
        : declaration(address) != null;
  }

  private List<Move> undone(Set<Move> written) {
    List<Move> undone = new ArrayList<>(state.movesDone());
    undone.removeAll(written);
    return undone;
  }
}

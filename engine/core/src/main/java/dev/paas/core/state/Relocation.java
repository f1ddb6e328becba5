package dev.paas.core.state;

import dev.paas.core.address.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A state in which some records are at other addresses, and what must be written for that. All of
 * it is one permutation: everything moves at once, so two may change places.
 *
 * @param state the state when it is done; {@link PlatformState#revisions} are those of what is
 *     stored still
 * @param vacated addresses at which nothing is recorded any more
 * @param records what is written: what has moved, and what refers to it
 * @param intents the same of what was begun
 * @param vacatedIntents addresses at which nothing is under way any more
 * @param deposed the same of what was replaced, by where it is stored still
 */
public record Relocation(
    PlatformState state,
    SortedSet<Address> vacated,
    List<ResourceRecord> records,
    List<Intent> intents,
    SortedSet<Address> vacatedIntents,
    List<OldAndNew> deposed) {

  /** A record as it is stored, and as it will be. */
  public record OldAndNew(ResourceRecord old, ResourceRecord now) {}

  /** Nothing moves. */
  public static Relocation none(PlatformState state) {
    return new Relocation(state, new TreeSet<>(), List.of(), List.of(), new TreeSet<>(), List.of());
  }

  /** Carries out moves, at most one to each address. */
  public static Relocation of(PlatformState state, Collection<Move> moves) {
    return moves.isEmpty() ? none(state) : new Maker(state, moves).make();
  }

  /** All addresses of whose records something is written. */
  public SortedSet<Address> touched() {
    SortedSet<Address> touched = new TreeSet<>(vacated);
    records.forEach(record -> touched.add(record.address()));
    intents.forEach(intent -> touched.add(intent.address()));
    touched.addAll(vacatedIntents);
    deposed.forEach(
        record -> {
          touched.add(record.old().address());
          touched.add(record.now().address());
        });
    return touched;
  }

  private static final class Maker {
    private final PlatformState base;
    private final Map<Address, Address> destinations = new HashMap<>();
    private final Map<Address, List<Address>> groups = new HashMap<>();
    private final Map<Address, Integer> sizes = new HashMap<>();
    private final Map<Address, List<Address>> rewritten = new HashMap<>();

    Maker(PlatformState base, Collection<Move> moves) {
      this.base = base;
      for (Move move : moves) {
        destinations.put(move.from(), move.to());
      }
      for (Address address : base.records().keySet()) {
        for (Address name : address.names()) {
          groups.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(address);
        }
        now(address).names().forEach(name -> sizes.merge(name, 1, Integer::sum));
      }
    }

    private Address now(Address address) {
      return destinations.getOrDefault(address, address);
    }

    Relocation make() {
      Map<Address, ResourceRecord> records = new TreeMap<>();
      List<ResourceRecord> written = new ArrayList<>();
      for (ResourceRecord record : base.records().values()) {
        ResourceRecord moved = moved(record);
        if (moved != null) {
          written.add(moved);
        }
        ResourceRecord now = moved == null ? record : moved;
        records.put(now.address(), now);
      }
      Map<Address, Intent> intents = new TreeMap<>();
      List<Intent> begun = new ArrayList<>();
      for (Intent intent : base.intents().values()) {
        Intent moved = moved(intent);
        if (moved != null) {
          begun.add(moved);
        }
        Intent now = moved == null ? intent : moved;
        intents.put(now.address(), now);
      }
      List<ResourceRecord> deposed = new ArrayList<>();
      List<OldAndNew> replaced = new ArrayList<>();
      for (ResourceRecord old : base.deposed()) {
        ResourceRecord moved = moved(old);
        deposed.add(moved == null ? old : moved);
        if (moved != null) {
          replaced.add(new OldAndNew(old, moved));
        }
      }
      PlatformState state =
          new PlatformState(
              base.storeRevision(),
              base.applyRevision(),
              base.lineage(),
              new LinkedHashMap<>(records),
              deposed,
              intents,
              base.underWay(),
              base.outputs(),
              base.movesDone(),
              stillOld(written),
              base.revisions());
      return new Relocation(
          state,
          vacated(base.records().keySet(), records.keySet()),
          written,
          begun,
          vacated(base.intents().keySet(), intents.keySet()),
          replaced);
    }

    /** What has moved is written anew. */
    private Set<Address> stillOld(List<ResourceRecord> written) {
      Set<Address> old = new TreeSet<>();
      base.upgraded().forEach(address -> old.add(now(address)));
      written.forEach(record -> old.remove(record.address()));
      return old;
    }

    private static SortedSet<Address> vacated(Set<Address> before, Set<Address> after) {
      SortedSet<Address> vacated = new TreeSet<>(before);
      vacated.removeAll(after);
      return vacated;
    }

    /** {@code null} when nothing of it changes. */
    private @Nullable ResourceRecord moved(ResourceRecord record) {
      Address address = now(record.address());
      List<Address> dependencies = dependencies(record.dependencies());
      return address.equals(record.address()) && dependencies.equals(record.dependencies())
          ? null
          : record.movedTo(address, dependencies);
    }

    private @Nullable Intent moved(Intent intent) {
      Address address = now(intent.address());
      List<Address> dependencies = dependencies(intent.dependencies());
      return address.equals(intent.address()) && dependencies.equals(intent.dependencies())
          ? null
          : intent.movedTo(address, dependencies);
    }

    private List<Address> dependencies(List<Address> recorded) {
      Set<Address> now = new LinkedHashSet<>();
      for (Address address : recorded) {
        now.addAll(rewritten.computeIfAbsent(address, this::rewrite));
      }
      return new ArrayList<>(now);
    }

    /** What a recorded reference stands for now: that of a group may have to name its parts. */
    private List<Address> rewrite(Address address) {
      if (destinations.containsKey(address)) {
        return List.of(now(address));
      }
      List<Address> parts = groups.getOrDefault(address, List.of());
      boolean stays = parts.stream().noneMatch(destinations::containsKey);
      if (stays) {
        return List.of(address);
      }
      Address group = group(address, parts);
      if (group != null) {
        return List.of(group);
      }
      Set<Address> single = new LinkedHashSet<>();
      for (Address part : parts) {
        Address now = now(part);
        single.add(address.covers(now) ? address : now);
      }
      return List.copyOf(single);
    }

    /** What stands for exactly these when they have moved; {@code null} when nothing does. */
    private @Nullable Address group(Address address, List<Address> parts) {
      for (Address name : now(parts.get(0)).names()) {
        boolean alike = name.isModule() == address.isModule() && name.key() == null;
        boolean all = alike && Integer.valueOf(parts.size()).equals(sizes.get(name));
        if (all && parts.stream().allMatch(part -> name.covers(now(part)))) {
          return name;
        }
      }
      return null;
    }
  }
}

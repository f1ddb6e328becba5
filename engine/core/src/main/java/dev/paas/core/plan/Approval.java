package dev.paas.core.plan;

import dev.paas.core.address.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user who approved a plan has approved of what it defers: that the declarations it names
 * are made and changed, at most so many of each, and the deletions and replacements it shows.
 */
public final class Approval {
  private final Map<Address, Deferred> approved;
  private final Set<Address> deletions;
  private final Set<Address> replacements;

  private Approval(
      Map<Address, Deferred> approved, Set<Address> deletions, Set<Address> replacements) {
    this.approved = approved;
    this.deletions = deletions;
    this.replacements = replacements;
  }

  /** What approving a plan approves for later. */
  public static Approval of(Plan plan) {
    Map<Address, Deferred> approved = new HashMap<>();
    Set<Address> deletions = new HashSet<>();
    Set<Address> replacements = new HashSet<>();
    for (Deferred one : plan.deferred()) {
      approved.put(one.address(), one);
      for (Change change : one.changes()) {
        switch (change.action()) {
          case DELETE, FORGET -> deletions.add(change.address());
          case REPLACE -> replacements.add(change.address());
          case CREATE, UPDATE, READ, ADOPT, IMPORT, MOVE, RECORD, NONE -> {}
        }
      }
    }
    return new Approval(approved, deletions, replacements);
  }

  /** What is left of it for a plan that defers less: nothing is approved twice. */
  public Approval remaining(Plan next) {
    Map<Address, Deferred> still = new HashMap<>();
    for (Deferred one : next.deferred()) {
      Deferred before = deferred(one.address());
      if (before != null) {
        still.put(one.address(), before);
      }
    }
    return new Approval(still, deletions, replacements);
  }

  /** What of a later plan was not approved, a clause each; empty when it may be carried out. */
  public List<String> beyond(Plan next) {
    List<String> beyond = new ArrayList<>();
    Map<Deferred, Long> counts = new LinkedHashMap<>();
    for (Change change : next.changes()) {
      Deferred deferred = deferred(change.address());
      String what = change.action().name().toLowerCase(Locale.ROOT) + " " + change.address() + ": ";
      if (deferred == null) {
        beyond.add(what + "it was not deferred");
      } else if (!announced(change)) {
        beyond.add(what + "that was not shown");
      } else {
        counts.merge(deferred, 1L, Long::sum);
      }
    }
    for (Deferred later : next.deferred()) {
      Deferred deferred = deferred(later.address());
      if (deferred == null) {
        beyond.add(later.address() + " is deferred now, and was not before");
      } else {
        later.atMost().ifPresent(more -> counts.merge(deferred, more, Long::sum));
        if (later.atMost().isEmpty() && deferred.atMost().isPresent()) {
          beyond.add("it is not known any more how many " + later.address() + " there will be");
        }
      }
    }
    counts.forEach(
        (deferred, count) -> {
          OptionalLong most = deferred.atMost();
          if (most.isPresent() && count > most.getAsLong()) {
            beyond.add(
                count
                    + " of "
                    + deferred.address()
                    + ": at most "
                    + most.getAsLong()
                    + " were shown");
          }
        });
    return beyond;
  }

  /** A resource by itself, when it has left the file, by its declaration, or with its module. */
  private @Nullable Deferred deferred(Address address) {
    for (Address name : address.names()) {
      Deferred found = approved.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private boolean announced(Change change) {
    return switch (change.action()) {
      case DELETE, FORGET -> deletions.contains(change.address());
      case REPLACE -> replacements.contains(change.address());
      case CREATE, UPDATE, READ, ADOPT, IMPORT, MOVE, RECORD, NONE -> true;
    };
  }
}

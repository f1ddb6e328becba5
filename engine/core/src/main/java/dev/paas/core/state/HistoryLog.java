package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.history.Configuration;
import dev.paas.core.history.ConfigurationParts;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.Revision;
import dev.paas.core.history.RevisionDetail;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what the state remembers of the platform's changes. */
public final class HistoryLog {
  private final StateRepository repository;

  HistoryLog(StateRepository repository) {
    this.repository = repository;
  }

  /**
   * The revisions that are kept, the oldest first.
   *
   * @throws DiagnosticException when they cannot be read
   */
  public List<Revision> revisions() {
    List<Revision> first = entries();
    if (first.stream().noneMatch(each -> each.outcome() == Outcome.RUNNING)) {
      return first;
    }
    // What was begun, and whose lease is gone, and is still not ended, never will be.
    Set<Long> begun = new HashSet<>();
    first.forEach(each -> begun.add(each.number()));
    Set<String> held = leases();
    List<Revision> told = new ArrayList<>();
    for (Revision each : entries()) {
      boolean dead =
          each.outcome() == Outcome.RUNNING
              && begun.contains(each.number())
              && !held.contains(each.lease());
      told.add(dead ? each.crashed() : each);
    }
    return told;
  }

  /**
   * A revision by its number.
   *
   * @throws DiagnosticException when there is none: it says which there are
   */
  public Revision revision(long number) {
    List<Revision> all = revisions();
    for (Revision each : all) {
      if (each.number() == number) {
        return each;
      }
    }
    String have =
        all.isEmpty()
            ? "The history is empty: nothing was applied yet."
            : all.size() == 1
                ? "There is " + all.get(0).name() + " only."
                : "There are " + all.get(0).name() + " to " + all.get(all.size() - 1).name() + ".";
    boolean gone = !all.isEmpty() && number > 0 && number < all.get(all.size() - 1).number();
    throw Diagnostic.error(
            Problem.HISTORY_UNKNOWN,
            gone
                ? "the revision " + Revision.name(number) + " is not kept any more"
                : "there is no revision " + Revision.name(number))
        .detail(have)
        .hint(
            gone
                ? "history: { keep: N } in state: says how many are kept."
                : "paas history lists them.")
        .toException();
  }

  /** The revisions as they are written: one that is not ended is under way. */
  List<Revision> entries() {
    List<Revision> revisions = new ArrayList<>();
    for (StateEntry entry : repository.read(StateKeys.HISTORY_REVISION).entries()) {
      try {
        Value value = repository.codec().decodeValue(entry.value(), entry.key());
        revisions.add(Revision.of((MapValue) value));
      } catch (RecordCodec.Damaged | IllegalArgumentException | ClassCastException damaged) {
        throw damaged(entry.key(), String.valueOf(damaged.getMessage()));
      }
    }
    return revisions;
  }

  private Set<String> leases() {
    Set<String> held = new HashSet<>();
    try {
      for (LeaseInfo lease : repository.store().leases()) {
        held.add(lease.id());
      }
    } catch (StateException failure) {
      throw StateDiagnostics.exception(failure);
    }
    return held;
  }

  /**
   * What a revision set out to do.
   *
   * @throws DiagnosticException when it cannot be read
   */
  public RevisionDetail detail(Revision revision) {
    String prefix = StateKeys.historyDetail(revision.number());
    String text = new String(unpacked(prefix, revision.details()), StandardCharsets.UTF_8);
    try {
      return RevisionDetail.of((MapValue) JsonValues.parse(text));
    } catch (IllegalArgumentException | ClassCastException damaged) {
      throw damaged(prefix, "it is damaged");
    }
  }

  /**
   * What a revision was made from.
   *
   * @throws DiagnosticException when it was not recorded, or cannot be read
   */
  public Configuration configuration(Revision revision) {
    Revision.Contents contents = revision.configuration();
    if (!contents.isThere()) {
      throw Diagnostic.error(
              Problem.HISTORY_INCOMPLETE,
              "the configuration of " + revision.name() + " was not recorded")
          .detail(
              contents.stored()
                  ? "It is of a change of the state alone, which has none."
                  : "The process that began it died before it had written it, and did nothing.")
          .hint("paas history has the other revisions.")
          .toException();
    }
    try {
      return ConfigurationParts.assemble(
          contents.id(),
          name -> unpacked(StateKeys.historyContent(name), contents.parts().getOrDefault(name, 0)));
    } catch (IllegalArgumentException damaged) {
      throw damaged(StateKeys.historyContent(contents.id()), "it is damaged");
    }
  }

  private byte[] unpacked(String prefix, int keys) {
    List<String> parts = new ArrayList<>();
    for (StateEntry entry : repository.read(prefix).entries()) {
      try {
        parts.add(
            Value.textOf(repository.codec().decodeValue(entry.value(), entry.key()).unwrapped()));
      } catch (RecordCodec.Damaged damaged) {
        throw damaged(entry.key(), String.valueOf(damaged.getMessage()));
      }
    }
    try {
      if (parts.size() == keys) {
        return Packed.unpack(parts);
      }
    } catch (IllegalArgumentException damaged) {
      throw damaged(prefix, String.valueOf(damaged.getMessage()));
    }
    throw damaged(prefix, "there are " + parts.size() + " parts of " + keys);
  }

  private DiagnosticException damaged(String key, String why) {
    return Diagnostic.error(Problem.STATE_CORRUPT, "cannot read " + key + " in the state")
        .detail("In " + repository.location() + ": " + why + ".")
        .hint("Restore the state from a copy, or give the key it was encrypted with.")
        .toException();
  }
}

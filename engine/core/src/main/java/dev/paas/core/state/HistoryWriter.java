package dev.paas.core.state;

import dev.paas.core.history.Configuration;
import dev.paas.core.history.ConfigurationParts;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.RecordedFailure;
import dev.paas.core.history.Revision;
import dev.paas.core.history.RevisionDetail;
import dev.paas.core.history.RevisionDraft;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one revision into the history. What it begins with, and what leaves the history for it, is
 * part of the commit that takes its number: whoever takes the next number sees all of that. The
 * contents that are not there yet come right after it, before anything else is written.
 */
final class HistoryWriter {
  /** How much goes into one commit: etcd takes requests of 1.5 MiB. */
  private static final int COMMIT_BYTES = 700_000;

  /** How many keys the pruning takes away at once, but for those of one revision. */
  private static final int MOST_PRUNED = 1_000;

  private final StateRepository repository;
  private final RevisionDraft draft;
  private final String lease;
  private final RevisionDetail detail;
  private final @Nullable ConfigurationParts parts;
  private final Map<String, List<String>> packed = new LinkedHashMap<>();
  private @Nullable Revision revision;
  private Map<String, Integer> known = Map.of();

  HistoryWriter(StateRepository repository, RevisionDraft draft, String lease) {
    this.repository = repository;
    this.draft = draft;
    this.lease = lease;
    this.detail = new RevisionDetail(draft.changes(), List.of());
    Configuration configuration = draft.origin().configuration();
    this.parts =
        configuration == null
            ? null
            : ConfigurationParts.of(
                configuration,
                bytes -> repository.fingerprints().of(bytes, StateKeys.HISTORY_CONTENT));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Adds the beginning to the commit that takes the number. */
  void begin(long number, StateCommit.Builder commit) {
    List<Revision> kept = new ArrayList<>(repository.history().revisions());
    Set<Revision> gone = outdated(kept);
    kept.removeAll(gone);
    known = new HashMap<>();
    for (Revision each : kept) {
      if (each.configuration().stored()) {
        known.putAll(each.configuration().parts());
      }
    }
    Revision made = made(number);
    if (known.keySet().containsAll(made.configuration().parts().keySet())) {
      made = made.stored();
    }
    kept.add(made);
    delete(gone, kept, commit);
    put(made, commit);
    putDetail(detail, number, commit);
    revision = made;
  }

  private Set<Revision> outdated(List<Revision> kept) {
    Set<Revision> gone = new HashSet<>();
    int keys = 0;
    for (Revision each : draft.origin().retention().outdated(kept, now())) {
      keys += 1 + each.details() + keys(each.configuration().parts());
      if (!gone.isEmpty() && keys > MOST_PRUNED) {
        break;
      }
      gone.add(each);
    }
    return gone;
  }

  private Revision made(long number) {
    Revision.Contents contents = Revision.Contents.NONE;
    if (parts != null) {
      SortedMap<String, Integer> keys = new TreeMap<>();
      parts
          .contents()
          .forEach(
              (id, bytes) -> {
                Integer count = known.get(id);
                keys.put(id, count == null ? packed(id, bytes).size() : count);
              });
      contents = new Revision.Contents(parts.id(), keys, false);
    }
    return new Revision(
        number,
        draft.occasion(),
        now(),
        draft.origin().time(),
        null,
        draft.origin().workTree(),
        draft.counts(),
        Outcome.RUNNING,
        0,
        packedDetail(detail).size(),
        lease,
        contents);
  }

  private List<String> packed(String id, byte[] bytes) {
    return packed.computeIfAbsent(id, unused -> Packed.pack(bytes));
  }

  /** Takes revisions away, and what no other needs. */
  private static void delete(Set<Revision> gone, List<Revision> kept, StateCommit.Builder commit) {
    Set<String> needed = new HashSet<>();
    kept.forEach(each -> needed.addAll(each.configuration().parts().keySet()));
    for (Revision each : gone) {
      commit.delete(StateKeys.historyRevision(each.number()));
      delete(StateKeys.historyDetail(each.number()), 0, each.details(), commit);
      each.configuration()
          .parts()
          .forEach(
              (id, count) -> {
                if (!needed.contains(id)) {
                  delete(StateKeys.historyContent(id), 0, count, commit);
                }
              });
    }
  }

  private static int keys(Map<String, Integer> parts) {
    return parts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void delete(String prefix, int from, int to, StateCommit.Builder commit) {
    for (int i = from; i < to; i++) {
      commit.delete(StateKeys.part(prefix, i));
    }
  }

  private void put(Revision what, StateCommit.Builder commit) {
    String key = StateKeys.historyRevision(what.number());
    commit.put(key, repository.codec().encode(what.toValue(), key));
  }

  private static List<String> packedDetail(RevisionDetail what) {
    String json = JsonValues.toJson(what.toValue(), JsonValues.NONE);
    return Packed.pack(json.getBytes(StandardCharsets.UTF_8));
  }

  private void putDetail(RevisionDetail what, long number, StateCommit.Builder commit) {
    List<String> texts = packedDetail(what);
    for (int i = 0; i < texts.size(); i++) {
      String key = StateKeys.part(StateKeys.historyDetail(number), i);
      commit.put(key, repository.codec().encode(Value.of(texts.get(i)), key));
    }
  }

  /**
   * The commits with the contents that are not there yet, in this order; often none.
   *
   * @param commits makes commits under the lease
   */
  List<StateCommit.Builder> contents(Supplier<StateCommit.Builder> commits) {
    Revision made = begun();
    if (made.configuration().stored()) {
      return List.of();
    }
    List<StateCommit.Builder> all = new ArrayList<>();
    StateCommit.Builder commit = commits.get();
    int bytes = 0;
    for (Map.Entry<String, List<String>> content : packed.entrySet()) {
      if (known.containsKey(content.getKey())) {
        continue;
      }
      for (int i = 0; i < content.getValue().size(); i++) {
        String key = StateKeys.part(StateKeys.historyContent(content.getKey()), i);
        Value secret = Value.of(content.getValue().get(i)).asSensitive();
        byte[] entry = repository.codec().encode(secret, key);
        if (bytes > 0 && bytes + entry.length > COMMIT_BYTES) {
          all.add(commit);
          commit = commits.get();
          bytes = 0;
        }
        commit.put(key, entry);
        bytes += entry.length;
      }
    }
    made = made.stored();
    put(made, commit);
    all.add(commit);
    revision = made;
    return all;
  }

  private Revision begun() {
    Revision made = revision;
    if (made == null) {
      throw new IllegalStateException("no number was taken");
    }
    return made;
  }

  /** Adds the end to a commit. */
  void end(
      Outcome outcome, List<RecordedFailure> failures, int failed, StateCommit.Builder commit) {
    Revision made = begun();
    int keys = made.details();
    if (!failures.isEmpty()) {
      RevisionDetail after = detail.failed(failures);
      keys = packedDetail(after).size();
      putDetail(after, made.number(), commit);
      delete(StateKeys.historyDetail(made.number()), keys, made.details(), commit);
    }
    Revision over = made.ended(outcome, failed, keys, now());
    put(over, commit);
    revision = over;
  }
}

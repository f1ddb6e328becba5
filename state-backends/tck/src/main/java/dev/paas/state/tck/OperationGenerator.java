package dev.paas.state.tck;

import dev.paas.state.tck.Operation.Acquire;
import dev.paas.state.tck.Operation.Break;
import dev.paas.state.tck.Operation.Change;
import dev.paas.state.tck.Operation.Commit;
import dev.paas.state.tck.Operation.Commits;
import dev.paas.state.tck.Operation.Condition;
import dev.paas.state.tck.Operation.Expectation;
import dev.paas.state.tck.Operation.Follow;
import dev.paas.state.tck.Operation.Leases;
import dev.paas.state.tck.Operation.Read;
import dev.paas.state.tck.Operation.Release;
import dev.paas.state.tck.Operation.Reopen;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes random operations; the same ones for the same seed. */
final class OperationGenerator {
  static final int HANDLES = 2;
  static final int SLOTS = 3;

  private static final List<String> KEYS =
      List.of("a", "a/", "a/b", "a/b/c", "a0", "ab", "b", "b_", "b%", "\u00e9", "\uffff");
  private static final List<String> PREFIXES = List.of("", "a", "a/", "a/b", "b", "c", "\uffff");
  private static final List<String> NAMES = List.of("web", "db", "cache");

  private final Random random;

  OperationGenerator(long seed) {
    random = new Random(seed);
  }

  List<Operation> operations(int count) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operations.add(operation());
    }
    return operations;
  }

  private Operation operation() {
    int handle = random.nextInt(HANDLES);
    int slot = random.nextInt(SLOTS);
    int dice = random.nextInt(100);
    if (dice < 50) {
      return new Commits(handle, commits());
    } else if (dice < 64) {
      return new Read(handle, oneOf(PREFIXES));
    } else if (dice < 70) {
      return new Follow(handle);
    } else if (dice < 75) {
      return new Reopen(handle);
    } else if (dice < 85) {
      return new Acquire(handle, slot, names());
    } else if (dice < 90) {
      return new Release(slot);
    } else if (dice < 95) {
      return new Break(handle, slot);
    }
    return new Leases(handle);
  }

  private List<Commit> commits() {
    List<Commit> commits = new ArrayList<>();
    int count = random.nextInt(3) == 0 ? 2 + random.nextInt(4) : 1;
    for (int i = 0; i < count; i++) {
      commits.add(commit());
    }
    return commits;
  }

  private Commit commit() {
    List<Condition> conditions = new ArrayList<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      conditions.add(new Condition(oneOf(KEYS), expectation()));
    }
    List<Change> changes = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      boolean deletes = random.nextInt(3) == 0;
      changes.add(new Change(oneOf(KEYS), deletes ? null : "v" + random.nextInt(1000)));
    }
    return new Commit(conditions, changes, random.nextInt(3) == 0 ? random.nextInt(SLOTS) : -1);
  }

  private Expectation expectation() {
    int dice = random.nextInt(10);
    if (dice < 6) {
      return Expectation.CURRENT;
    }
    return dice < 8 ? Expectation.ABSENT : Expectation.STALE;
  }

  private SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      names.add(oneOf(NAMES));
    }
    return names;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

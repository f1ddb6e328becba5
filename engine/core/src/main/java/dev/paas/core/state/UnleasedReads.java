package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The records that a plan was made from and that this apply does not lease: others may write them
 * while it runs. Each is compared once, with the first write that depends on it; so all of them
 * together cost no more than there are.
 */
final class UnleasedReads {
  /** So few that any backend takes them in one commit. */
  private static final int CONDITIONS = 30;

  private final StateRepository repository;
  private final Map<String, Long> revisions;
  private final Map<Address, Set<Address>> byName = new HashMap<>();

  /**
   * @param repository the state
   * @param base what the plan was made from
   * @param read the addresses whose records it was made from
   * @param leased the addresses that are leased
   */
  UnleasedReads(
      StateRepository repository,
      PlatformState base,
      Collection<Address> read,
      Collection<Address> leased) {
    this.repository = repository;
    this.revisions = base.revisions();
    for (Address address : read) {
      if (!leased.contains(address)) {
        for (Address name : address.names()) {
          byName.computeIfAbsent(name, of -> new HashSet<>()).add(address);
        }
      }
    }
  }

  /**
   * Carries out the write of what depends on some of them for the first time, on condition that
   * they are as they were, and waits until it is durable.
   *
   * @param address what it is about
   * @param dependencies what that refers to
   * @param write the write
   * @param empty makes commits like it with nothing in them
   * @return false when nothing is left to be compared: then nothing was written
   * @throws DiagnosticException when one has moved: then nothing was written either
   */
  boolean write(
      Address address,
      Collection<Address> dependencies,
      StateCommit.Builder write,
      Supplier<StateCommit.Builder> empty)
      throws InterruptedException {
    Map<String, Long> expected = expected(dependencies);
    if (expected.isEmpty()) {
      return false;
    }
    List<Map.Entry<String, Long>> all = List.copyOf(expected.entrySet());
    int last = (all.size() - 1) / CONDITIONS * CONDITIONS;
    List<CompletableFuture<Long>> before = new ArrayList<>();
    for (int from = 0; from < last; from += CONDITIONS) {
      StateCommit.Builder part = empty.get();
      all.subList(from, from + CONDITIONS).forEach(e -> part.expect(e.getKey(), e.getValue()));
      before.add(repository.store().commit(part.build()));
    }
    for (CompletableFuture<Long> each : before) {
      await(each, address, expected);
    }
    all.subList(last, all.size()).forEach(each -> write.expect(each.getKey(), each.getValue()));
    await(repository.store().commit(write.build()), address, expected);
    compared(dependencies);
    return true;
  }

  private void await(CompletableFuture<Long> commit, Address address, Map<String, Long> expected)
      throws InterruptedException {
    try {
      commit.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StateException state
          && state.kind() == StateException.Kind.CONFLICT) {
        throw moved(address, expected);
      }
      throw Commits.failure(failed.getCause());
    }
  }

  private DiagnosticException moved(Address address, Map<String, Long> expected) {
    for (Map.Entry<String, Long> each : expected.entrySet()) {
      long now = 0;
      for (StateEntry entry : repository.read(each.getKey()).entries()) {
        now = entry.key().equals(each.getKey()) ? entry.revision() : now;
      }
      if (now != each.getValue()) {
        return StateSession.conflict(
            Address.parse(each.getKey().substring(StateKeys.RECORD.length())),
            "Another apply wrote it meanwhile, and "
                + address
                + " depends on it. Nothing was done with that.");
      }
    }
    return StateSession.conflict(address, "Another apply was at work meanwhile.");
  }

  /** What of these is to be compared yet: keys, and the revisions that they must have. */
  private synchronized Map<String, Long> expected(Collection<Address> dependencies) {
    Map<String, Long> expected = new TreeMap<>();
    for (Address dependency : dependencies) {
      for (Address address : byName.getOrDefault(dependency, Set.of())) {
        String key = StateKeys.record(address);
        expected.put(key, revisions.getOrDefault(key, 0L));
      }
    }
    return expected;
  }

  /** These have been compared: nothing more depends on how they go on. */
  private synchronized void compared(Collection<Address> dependencies) {
    for (Address dependency : dependencies) {
      List<Address> done = new ArrayList<>(byName.getOrDefault(dependency, Set.of()));
      for (Address address : done) {
        for (Address name : address.names()) {
          Set<Address> others = byName.get(name);
          if (others != null && others.remove(address) && others.isEmpty()) {
            byName.remove(name);
          }
        }
      }
    }
  }
}

package dev.paas.core.upkeep;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.state.Closure;
import dev.paas.core.state.ExclusiveSession;
import dev.paas.core.state.StateEntries;
import dev.paas.core.state.StateRepository;
import dev.paas.spi.state.StateCommit;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A state becomes what a file says. The file is looked through before anything is written, and
 * nobody else can read or write the state while it is neither the one nor the other.
 */
public final class Push {
  private final StateRepository repository;
  private final StateEntries state;
  private final StateFile file;
  private final String name;
  private final boolean force;
  private final Difference difference;
  private final boolean resumes;

  /**
   * What is written.
   *
   * @param added addresses of resources that the state did not know
   * @param changed addresses of resources about which it has something else
   * @param removed addresses of resources that it does not know any more
   * @param others how many other entries are written
   */
  public record Difference(
      SortedSet<Address> added,
      SortedSet<Address> changed,
      SortedSet<Address> removed,
      int others) {
    /** Whether the state is as the file says. */
    public boolean isEmpty() {
      return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && others == 0;
    }
  }

  private Push(StateRepository repository, StateFile file, String name, boolean force) {
    this.repository = repository;
    this.state = repository.entries();
    this.file = file;
    this.name = name;
    this.force = force;
    requireSound();
    Closure closure = repository.closures().current();
    SortedMap<String, byte[]> stored = state.read();
    requireFitting(stored, closure);
    this.difference = difference(stored);
    this.resumes = closure != null;
  }

  /**
   * Looks a file through.
   *
   * @param name how messages call the file
   * @param force whether it may be of another lineage, or older than what is there
   * @throws DiagnosticException with everything that is wrong
   */
  public static Push of(StateRepository repository, StateFile file, String name, boolean force) {
    return new Push(repository, file, name, force);
  }

  /** What would be written. */
  public Difference difference() {
    return difference;
  }

  /** Whether the state is closed, by a push that was cut off: then this one opens it. */
  public boolean resumes() {
    return resumes;
  }

  /** Whether every entry of the file is one of this platform's state, and can be read. */
  private void requireSound() {
    Diagnostics problems = new Diagnostics();
    if (!file.header().platform().equals(state.platform())) {
      throw refused(
          "it is of the platform "
              + described(file.header().platform().name(), file.header().platform().environment())
              + ", and this is "
              + described(state.platform().name(), state.platform().environment()),
          null);
    }
    file.entries()
        .forEach(
            (key, value) -> {
              String defect = state.defect(key, value);
              if (defect != null) {
                problems.add(invalid("its entry \"" + key + "\" cannot be used", defect));
              }
            });
    problems.throwIfErrors();
    StateEntries.Header header = state.header(file.entries());
    boolean alike =
        header != null
            && header.isKnown()
            && header.platform().equals(file.header().platform())
            && header.lineage().equals(file.header().lineage());
    if (!alike) {
      problems.add(invalid("what it says of itself is not what its entries say", null));
      problems.throwIfErrors();
    }
  }

  private static String described(String platform, String environment) {
    return environment.isEmpty() ? platform : platform + " in " + environment;
  }

  private Diagnostic.Builder invalid(String what, @Nullable String why) {
    return Diagnostic.error(Problem.STATE_FILE, "cannot push " + name + ": " + what)
        .detail((why == null ? "" : "Here " + why + ". ") + "Nothing was changed.")
        .hint("Take what paas state pull writes, and change only what must be changed.");
  }

  private DiagnosticException refused(String why, @Nullable String hint) {
    return Diagnostic.error(Problem.STATE_FILE, "cannot push " + name + ": " + why)
        .detail("It would take the place of " + repository.location() + ". Nothing was changed.")
        .hint(hint)
        .toException();
  }

  /** Whether the file may take the place of what is there. */
  private void requireFitting(SortedMap<String, byte[]> stored, @Nullable Closure closure) {
    if (force || (closure != null && closure.reason() == Closure.Reason.PUSH)) {
      return; // What was interrupted was looked at when it began.
    }
    StateEntries.Header there = state.header(stored);
    if (there == null) {
      return;
    }
    if (!there.lineage().equals(file.header().lineage())) {
      throw refused(
          "it is another state, although of a platform of the same name",
          "If it shall take the place of what is there: --force.");
    }
    if (file.header().revision() < there.revision()) {
      throw refused(
          "it is older than what is there",
          "It is revision "
              + file.header().revision()
              + ", and there is "
              + there.revision()
              + ". Pull again, or go back to it with --force.");
    }
  }

  private Difference difference(SortedMap<String, byte[]> stored) {
    SortedSet<Address> added = new TreeSet<>();
    SortedSet<Address> changed = new TreeSet<>();
    SortedSet<Address> removed = new TreeSet<>();
    int others = 0;
    for (StateCommit.Write write : writes(stored).build().writes()) {
      Address address =
          StateEntries.isRecord(write.key()) ? StateEntries.address(write.key()) : null;
      if (address == null) {
        others++;
      } else if (write.value() == null) {
        removed.add(address);
      } else {
        (stored.containsKey(write.key()) ? changed : added).add(address);
      }
    }
    return new Difference(added, changed, removed, others);
  }

  private StateCommit.Builder writes(SortedMap<String, byte[]> stored) {
    StateCommit.Builder writes = StateCommit.builder();
    SortedMap<String, byte[]> all = new TreeMap<>(stored);
    all.putAll(file.entries());
    for (String key : all.keySet()) {
      byte[] value = file.entries().get(key);
      if (value == null) {
        writes.delete(key);
      } else if (!Arrays.equals(value, stored.get(key))) {
        writes.put(key, value);
      }
    }
    return writes;
  }

  /**
   * Writes it, as the next revision.
   *
   * @param holder who asks, for others to see
   * @param patience how long to wait for others to finish
   * @return in how many commits
   * @throws DiagnosticException when somebody is at work on the state, or it has changed meanwhile
   */
  public int carryOut(String holder, Duration patience) throws InterruptedException {
    Predicate<Closure> resumes =
        before ->
            before.reason() == Closure.Reason.PUSH
                || (force && before.reason() == Closure.Reason.MOVED);
    try (ExclusiveSession session =
        ExclusiveSession.begin(repository, Closure.Reason.PUSH, "", holder, patience, resumes)) {
      SortedMap<String, byte[]> stored = state.read();
      requireFitting(stored, session.resumed());
      StateEntries.Header there = state.header(stored);
      long revision = Math.max(file.header().revision(), there == null ? 0 : there.revision()) + 1;
      StateCommit.Builder writes = writes(stored);
      state.revisionEntry(revision).forEach(writes::put);
      return session.finish(writes.build().writes());
    }
  }
}

package dev.paas.core.scenario;

import dev.paas.provider.tck.fake.FakeWorld;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.provider.tck.fake.SimulatedCrash;
import dev.paas.state.tck.CommitFate;
import dev.paas.state.tck.InMemoryState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run die. Everything that can be seen from outside is an instant at which it can: before
 * and after each commit of the state, before and after the effect of each call of the provider.
 * What the dead process still tries has no effect.
 */
final class Death {
  private final FakeWorld world;
  private int instants;
  private int fatal = Integer.MAX_VALUE;
  private boolean dead;
  private @Nullable String when;
  private Runnable onDeath = () -> {};

  Death(FakeWorld world, InMemoryState state) {
    this.world = world;
    mortal();
    state.onCommit(
        (number, commit) ->
            passes("before commit " + number)
                ? passes("after commit " + number) ? CommitFate.CARRY_OUT : CommitFate.CRASH_AFTER
                : CommitFate.CRASH_BEFORE);
  }

  /** Lets the calls of the world be instants, which its other rules have been forgotten with. */
  void mortal() {
    for (Operation operation :
        List.of(Operation.FIND, Operation.CREATE, Operation.UPDATE, Operation.DELETE)) {
      world
          .on(operation)
          .before(() -> diesIn("before " + operation))
          .after(() -> diesIn("after " + operation));
    }
  }

  /** What else happens at the instant of death. */
  synchronized void onDeath(Runnable happens) {
    onDeath = happens;
  }

  /** The next process dies at its instant {@code n}, counted from 1. */
  synchronized void at(int n) {
    instants = 0;
    fatal = n;
    dead = false;
  }

  /** The next process lives; its instants are counted. */
  synchronized void never() {
    at(Integer.MAX_VALUE);
  }

  /** How many instants there were since {@link #at} or {@link #never}. */
  synchronized int instants() {
    return instants;
  }

  synchronized boolean happened() {
    return dead;
  }

  /** At which instant it died, for messages. */
  synchronized String when() {
    return when == null ? "it lived" : when;
  }

  /** An instant; whether the process lives on. */
  synchronized boolean passes(String instant) {
    if (!dead && ++instants == fatal) {
      dead = true;
      when = instant + " (instant " + fatal + ")";
      onDeath.run();
    }
    return !dead;
  }

  private void diesIn(String instant) {
    if (!passes(instant)) {
      throw new SimulatedCrash(instant);
    }
  }
}

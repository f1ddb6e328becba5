package dev.paas.state.tck;

import dev.paas.spi.state.StateCommit;

/** Decides what becomes of each commit of an {@link InMemoryState}. */
@FunctionalInterface
public interface CommitHook {

  /**
   * Called for each commit, one at a time, in the order in which they take effect.
   *
   * @param number how many commits the state has been asked for, this one included
   */
  CommitFate fateOf(int number, StateCommit commit);
}

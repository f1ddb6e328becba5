package dev.paas.state.tck;

/** What becomes of a commit of an {@link InMemoryStateStore}. */
public enum CommitFate {
  /** It is judged and, when its conditions hold, carried out. */
  CARRY_OUT,
  /** The process dies before the commit is durable: nothing of it is ever seen. */
  CRASH_BEFORE,
  /** The commit becomes durable, and the process dies before it is told so. */
  CRASH_AFTER,
  /** No space is left: this commit and all later ones of its store fail, and the process lives. */
  FAIL
}

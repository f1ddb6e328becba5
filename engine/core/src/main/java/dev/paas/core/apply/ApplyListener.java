package dev.paas.core.apply;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.plan.Step;
import java.time.Duration;

/** Hears how an apply goes on. Called by several threads. */
public interface ApplyListener {

  /** Hears nothing. */
  ApplyListener NONE = new ApplyListener() {};

  /** A step begins; not told of gates. */
  default void began(Step step) {}

  /**
   * A step is done.
   *
   * @param step the step
   * @param took how long it took
   * @param changed false when it turned out that there was nothing to change
   */
  default void done(Step step, Duration took, boolean changed) {}

  /** A step failed. */
  default void failed(Step step, Duration took, Diagnostic why) {}
}

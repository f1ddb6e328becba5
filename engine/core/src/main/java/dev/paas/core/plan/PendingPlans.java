package dev.paas.core.plan;

import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.parallel.ParallelLoop;
import dev.paas.core.platform.ResourceDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Declarations whose instances are planned together, by several threads, since none of them refers
 * to another one. What comes of it is taken in the order in which they were added.
 */
final class PendingPlans {
  /** So many are planned at once at most: what waits takes memory. */
  private static final int MOST = 4096;

  /** So many a thread takes at a time; so few are not worth another thread. */
  private static final int SHARE = 16;

  private final Planning planning;
  private final List<Part> parts = new ArrayList<>();
  private final List<One> all = new ArrayList<>();

  /** How an instance is planned. */
  interface Planning {
    /**
     * Called by several threads.
     *
     * @throws DiagnosticException when that cannot be done
     */
    PlannedInstance plan(Instance instance, InstancePlanner.Present present);
  }

  /** An instance, and what came of it. */
  static final class One {
    private final Instance instance;
    private final InstancePlanner.Present present;
    private @Nullable PlannedInstance planned;
    private @Nullable DiagnosticException problem;

    One(Instance instance, InstancePlanner.Present present) {
      this.instance = instance;
      this.present = present;
    }

    Instance instance() {
      return instance;
    }

    /**
     * What happens to it.
     *
     * @throws DiagnosticException when it could not be planned
     */
    PlannedInstance planned() {
      PlannedInstance result = planned;
      if (result == null) {
        throw problem == null ? new IllegalStateException("it is not planned yet") : problem;
      }
      return result;
    }
  }

  /**
   * A declaration.
   *
   * @param waiting its instances that must wait
   * @param failed whether something is wrong with some of its instances already
   * @param pending its instances that are to be planned
   */
  record Part(
      ResourceDeclaration declaration,
      WaitingInstances waiting,
      boolean failed,
      List<One> pending) {}

  PendingPlans(Planning planning) {
    this.planning = planning;
  }

  void add(Part part) {
    parts.add(part);
    all.addAll(part.pending());
  }

  /** Whether no more should be added now. */
  boolean isFull() {
    return all.size() >= MOST;
  }

  /** Plans all of them, and then takes what came of it. */
  void settle(Consumer<Part> taker) {
    if (parts.isEmpty()) {
      return;
    }
    ParallelLoop.run(
        all.size(),
        SHARE,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            plan(all.get(i));
          }
        });
    parts.forEach(taker);
    parts.clear();
    all.clear();
  }

  private void plan(One one) {
    try {
      one.planned = planning.plan(one.instance, one.present);
    } catch (DiagnosticException problem) {
      one.problem = problem;
    }
  }
}

package dev.paas.core.engine;

import dev.paas.core.apply.Applier;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.plan.Approval;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import java.util.List;

/**
 * Carries out a plan and what it defers, wave after wave: each plan is made when the one before is
 * done, and carried out without asking as long as it stays within what was approved.
 */
public final class Waves {
  private final Engine engine;
  private final Applier.Settings how;
  private final Watcher watcher;

  /** Hears of the waves, and decides on what was not approved. */
  public interface Watcher {

    /** A plan is about to be carried out. */
    void begins(PlannedPlatform wave);

    /** A plan has been carried out, completely or not. */
    void ended(PlannedPlatform wave, ApplyResult result);

    /**
     * What was deferred has been planned.
     *
     * @param beyond what of it was not approved, a clause each; empty when it is carried out
     * @return whether it is carried out although something was not approved
     */
    boolean planned(PlannedPlatform wave, List<String> beyond);
  }

  /**
   * @param how how each plan is carried out
   */
  public Waves(Engine engine, Applier.Settings how, Watcher watcher) {
    this.engine = engine;
    this.how = how;
    this.watcher = watcher;
  }

  /**
   * Carries out an approved plan and what it defers.
   *
   * @return whether everything was done
   * @throws dev.paas.core.diagnostic.DiagnosticException when a plan could not begin, or what was
   *     deferred could not be planned: what was done until then is recorded
   */
  public boolean carryOut(PlannedPlatform first) throws InterruptedException {
    Approval approval = Approval.of(first.plan());
    PlannedPlatform wave = first;
    while (true) {
      watcher.begins(wave);
      ApplyResult result = engine.apply(wave, how);
      watcher.ended(wave, result);
      if (!result.isComplete()) {
        return false;
      }
      if (wave.plan().deferred().isEmpty()) {
        return true;
      }
      if (how.interruption().isStopping()) {
        return false;
      }
      PlanOptions options = wave.options().afterwards(wave.plan());
      PlannedPlatform next =
          how.interruption().interruptibly(() -> engine.plan(options, PlanListener.NONE));
      List<String> beyond = approval.beyond(next.plan());
      if (!watcher.planned(next, beyond) && !beyond.isEmpty()) {
        return false;
      }
      approval = beyond.isEmpty() ? approval.remaining(next.plan()) : Approval.of(next.plan());
      wave = next;
    }
  }
}

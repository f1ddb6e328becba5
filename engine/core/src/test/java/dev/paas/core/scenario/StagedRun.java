package dev.paas.core.scenario;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.Waves;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlannedPlatform;
import java.util.ArrayList;
import java.util.List;

/** What became of a plan that is carried out wave after wave, where nobody is there to ask. */
final class StagedRun implements Waves.Watcher {
  private final Scene scene;
  private final List<Plan> plans = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> beyond = new ArrayList<>();
  private String refusal = "";
  private boolean complete;

  private StagedRun(Scene scene) {
    this.scene = scene;
  }

  static StagedRun of(Scene scene, Engine engine, PlannedPlatform first)
      throws InterruptedException {
    StagedRun run = new StagedRun(scene);
    try {
      run.complete = new Waves(engine, scene.how(), run).carryOut(first);
    } catch (DiagnosticException refused) {
      run.refusal = Told.of(refused.diagnostics());
    }
    return run;
  }

  @Override
  public void begins(PlannedPlatform wave) {
    plans.add(wave.plan());
    scene.world().forgetCalls();
  }

  @Override
  public void ended(PlannedPlatform wave, ApplyResult result) {
    calls.add(scene.changes());
  }

  @Override
  public boolean planned(PlannedPlatform wave, List<String> what) {
    beyond.addAll(what);
    return false;
  }

  /** Whether everything was done. */
  boolean complete() {
    return complete;
  }

  /** The calls of each wave, as {@code C a, C b | U c}. */
  String calls() {
    return String.join(" | ", calls);
  }

  /** What was not approved. */
  List<String> beyond() {
    return beyond;
  }

  /** Why what was deferred could not be planned; empty when it could. */
  String refusal() {
    return refusal;
  }

  /** The plans that were carried out. */
  List<Plan> plans() {
    return plans;
  }
}

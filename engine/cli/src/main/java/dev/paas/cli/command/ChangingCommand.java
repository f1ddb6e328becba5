package dev.paas.cli.command;

import dev.paas.cli.review.PlanReview;
import dev.paas.cli.text.ProgressDisplay;
import dev.paas.cli.text.ResultText;
import dev.paas.core.address.Address;
import dev.paas.core.apply.Applier;
import dev.paas.core.apply.ApplyListener;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.IdempotencyKeys;
import dev.paas.core.apply.Interruption;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.Waves;
import dev.paas.core.history.Occasion;
import dev.paas.core.plan.CheckOutcome;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.SavedPlan;
import dev.paas.core.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands have in common that change something. */
abstract class ChangingCommand extends PlanningCommand {
  /** What a destruction is called in the history, with whichever command. */
  static final String DESTROY = "destroy";

  @Option(names = "--auto-approve", description = "Do not ask.", order = 14)
  private boolean autoApprove;

  @Option(
      names = "--lock-timeout",
      paramLabel = "DURATION",
      description = "How long to wait for another apply of the same resources, such as 30s.",
      order = 15)
  private String lockTimeout = "0s";

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what providers print, such as the steps of an image's build.",
      order = 23)
  private boolean verbose;

  ChangingCommand(Session session) {
    super(session);
  }

  /** Whether the user is asked before anything is done. */
  protected boolean asksFor(PlanOptions.Mode mode) {
    return true;
  }

  /** Makes an engine ready to plan. */
  protected void prepare(Engine engine) {}

  /** The number of the revision that the command goes back to; 0 for none. */
  protected long rollbackTo() {
    return 0;
  }

  private Occasion occasion(PlanOptions.Mode mode) {
    String command =
        switch (mode) {
          case DESTROY -> DESTROY;
          case REFRESH -> "refresh";
          case APPLY -> getClass().getAnnotation(Command.class).name();
        };
    return session().occasion(command, rollbackTo());
  }

  /** Plans, shows, asks and carries out. */
  protected final int planAndApply(PlanOptions.Mode mode) throws InterruptedException {
    PlanOptions options = options(mode);
    Duration patience = patience();
    boolean asks = !autoApprove && asksFor(mode);
    checkAsks(asks);
    try (ProgressDisplay display = new ProgressDisplay(terminal(), verbose);
        Engine engine = engine(display)) {
      prepare(engine);
      PlannedPlatform planned = engine.plan(options, PlanListener.NONE);
      Plan plan = planned.plan();
      report(engine.warnings());
      report(plan.warnings());
      show(plan, mode);
      if (denied(plan)) {
        return ExitCode.ERROR;
      }
      boolean changes =
          mode == PlanOptions.Mode.REFRESH ? !plan.drift().isEmpty() : !plan.isEmpty();
      if (asks && changes && !approved(mode)) {
        say("Nothing was changed.");
        return ExitCode.ERROR;
      }
      return carryOut(engine, planned, display, patience, asks);
    }
  }

  /** Records something that exists already, and does nothing else. */
  protected final int importAndRecord(Address address, String id) throws InterruptedException {
    Duration patience = patience();
    try (ProgressDisplay display = new ProgressDisplay(terminal(), verbose);
        Engine engine = engine(display)) {
      PlannedPlatform planned = engine.planImport(address, id, PlanListener.NONE);
      report(engine.warnings());
      return carryOut(engine, planned, display, patience, false);
    }
  }

  /**
   * Asks the user something, unless that was answered with an option.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when nobody can be asked
   */
  protected final boolean approves(String question) {
    checkAsks(!autoApprove);
    return autoApprove || answersYes(question);
  }

  private void checkAsks(boolean asks) {
    if (asks) {
      Questions.requireSomebody(
          terminal(), json(), "Look at the plan with paas plan, and then say --auto-approve.");
    }
  }

  /** Carries out a saved plan. */
  protected final int carryOut(SavedPlan saved) throws InterruptedException {
    Duration patience = patience();
    try (ProgressDisplay display = new ProgressDisplay(terminal(), verbose);
        Engine engine = engine(display, saved)) {
      PlannedPlatform planned = engine.restore(saved);
      report(engine.warnings());
      show(planned.plan(), PlanOptions.Mode.APPLY);
      if (denied(planned.plan())) {
        return ExitCode.ERROR;
      }
      boolean asks = !autoApprove && !json() && terminal().isInteractive();
      return carryOut(engine, planned, display, patience, asks);
    }
  }

  private void show(Plan plan, PlanOptions.Mode mode) {
    if (json()) {
      return;
    }
    show(new PlanReview(plan, mode == PlanOptions.Mode.REFRESH, null));
    terminal().out().flush();
  }

  /** Tells what violates policies, and whether that ends it here. */
  private boolean denied(Plan plan) {
    report(plan.violations());
    if (plan.isDenied()) {
      terminal().err().println("Nothing was changed.");
    }
    return plan.isDenied();
  }

  private boolean approved(PlanOptions.Mode mode) {
    String question =
        switch (mode) {
          case DESTROY -> "Destroy all of this?";
          case APPLY -> "Carry out this plan?";
          case REFRESH -> "Record what was changed?";
        };
    return answersYes(question);
  }

  private boolean answersYes(String question) {
    return Questions.answersYes(terminal(), question);
  }

  private int carryOut(
      Engine engine,
      PlannedPlatform planned,
      ProgressDisplay display,
      Duration patience,
      boolean asks)
      throws InterruptedException {
    Interruption interruption = new Interruption();
    Signals signals = Signals.listen(interruption, terminal());
    Show show = new Show(display, asks);
    try {
      Applier.Settings how =
          new Applier.Settings(
              occasion(planned.options().mode()),
              session().holder(),
              patience,
              parallelism(),
              IdempotencyKeys.random(),
              json() ? ApplyListener.NONE : display,
              interruption);
      boolean complete = new Waves(engine, how, show).carryOut(planned);
      if (interruption.isStopping() && !complete) {
        return ExitCode.INTERRUPTED;
      }
      return complete ? ExitCode.DONE : ExitCode.ERROR;
    } finally {
      show.end();
      signals.close();
    }
  }

  /** Shows each wave of a plan, and asks where something was not approved. */
  private final class Show implements Waves.Watcher {
    private final ProgressDisplay display;
    private final boolean asks;
    private final ResultText text = new ResultText(terminal().painter());
    private final List<String> told = new ArrayList<>();
    private long start;

    Show(ProgressDisplay display, boolean asks) {
      this.display = display;
      this.asks = asks;
    }

    @Override
    public void begins(PlannedPlatform wave) {
      long steps =
          wave.plan().steps().stream().filter(step -> step.kind() != Step.Kind.GATE).count();
      if (!json() && steps > 0) {
        display.begin((int) steps);
      }
      start = System.nanoTime();
    }

    @Override
    public void ended(PlannedPlatform wave, ApplyResult result) {
      display.close();
      if (json()) {
        told.add(text.json(PlanJson.toJson(wave.plan()), result));
        report(result.warnings());
        report(result.errors());
        reportChecks(result);
        return;
      }
      report(result.warnings());
      report(result.errors());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      terminal().out().print(text.render(wave.plan(), result, took));
      reportChecks(result);
    }

    @Override
    public boolean planned(PlannedPlatform wave, List<String> beyond) {
      report(wave.plan().warnings());
      if (!json()) {
        say("");
        show(wave.plan(), PlanOptions.Mode.APPLY);
      }
      if (!wave.plan().isDenied()) {
        report(wave.plan().violations());
      }
      if (beyond.isEmpty()) {
        return true;
      }
      if (json()) {
        told.add(text.json(PlanJson.toJson(wave.plan()), beyond));
      } else {
        say("");
        say("Not approved yet:");
        beyond.forEach(each -> say("  " + each));
        if (asks && approved(PlanOptions.Mode.APPLY)) {
          return true;
        }
        say("");
      }
      report(
          List.of(
              Diagnostic.error(
                      Problem.PLAN_NOT_APPROVED, "what was deferred is not what was approved")
                  .detail("What was approved is done, and nothing else.")
                  .hint("Look at the plan, and run paas apply again.")
                  .build()));
      return false;
    }

    /** Says in JSON what became of all waves. */
    void end() {
      if (!told.isEmpty()) {
        say(text.json(told));
      }
    }
  }

  /** Below the outcome, which they do not change. */
  private void reportChecks(ApplyResult result) {
    List<Diagnostic> problems = new ArrayList<>();
    for (CheckOutcome check : result.checks()) {
      Diagnostic problem = check.problem();
      if (problem != null) {
        problems.add(problem);
      }
    }
    if (!problems.isEmpty() && !json()) {
      terminal().out().println();
      terminal().out().flush();
    }
    report(problems);
  }

  private Duration patience() {
    return LockTimeout.of(lockTimeout);
  }
}

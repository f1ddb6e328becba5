package dev.paas.core.apply;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.history.Occasion;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.RevisionDraft;
import dev.paas.core.plan.CheckOutcome;
import dev.paas.core.plan.InstancePlanner;
import dev.paas.core.plan.OutputChange;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlannedMoves;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.PlatformChecks;
import dev.paas.core.plan.Step;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.state.ResourceRecord;
import dev.paas.core.state.StateRepository;
import dev.paas.core.state.StateSession;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Carries out plans. */
public final class Applier {
  private final StateRepository repository;
  private final ProviderPool providers;
  private final Calls calls;
  private final ExecutorService workers;
  private final Settings settings;
  private final PolicyGate gate;
  private final Supplier<RevisionDraft.Origin> origin;

  /**
   * How a plan is carried out.
   *
   * @param occasion who applies with which command, for the history
   * @param holder who applies, for others who have to wait
   * @param patience how long to wait for others
   * @param parallelism how many steps may be under way at once
   * @param keys makes idempotency keys
   * @param listener hears how it goes on
   * @param interruption the user's wish that it stops
   */
  public record Settings(
      Occasion occasion,
      String holder,
      Duration patience,
      int parallelism,
      IdempotencyKeys keys,
      ApplyListener listener,
      Interruption interruption) {}

  /**
   * @param gate lets pass what no policy denies
   * @param origin what plans are made from, for the history; asked for only when something is done
   */
  public Applier(
      StateRepository repository,
      ProviderPool providers,
      Calls calls,
      ExecutorService workers,
      Settings settings,
      PolicyGate gate,
      Supplier<RevisionDraft.Origin> origin) {
    this.repository = repository;
    this.providers = providers;
    this.calls = calls;
    this.workers = workers;
    this.settings = settings;
    this.gate = gate;
    this.origin = origin;
  }

  /**
   * Carries out a plan.
   *
   * @throws DiagnosticException when it could not begin: then nothing was changed
   */
  public ApplyResult apply(PlannedPlatform planned) throws InterruptedException {
    gate.checkPlan();
    Plan plan = planned.plan();
    if (plan.isEmpty()
        && plan.steps().isEmpty()
        && plan.moves().isEmpty()
        && plan.corrections().isEmpty()) {
      return new ApplyResult(
          0,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          false,
          planned.state().outputs(),
          checks(planned));
    }
    try (StateSession session = settings.interruption().interruptibly(() -> begin(planned))) {
      return carryOut(planned, session);
    }
  }

  private ApplyResult carryOut(PlannedPlatform planned, StateSession session)
      throws InterruptedException {
    try {
      move(planned, session);
      correct(planned, session);
    } catch (DiagnosticException failure) {
      Failed failed = new Failed();
      failed.add("", failure.diagnostics().get(0));
      session.end(Outcome.FAILED, failed.first(), 0);
      throw failure;
    }
    planned.evaluation().beginApply();
    return run(planned, session);
  }

  /** Until it has returned nothing is changed. */
  private StateSession begin(PlannedPlatform planned) throws InterruptedException {
    new Preflight(providers, calls, workers).check(planned);
    TreeSet<Address> changed = new TreeSet<>();
    Set<Address> involved = new TreeSet<>();
    for (Step step : planned.plan().steps()) {
      if (step.changes()) {
        changed.add(step.address());
      } else if (step.kind() != Step.Kind.GATE) {
        involved.add(step.address());
      }
    }
    changed.addAll(planned.plan().corrections().addresses());
    changed.addAll(planned.relocation().touched());
    planned.instances().values().stream()
        .filter(instance -> !instance.replaceWhen().isWhollyKnown())
        .forEach(instance -> changed.add(instance.address()));
    involved.addAll(changed);
    return StateSession.begin(
        repository,
        planned.state(),
        changed,
        planned.readFor(involved),
        settings.holder(),
        settings.patience(),
        new RevisionDraft(settings.occasion(), PlannedChanges.of(planned.plan()), origin.get()));
  }

  /** Moves all that moves, in one step. */
  private static void move(PlannedPlatform planned, StateSession session)
      throws InterruptedException {
    PlannedMoves moves = planned.plan().moves();
    if (!moves.isEmpty()) {
      session.relocate(planned.relocation(), moves.done(), moves.undone());
      session.flush();
    }
  }

  /** Brings the state up to date with what planning found. */
  private void correct(PlannedPlatform planned, StateSession session) throws InterruptedException {
    Plan.Corrections corrections = planned.plan().corrections();
    Map<Address, ResourceRecord> replaced = new HashMap<>();
    corrections.deposed().forEach(old -> replaced.put(old.address(), old));
    Set<Address> adopted = new HashSet<>();
    for (ResourceRecord record : corrections.adopted()) {
      ResourceRecord old = replaced.get(record.address());
      if (old == null) {
        session.record(record);
      } else {
        session.recordReplacing(record, old);
      }
      adopted.add(record.address());
    }
    for (Address address : corrections.settled()) {
      if (!adopted.contains(address)) {
        session.settle(address);
      }
    }
    corrections.records().forEach(session::record);
    corrections.gone().forEach(session::forget);
    session.flush();
  }

  private ApplyResult run(PlannedPlatform planned, StateSession session)
      throws InterruptedException {
    StepScheduler scheduler =
        new StepScheduler(planned.plan().steps(), settings.interruption()::isStopping);
    Failed errors = new Failed();
    InstancePlanner planner =
        new InstancePlanner(planned.evaluation(), providers, repository::fingerprints);
    StepExecutor executor =
        new StepExecutor(
            planned,
            planner,
            providers,
            calls,
            session,
            settings.keys(),
            new StepConditions(
                planned, providers, calls, session, settings.interruption()::isStopping),
            gate);
    Set<Step> unchanged = ConcurrentHashMap.newKeySet();
    Workers running = new Workers(workers);
    settings
        .interruption()
        .onAbort(
            () -> {
              calls.cancel();
              scheduler.stop();
              running.interrupt();
            });
    int threads = Math.max(1, Math.min(settings.parallelism(), planned.plan().steps().size()));
    running.start(threads, () -> work(scheduler, executor, unchanged, errors));
    running.await();
    return finish(planned, session, scheduler, unchanged, errors);
  }

  private void work(
      StepScheduler scheduler, StepExecutor executor, Set<Step> unchanged, Failed errors) {
    try {
      Step step;
      while ((step = scheduler.next()) != null) {
        execute(step, scheduler, executor, unchanged, errors);
      }
    } catch (InterruptedException aborted) {
      Thread.currentThread().interrupt();
    } catch (Error broken) {
      // The step's end is never told: nobody may wait for it.
      scheduler.stop();
      throw broken;
    }
  }

  private void execute(
      Step step, StepScheduler scheduler, StepExecutor executor, Set<Step> unchanged, Failed errors)
      throws InterruptedException {
    ApplyListener listener =
        step.kind() == Step.Kind.GATE ? ApplyListener.NONE : settings.listener();
    long start = System.nanoTime();
    listener.began(step);
    try {
      boolean changed = executor.execute(step);
      if (!changed && step.kind() != Step.Kind.GATE) {
        unchanged.add(step);
      }
      listener.done(step, Duration.ofNanos(System.nanoTime() - start), changed);
      scheduler.done(step);
    } catch (DiagnosticException failure) {
      failed(step, failure.diagnostics(), start, scheduler, errors);
    } catch (RuntimeException defect) {
      Diagnostic diagnostic =
          Diagnostic.error(Problem.INTERNAL, "a defect in paas at " + step.address())
              .detail(defect.toString())
              .hint("Please report it. The apply can be run again.")
              .build();
      failed(step, List.of(diagnostic), start, scheduler, errors);
    }
  }

  private void failed(
      Step step, List<Diagnostic> why, long start, StepScheduler scheduler, Failed errors) {
    errors.addAll(step.address().toString(), why);
    settings.listener().failed(step, Duration.ofNanos(System.nanoTime() - start), why.get(0));
    scheduler.failed(step);
    boolean stateBroken =
        why.stream().anyMatch(diagnostic -> diagnostic.problem().id().startsWith("state."));
    if (stateBroken) {
      scheduler.stop();
    }
  }

  private ApplyResult finish(
      PlannedPlatform planned,
      StateSession session,
      StepScheduler scheduler,
      Set<Step> unchanged,
      Failed errors)
      throws InterruptedException {
    boolean complete = scheduler.failedSteps().isEmpty() && scheduler.waitingSteps().isEmpty();
    boolean interrupted = settings.interruption().isStopping() && !complete;
    MapValue outputs = planned.state().outputs();
    try {
      if (complete && errors.isEmpty()) {
        outputs = outputs(planned);
        if (!outputs.equals(planned.state().outputs())) {
          session.outputs(outputs);
        }
      }
    } catch (DiagnosticException failure) {
      errors.addAll("", failure.diagnostics());
    }
    try {
      Outcome outcome =
          interrupted
              ? Outcome.INTERRUPTED
              : complete && errors.isEmpty() ? Outcome.DONE : Outcome.FAILED;
      session.end(outcome, errors.first(), scheduler.failedSteps().size());
      session.flush();
    } catch (DiagnosticException failure) {
      errors.addAll("", failure.diagnostics());
    }
    return new ApplyResult(
        session.revision(),
        scheduler.doneSteps().stream().filter(step -> !unchanged.contains(step)).toList(),
        scheduler.failedSteps(),
        scheduler.waitingSteps(),
        planned.evaluation().platform().traced(errors.diagnostics()),
        gate.warnings(),
        interrupted,
        outputs,
        complete && errors.isEmpty() ? checks(planned) : List.of());
  }

  /** Of a plan for a part of the platform, or for none, there are none. */
  private static List<CheckOutcome> checks(PlannedPlatform planned) {
    return planned.plan().checks().isEmpty() ? List.of() : PlatformChecks.of(planned.evaluation());
  }

  private static MapValue outputs(PlannedPlatform planned) {
    Evaluation evaluation = planned.evaluation();
    MapValue.Builder outputs = MapValue.builder();
    for (OutputChange change : planned.plan().outputs()) {
      Value after = change.after();
      if (after == null) {
        continue;
      }
      OutputDeclaration declaration = evaluation.platform().outputs().get(change.name());
      Value value =
          after.isWhollyKnown() || declaration == null
              ? after
              : evaluation.evaluate(declaration.value());
      if (!value.isWhollyKnown()) {
        // It hangs on something that is deferred: until then it stays what it was.
        Value recorded = planned.state().outputs().get(change.name());
        if (recorded != null) {
          outputs.put(change.name(), recorded);
        }
        continue;
      }
      boolean sensitive = declaration != null && declaration.sensitive();
      outputs.put(
          change.name(),
          MapValue.builder()
              .put("value", sensitive ? value.asSensitive() : value)
              .put("description", change.description())
              .build());
    }
    return outputs.build();
  }
}

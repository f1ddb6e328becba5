package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.Redactor;
import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineClient.Tuning;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done about a rollout that failed: it goes back, or is left for somebody to look at. */
final class RolloutUndo {
  private static final String HINT =
      "See the output; paas logs shows more while a container is there.";

  private final EngineClient engine;
  private final ServiceTarget target;
  private final CallContext context;
  private final Redactor redactor;
  private final Survey survey;
  private final List<Rollout.Step> steps;

  RolloutUndo(
      EngineClient engine,
      ServiceTarget target,
      CallContext context,
      Redactor redactor,
      Survey survey,
      List<Rollout.Step> steps) {
    this.engine = engine;
    this.target = target;
    this.context = context;
    this.redactor = redactor;
    this.survey = survey;
    this.steps = steps;
  }

  /** A container did not get healthy. */
  RolloutException after(UnhealthyException e) throws InterruptedException {
    List<String> output = ContainerOutput.last(engine, e.container(), redactor);
    String outcome = undo();
    return new RolloutException(
        ProviderException.builder("the new version does not get healthy")
            .detail(redactor.line(e.sentence()) + " " + outcome)
            .hint(output.isEmpty() ? null : HINT)
            .output(output)
            .cause(e),
        e);
  }

  /** The engine failed or refused something. */
  RolloutException after(EngineException e) throws EngineException, InterruptedException {
    if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.BROKEN) {
      throw e;
    }
    return retold(ServiceFailures.explain(e, target.planned()).build(), e);
  }

  /** Something of ours was refused while a container was being made. */
  RolloutException after(ProviderException e) throws InterruptedException {
    return retold(e, e);
  }

  private RolloutException retold(ProviderException told, Throwable cause)
      throws InterruptedException {
    String detail = told.detail();
    String outcome = undo();
    ProviderException.Builder builder =
        ProviderException.builder(redactor.line(told.reason()))
            .detail(detail == null ? outcome : redactor.line(detail) + " " + outcome)
            .hint(told.hint())
            .output(told.output())
            .cause(cause);
    if (told.path() != null) {
      builder.path(told.path());
    }
    return new RolloutException(told.retryable() ? builder.retryable() : builder, cause);
  }

  /** Goes back, if that is wanted, and tells in a sentence how things are now. */
  private String undo() throws InterruptedException {
    if (!target.spec().deploy().autoRollback()) {
      return "It is left as it is, because autoRollback is off.";
    }
    context.progress("going back to the old version");
    boolean restored = false;
    try {
      for (int i = steps.size() - 1; i >= 0; i--) {
        restored |= undo(steps.get(i));
      }
      for (Survey.Slot slot : survey.slots()) {
        restored |= undoEarlier(slot);
      }
    } catch (EngineException e) {
      return "Going back to the old version failed too: "
          + Failures.explain(e).build().reason()
          + ".";
    }
    return restored ? "The old version runs again." : kept();
  }

  private String kept() {
    boolean any =
        survey.slots().stream().anyMatch(slot -> slot.old() != null || slot.current() != null);
    return any ? "What ran before still runs." : "Nothing of it is left.";
  }

  /** Where the old one and the new one can run side by side, the old one comes back first. */
  private boolean undo(Rollout.Step step) throws EngineException, InterruptedException {
    ContainerView old = step.slot().old();
    ContainerView made = step.made();
    if (step.stoppedFirst() && made != null) {
      engine.removeContainer(made.id());
    }
    boolean restored = old != null && restored(old);
    if (!step.stoppedFirst() && made != null) {
      engine.stopContainer(made.id());
      engine.removeContainer(made.id());
    }
    return restored;
  }

  /** What a rollout that was cut off had replaced already goes back too. */
  private boolean undoEarlier(Survey.Slot slot) throws EngineException, InterruptedException {
    ContainerView current = slot.current();
    ContainerView old = slot.old();
    ServiceSpec prior = target.prior();
    if (current == null || old == null || prior == null) {
      return false;
    }
    if (!SpecHash.of(prior).equals(old.labels().get(Labels.SPEC))) {
      return false;
    }
    engine.stopContainer(current.id());
    boolean restored = restored(old);
    engine.removeContainer(current.id());
    return restored;
  }

  /** Starts an old container again, unless it was not stopped, or had done what it was to do. */
  private boolean restored(ContainerView old) throws EngineException, InterruptedException {
    @Nullable ContainerView now = engine.container(old.id()).orElse(null);
    if (now == null) {
      return false;
    }
    ServiceSpec prior = target.prior();
    String restart = prior == null ? old.restart() : prior.template().restart();
    if (!now.restart().equals(restart)) {
      engine.tuneContainer(old.id(), new Tuning(null, restart));
    }
    boolean done =
        prior != null && prior.mayEndWith(now.state().exitCode()) && old.state().hasEnded();
    boolean stopped = now.state().hasEnded() && !done;
    if (stopped) {
      engine.startContainer(old.id());
    }
    return stopped;
  }
}

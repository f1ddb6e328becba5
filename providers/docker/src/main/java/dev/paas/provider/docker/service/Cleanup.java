package dev.paas.provider.docker.service;

import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.spi.provider.CallContext;
import java.util.ArrayList;
import java.util.List;

/** The end of a rollout that worked: the old containers go, the new ones get their names. */
final class Cleanup {
  private final Scope scope;
  private final EngineClient engine;
  private final ServiceTarget target;
  private final CallContext context;

  Cleanup(Scope scope, ServiceTarget target, CallContext context) {
    this.scope = scope;
    this.engine = scope.engine();
    this.target = target;
    this.context = context;
  }

  void run(Survey survey, List<Rollout.Step> steps) throws EngineException, InterruptedException {
    List<ContainerView> gone = new ArrayList<>(survey.extras());
    for (Survey.Slot slot : survey.slots()) {
      ContainerView old = slot.old();
      if (old != null) {
        gone.add(old);
      }
    }
    stopAndRemove(engine, gone);
    for (Survey.Slot slot : survey.slots()) {
      ContainerView current = slot.current();
      if (current != null) {
        rename(current, slot.number());
      }
    }
    for (Rollout.Step step : steps) {
      ContainerView made = step.made();
      if (made != null) {
        rename(made, step.slot().number());
      }
    }
  }

  /** Lets them end in their own time, side by side, then removes them. */
  static void stopAndRemove(EngineClient engine, List<ContainerView> containers)
      throws EngineException, InterruptedException {
    Parallel.map(
        containers,
        container -> {
          engine.stopContainer(container.id());
          engine.removeContainer(container.id());
          return true;
        });
  }

  /** The name is for people; a service does not fail because somebody else has taken it. */
  private void rename(ContainerView container, int number)
      throws EngineException, InterruptedException {
    String name = scope.names().container(target.resource(), number);
    if (container.name().equals(name)) {
      return;
    }
    try {
      engine.renameContainer(container.id(), name);
    } catch (EngineException e) {
      if (e.kind() != Kind.CONFLICT) {
        throw e;
      }
      context.output(container.name() + " keeps its name: " + name + " is taken");
    }
  }
}

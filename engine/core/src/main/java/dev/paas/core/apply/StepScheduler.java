package dev.paas.core.apply;

import dev.paas.core.address.Address;
import dev.paas.core.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out steps, each when all that it waits for are done; of several, the first of the plan.
 * What waits for a failed one is never handed out, nor what would take away another one of a group
 * in which something has failed. Linear in steps and edges. Safe for several threads.
 */
final class StepScheduler {
  private enum Status {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }

  private final List<Step> steps;
  private final int[] unmet;
  private final int[] dependentStarts;
  private final int[] dependents;
  private final Status[] statuses;
  private final PriorityQueue<Integer> ready = new PriorityQueue<>();
  private final Set<Address> failedGroups = new HashSet<>();
  private final BooleanSupplier stopWanted;
  private int running;
  private boolean stopped;

  /**
   * @param stopWanted whether no more steps are to be handed out: asked before each, also by those
   *     that waited when it became true
   */
  StepScheduler(List<Step> steps, BooleanSupplier stopWanted) {
    this.steps = steps;
    this.stopWanted = stopWanted;
    this.unmet = new int[steps.size()];
    this.statuses = new Status[steps.size()];
    this.dependentStarts = new int[steps.size() + 1];
    int edges = 0;
    for (Step step : steps) {
      statuses[step.id()] = Status.WAITING;
      unmet[step.id()] = step.after().size();
      edges += step.after().size();
      step.after().forEach(before -> dependentStarts[before + 1]++);
      if (step.after().isEmpty()) {
        ready.add(step.id());
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      dependentStarts[i + 1] += dependentStarts[i];
    }
    this.dependents = new int[edges];
    int[] next = java.util.Arrays.copyOf(dependentStarts, steps.size());
    for (Step step : steps) {
      step.after().forEach(before -> dependents[next[before]++] = step.id());
    }
  }

  /**
   * The next step; waits while others run that may make one ready.
   *
   * @return {@code null} when there is none, and there will be none
   */
  synchronized @Nullable Step next() throws InterruptedException {
    while (true) {
      stopped |= stopWanted.getAsBoolean();
      if (!stopped && !ready.isEmpty()) {
        int id = ready.remove();
        if (steps.get(id).rolling() && failedGroups.contains(steps.get(id).group())) {
          continue;
        }
        statuses[id] = Status.RUNNING;
        running++;
        return steps.get(id);
      }
      if (running == 0 || stopped) {
        notifyAll();
        return null;
      }
      wait();
    }
  }

  synchronized void done(Step step) {
    statuses[step.id()] = Status.DONE;
    running--;
    for (int i = dependentStarts[step.id()]; i < dependentStarts[step.id() + 1]; i++) {
      if (--unmet[dependents[i]] == 0) {
        ready.add(dependents[i]);
      }
    }
    notifyAll();
  }

  synchronized void failed(Step step) {
    statuses[step.id()] = Status.FAILED;
    failedGroups.add(step.group());
    running--;
    notifyAll();
  }

  /** No more steps are handed out. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  synchronized List<Step> doneSteps() {
    return with(Status.DONE);
  }

  synchronized List<Step> failedSteps() {
    return with(Status.FAILED);
  }

  /** Those that were not begun, and those that were given up while they ran. */
  synchronized List<Step> waitingSteps() {
    List<Step> waiting = with(Status.WAITING);
    waiting.addAll(with(Status.RUNNING));
    return waiting;
  }

  private List<Step> with(Status status) {
    List<Step> found = new ArrayList<>();
    for (Step step : steps) {
      if (statuses[step.id()] == status && step.kind() != Step.Kind.GATE) {
        found.add(step);
      }
    }
    return found;
  }
}

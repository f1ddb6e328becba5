package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.Redactor;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.ContainerTemplate.Attachment;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineClient.Tuning;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.PublishedPort;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the containers of a service what they should be, touching none that is so already.
 *
 * <p>What is replaced is kept, stopped, until all of the rollout has worked, so that it can be
 * undone. Wherever it is cut off, the labels tell the next rollout what is there, and it goes on
 * from that.
 */
final class Rollout {
  private static final Duration RESERVE = Duration.ofSeconds(15);
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Scope scope;
  private final EngineClient engine;
  private final ServiceTarget target;
  private final ServiceSpec spec;
  private final CallContext context;
  private final Clock clock;
  private final SpecMatch match;
  private final Redactor redactor;
  private final ContainerMaker maker;
  private final List<Step> steps = new ArrayList<>();

  /** What the rollout did in a slot, for undoing it: what it made there, what it stopped. */
  static final class Step {
    private final Survey.Slot slot;
    private @Nullable ContainerView made;
    private boolean stoppedFirst;

    Step(Survey.Slot slot) {
      this.slot = slot;
    }

    Survey.Slot slot() {
      return slot;
    }

    @Nullable ContainerView made() {
      return made;
    }

    boolean stoppedFirst() {
      return stoppedFirst;
    }
  }

  Rollout(Scope scope, ServiceTarget target, CallContext context, Clock clock) {
    this.scope = scope;
    this.engine = scope.engine();
    this.target = target;
    this.spec = target.spec();
    this.context = context;
    this.clock = clock;
    this.match = new SpecMatch(spec, true);
    this.redactor = Redactor.of(target.planned());
    this.maker = new ContainerMaker(scope, target, match.hash(), context);
  }

  /**
   * Rolls out.
   *
   * @throws RolloutException when the new version does not work
   * @throws ProviderException when it was not begun: an image, or the release command
   */
  void run() throws RolloutException, ProviderException, EngineException, InterruptedException {
    Fleet fleet = Fleet.load(engine, scope.labels(), target.key());
    Set<String> staying = staying(fleet);
    Survey survey =
        Survey.of(fleet, spec.replicas(), container -> staying.contains(container.id()));
    removeAll(survey.debris());
    if (!survey.missing().isEmpty() || !survey.outdated().isEmpty()) {
      maker.image();
      release(fleet);
    }
    try {
      bringAbout(survey);
    } catch (UnhealthyException e) {
      throw undo(survey).after(e);
    } catch (EngineException e) {
      throw undo(survey).after(e);
    } catch (ProviderException e) {
      throw undo(survey).after(e);
    }
    new Cleanup(scope, target, context).run(survey, steps);
  }

  private RolloutUndo undo(Survey survey) {
    return new RolloutUndo(engine, target, context, redactor, survey, steps);
  }

  private Set<String> staying(Fleet fleet) throws EngineException, InterruptedException {
    Set<String> staying = new HashSet<>();
    Instant now = Instant.now();
    for (ContainerView container : fleet.replicas()) {
      if (match.isUpToDate(container)
          && !SpecMatch.isFailing(container, now)
          && !container.state().isNew()
          && FilePlacement.holds(engine, container.id(), spec.files())) {
        staying.add(container.id());
      }
    }
    return staying;
  }

  private void release(Fleet fleet)
      throws ProviderException, EngineException, InterruptedException {
    Deploy.Release release = spec.release();
    if (release != null && !isReleased(fleet)) {
      boolean first = fleet.replicas().isEmpty();
      new ReleaseRun(engine, maker, context, redactor, clock, first).run(release);
    }
  }

  /** A version that some container has was released before. */
  private boolean isReleased(Fleet fleet) throws EngineException, InterruptedException {
    for (ContainerView container : fleet.replicas()) {
      if (match.isSameVersion(container)
          && match.hasEnv(container)
          && !container.state().isNew()
          && FilePlacement.holds(engine, container.id(), spec.files())) {
        return true;
      }
    }
    return false;
  }

  private void bringAbout(Survey survey)
      throws UnhealthyException, ProviderException, EngineException, InterruptedException {
    List<ContainerView> started = new ArrayList<>();
    for (Survey.Slot slot : survey.slots()) {
      ContainerView current = slot.current();
      if (current != null && mended(current)) {
        started.add(current);
      }
    }
    started.addAll(startAll(survey.missing()));
    await(started);
    List<Survey.Slot> outdated = survey.outdated();
    int size =
        spec.deploy().recreate() ? Math.max(1, outdated.size()) : spec.deploy().maxParallel();
    for (int from = 0; from < outdated.size(); from += size) {
      replace(outdated.subList(from, Math.min(outdated.size(), from + size)));
    }
  }

  /**
   * Puts right what somebody changed of a container that can stay.
   *
   * @return whether it was started, and is to be waited for
   */
  private boolean mended(ContainerView container) throws EngineException, InterruptedException {
    Tuning tuning = match.tuning(container);
    if (tuning != null) {
      engine.tuneContainer(container.id(), tuning);
    }
    for (Attachment network : match.missingNetworks(container)) {
      engine.connect(network.network(), container.id(), network.aliases());
    }
    if (container.state().isPaused()) {
      engine.unpauseContainer(container.id());
      return true;
    }
    if (!match.isWell(container, Instant.now())) {
      context.progress("starting " + container.name() + " again");
      engine.startContainer(container.id());
      return true;
    }
    return false;
  }

  private void replace(List<Survey.Slot> batch)
      throws UnhealthyException, ProviderException, EngineException, InterruptedException {
    List<Survey.Slot> stopFirst = batch.stream().filter(this::mustStopFirst).toList();
    for (Survey.Slot slot : stopFirst) {
      step(slot).stoppedFirst = true;
    }
    retire(stopFirst);
    List<ContainerView> started = startAll(batch);
    await(started);
    retire(batch.stream().filter(slot -> !stopFirst.contains(slot)).toList());
  }

  /** Two containers cannot have one port of the host, and should not write to one storage. */
  private boolean mustStopFirst(Survey.Slot slot) {
    ContainerView old = slot.old();
    return old != null && (spec.deploy().recreate() || spec.ownsStorage() || holdsPort(old));
  }

  private boolean holdsPort(ContainerView old) {
    for (PublishedPort wanted : spec.template().wiring().published()) {
      for (PublishedPort held : old.ports()) {
        if (wanted.hostPort() == held.hostPort() && wanted.protocol().equals(held.protocol())) {
          return true;
        }
      }
    }
    return false;
  }

  private List<ContainerView> startAll(List<Survey.Slot> slots)
      throws UnhealthyException, ProviderException, EngineException, InterruptedException {
    List<ContainerView> started = new ArrayList<>();
    for (Survey.Slot slot : slots) {
      context.progress("starting " + slot.number() + " of " + spec.replicas());
      Step step = step(slot);
      String id = maker.replica(slot.number());
      step.made = view(id);
      engine.startContainer(id);
      step.made = view(id);
      checkLimits(step.made);
      started.add(step.made);
    }
    return started;
  }

  private Step step(Survey.Slot slot) {
    for (Step step : steps) {
      if (step.slot.equals(slot)) {
        return step;
      }
    }
    Step step = new Step(slot);
    steps.add(step);
    return step;
  }

  private ContainerView view(String id)
      throws UnhealthyException, EngineException, InterruptedException {
    return engine
        .container(id)
        .orElseThrow(() -> new UnhealthyException(id, id, "was removed by somebody"));
  }

  /** Engines drop limits that their kernel cannot set, and say so in a warning only. */
  private void checkLimits(ContainerView container) throws UnhealthyException {
    if (!container.limits().equals(spec.template().limits())) {
      throw new UnhealthyException(
          container.id(),
          container.name(),
          "has not the limits it should have: the kernel of the engine's machine cannot set them");
    }
  }

  private void await(List<ContainerView> started)
      throws UnhealthyException, EngineException, InterruptedException {
    if (started.isEmpty()) {
      return;
    }
    context.progress("waiting until it is healthy");
    Deploy.Probe probe = spec.probe();
    Prober prober = probe == null ? null : new Prober(engine.info(), probe);
    new HealthGate(engine, spec, clock, prober).await(started, limit());
  }

  /** Leaves time for going back before the engine cuts the call off. */
  private Duration limit() {
    Duration wanted = spec.deploy().healthyTimeout();
    Duration left = context.remaining().minus(RESERVE);
    Duration limit = left.compareTo(wanted) < 0 ? left : wanted;
    return limit.compareTo(LEAST) < 0 ? LEAST : limit;
  }

  /** Stops old containers for good, so that the engine does not start them at boot either. */
  private void retire(List<Survey.Slot> slots) throws EngineException, InterruptedException {
    for (Survey.Slot slot : slots) {
      step(slot);
    }
    List<ContainerView> old = new ArrayList<>();
    for (Survey.Slot slot : slots) {
      ContainerView container = slot.old();
      if (container != null) {
        old.add(container);
      }
    }
    Parallel.map(
        old,
        container -> {
          context.progress("stopping " + container.name());
          if (!container.restart().equals("no")) {
            engine.tuneContainer(container.id(), new Tuning(null, "no"));
          }
          engine.stopContainer(container.id());
          return true;
        });
  }

  private void removeAll(List<ContainerView> containers)
      throws EngineException, InterruptedException {
    Parallel.map(
        containers,
        container -> {
          engine.removeContainer(container.id());
          return true;
        });
  }
}

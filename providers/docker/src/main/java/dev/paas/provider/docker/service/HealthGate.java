package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.ContainerView.State;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineClient.ExecCommand;
import dev.paas.provider.docker.engine.EngineException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits until containers work. What that means, in this order: the service's own check says so; the
 * image's check does; without any, that it has run for a moment without ending.
 *
 * <p>An engine makes its first check only after the interval, which is ten seconds mostly.
 * Meanwhile the same command is run here each second, and its first success counts.
 */
final class HealthGate {
  private static final Duration STABLE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(150);
  private static final Duration EARLY_CHECK_LIMIT = Duration.ofSeconds(5);
  private static final int SHOWN_OUTPUT = 300;

  private final EngineClient engine;
  private final ServiceSpec spec;
  private final Clock clock;
  private final @Nullable Prober prober;

  HealthGate(EngineClient engine, ServiceSpec spec, Clock clock, @Nullable Prober prober) {
    this.engine = engine;
    this.spec = spec;
    this.clock = clock;
    this.prober = prober;
  }

  /** What is known of a container that is waited for. */
  private final class Watch {
    private final String id;
    private final String name;
    private final int restarts;
    private final boolean wasPaused;
    private final long begun = clock.nanos();
    private long lastCheck = begun;
    private boolean checked;
    private String problem = "";

    Watch(ContainerView container) {
      this.id = container.id();
      this.name = container.name();
      this.restarts = container.restartCount();
      this.wasPaused = container.state().isPaused();
    }

    UnhealthyException failed(String why) {
      return new UnhealthyException(id, name, why);
    }

    Duration age() {
      return Duration.ofNanos(clock.nanos() - begun);
    }

    /** Whether it is time for the next check. */
    boolean isDue(Duration pace) {
      long now = clock.nanos();
      if (checked && now - lastCheck < pace.toNanos()) {
        return false;
      }
      lastCheck = now;
      checked = true;
      return true;
    }
  }

  /**
   * Waits for all of {@code containers}, which were started just now.
   *
   * @throws UnhealthyException as soon as one of them has failed, or when {@code limit} is over
   */
  void await(List<ContainerView> containers, Duration limit)
      throws UnhealthyException, EngineException, InterruptedException {
    List<Watch> waiting = new ArrayList<>();
    containers.forEach(container -> waiting.add(new Watch(container)));
    long begun = clock.nanos();
    while (true) {
      for (Watch watch : List.copyOf(waiting)) {
        if (works(watch)) {
          waiting.remove(watch);
        }
      }
      if (waiting.isEmpty()) {
        return;
      }
      if (clock.nanos() - begun > limit.toNanos()) {
        Watch late = waiting.get(0);
        String why = late.problem.isEmpty() ? "" : ": " + late.problem;
        throw late.failed("was not healthy after " + seconds(limit) + why);
      }
      clock.pause(POLL);
    }
  }

  private boolean works(Watch watch)
      throws UnhealthyException, EngineException, InterruptedException {
    Optional<ContainerView> found = engine.container(watch.id);
    if (found.isEmpty()) {
      throw watch.failed("was removed by somebody");
    }
    ContainerView container = found.get();
    State state = container.state();
    if (state.hasEnded() && spec.mayEndWith(state.exitCode())) {
      return true;
    }
    if (!state.isRunning() || container.restartCount() > watch.restarts) {
      throw watch.failed(ended(state));
    }
    if (prober != null) {
      return probed(watch, container, prober);
    }
    return switch (state.health()) {
      case HEALTHY -> true;
      case UNHEALTHY -> {
        if (watch.wasPaused) {
          // The engine says so until its next check.
          yield false;
        }
        throw watch.failed("is unhealthy" + output(state.healthOutput()));
      }
      case STARTING -> passesEarly(watch, container);
      case NONE -> watch.age().compareTo(STABLE) >= 0;
    };
  }

  private static String ended(State state) {
    if (!state.error().isEmpty()) {
      return "could not be started: " + state.error();
    }
    if (state.isPaused() || state.isNew()) {
      return "is " + state.status();
    }
    if (state.isRunning()) {
      // Its exit code is forgotten by then.
      return "ended, and the engine started it again";
    }
    return "ended with exit code "
        + state.exitCode()
        + (state.outOfMemory() ? ", because it needed more memory than it may have" : "");
  }

  private boolean probed(Watch watch, ContainerView container, Prober prober)
      throws UnhealthyException {
    Deploy.Probe probe = spec.probe();
    if (probe == null || !watch.isDue(Prober.pace(probe.interval()))) {
      return false;
    }
    String problem = prober.check(container);
    if (problem == null) {
      return true;
    }
    watch.problem = problem;
    if (watch.age().compareTo(probe.patience()) > 0) {
      throw watch.failed("is unhealthy: " + problem);
    }
    return false;
  }

  private boolean passesEarly(Watch watch, ContainerView container) throws InterruptedException {
    List<String> command = command(container.healthTest());
    if (command.isEmpty() || !watch.isDue(Duration.ofSeconds(1))) {
      return false;
    }
    OutputStream nowhere = OutputStream.nullOutputStream();
    ExecCommand exec = new ExecCommand(command, false, null, nowhere, nowhere);
    return BoundedCall.make(() -> engine.exec(container.id(), exec), EARLY_CHECK_LIMIT)
        .filter(exitCode -> exitCode == 0)
        .isPresent();
  }

  private static List<String> command(List<String> test) {
    if (test.size() < 2) {
      return List.of();
    }
    return switch (test.get(0)) {
      case "CMD" -> test.subList(1, test.size());
      case "CMD-SHELL" -> List.of("/bin/sh", "-c", test.get(1));
      default -> List.of();
    };
  }

  private static String output(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "";
    }
    return ": " + (line.length() > SHOWN_OUTPUT ? line.substring(0, SHOWN_OUTPUT) + "…" : line);
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}

package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.ContainerTemplate.Attachment;
import dev.paas.provider.docker.engine.ContainerTemplate.Limits;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.ContainerView.Health;
import dev.paas.provider.docker.engine.ContainerView.State;
import dev.paas.provider.docker.engine.EngineClient.Tuning;
import dev.paas.provider.docker.naming.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares containers with what they should be. */
final class SpecMatch {
  /** An engine takes a container that has run this long for one that does not crash. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final ServiceSpec spec;
  private final String hash;
  private final boolean knowsSecrets;

  /**
   * Compares with {@code spec}.
   *
   * @param knowsSecrets whether the values of the hidden environment variables are in it
   */
  SpecMatch(ServiceSpec spec, boolean knowsSecrets) {
    this.spec = spec;
    this.hash = SpecHash.of(spec);
    this.knowsSecrets = knowsSecrets;
  }

  String hash() {
    return hash;
  }

  /** Whether it was made from the same, but for the values of its environment. */
  boolean isSameVersion(ContainerView container) {
    return hash.equals(container.labels().get(Labels.SPEC));
  }

  /** Whether nothing speaks for making it anew, but for files that would have to be read. */
  boolean isUpToDate(ContainerView container) {
    return isSameVersion(container) && hasEnv(container) && canBeTuned(container.limits());
  }

  boolean hasEnv(ContainerView container) {
    for (Map.Entry<String, String> entry : spec.template().program().env().entrySet()) {
      boolean told = knowsSecrets || !spec.hiddenEnv().contains(entry.getKey());
      if (told && !entry.getValue().equals(container.env().get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** A limit can be changed while a container runs, but not taken away. */
  private boolean canBeTuned(Limits actual) {
    Limits wanted = spec.template().limits();
    return canChange(actual.nanoCpus(), wanted.nanoCpus())
        && canChange(actual.memory(), wanted.memory())
        && canChange(actual.memoryReservation(), wanted.memoryReservation())
        && canChange(actual.pids(), wanted.pids());
  }

  private static boolean canChange(@Nullable Long actual, @Nullable Long wanted) {
    return Objects.equals(actual, wanted) || wanted != null;
  }

  /** What is to be changed while it runs; {@code null} for nothing. */
  @Nullable Tuning tuning(ContainerView container) {
    Limits wanted = spec.template().limits();
    String restart = spec.template().restart();
    boolean sameLimits = container.limits().equals(wanted);
    boolean sameRestart = container.restart().equals(restart);
    return sameLimits && sameRestart
        ? null
        : new Tuning(sameLimits ? null : wanted, sameRestart ? null : restart);
  }

  /** The networks that it should be attached to and is not. */
  List<Attachment> missingNetworks(ContainerView container) {
    List<Attachment> networks = spec.template().wiring().networks();
    return networks == null
        ? List.of()
        : networks.stream()
            .filter(network -> !container.networks().containsKey(network.network()))
            .toList();
  }

  /** Whether it does what it should: it runs and works as far as the engine knows, or is done. */
  boolean isWell(ContainerView container, Instant now) {
    State state = container.state();
    if (state.hasEnded()) {
      return spec.mayEndWith(state.exitCode());
    }
    return state.isRunning() && !isFailing(container, now);
  }

  /**
   * Whether it crashes again and again, or its health check fails. The engine calls what is stopped
   * or paused unhealthy too, because nothing checks it.
   */
  static boolean isFailing(ContainerView container, Instant now) {
    State state = container.state();
    Instant started = state.startedAt();
    boolean fresh = started == null || started.isAfter(now.minus(SETTLED));
    return state.isRestarting()
        || (state.health() == Health.UNHEALTHY && state.isRunning())
        || (container.restartCount() > 0 && fresh && state.isRunning());
  }
}

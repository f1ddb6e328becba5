package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.Redactor;
import dev.paas.provider.docker.call.LastLines;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.time.Duration;
import java.util.Optional;

/** Runs the release command once, in a container of the new version, and shows what it prints. */
final class ReleaseRun {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LAST_WORDS_MILLIS = 2_000;

  private final EngineClient engine;
  private final ContainerMaker maker;
  private final CallContext context;
  private final Redactor redactor;
  private final Clock clock;
  private final boolean first;
  private final LastLines last = new LastLines();

  /**
   * A run.
   *
   * @param first whether no version ran before
   */
  ReleaseRun(
      EngineClient engine,
      ContainerMaker maker,
      CallContext context,
      Redactor redactor,
      Clock clock,
      boolean first) {
    this.engine = engine;
    this.maker = maker;
    this.context = context;
    this.redactor = redactor;
    this.clock = clock;
    this.first = first;
  }

  /**
   * Runs it.
   *
   * @throws ProviderException when it fails or takes too long; nothing of it is left then
   */
  void run(Deploy.Release release) throws ProviderException, EngineException, InterruptedException {
    context.progress("running the release command");
    String id = maker.release(release.command());
    Thread follower = follower(id);
    try {
      engine.startContainer(id);
      follower.start();
      int exitCode = await(id, release.timeout());
      follower.join(LAST_WORDS_MILLIS);
      if (exitCode != 0) {
        throw failed("the release command failed with exit code " + exitCode);
      }
    } finally {
      follower.interrupt();
      engine.removeContainer(id);
    }
  }

  private Thread follower(String id) {
    Thread thread =
        new Thread(
            () -> {
              try {
                ContainerOutput.follow(engine, id, this::show);
              } catch (EngineException | InterruptedException e) {
                // Its end is seen in the container's state.
                return;
              }
            },
            "paas-docker-release");
    thread.setDaemon(true);
    return thread;
  }

  private void show(String raw) {
    String line = redactor.line(raw);
    context.output(line);
    last.add(line);
  }

  private int await(String id, Duration timeout)
      throws ProviderException, EngineException, InterruptedException {
    long begun = clock.nanos();
    while (true) {
      Optional<ContainerView> container = engine.container(id);
      if (container.isEmpty()) {
        throw failed("the container of the release command was removed by somebody");
      }
      if (container.get().state().hasEnded()) {
        return container.get().state().exitCode();
      }
      if (clock.nanos() - begun > timeout.toNanos()) {
        throw failed("the release command did not end within " + timeout.toSeconds() + " s");
      }
      clock.pause(POLL);
    }
  }

  private ProviderException failed(String reason) {
    return ProviderException.builder(reason)
        .detail(
            first
                ? "The service was not started."
                : "The new version was not started; what ran before still does.")
        .output(last.list())
        .path(ValuePath.of("release"))
        .build();
  }
}

package dev.paas.provider.docker.harness;

import dev.paas.spi.provider.CallContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The context of a call, which writes down all it is told. */
public final class Journal implements CallContext {
  private final List<String> progress = new ArrayList<>();
  private final List<String> output = new ArrayList<>();
  private final long deadline;

  public Journal() {
    this(Duration.ofMinutes(3));
  }

  public Journal(Duration time) {
    this.deadline = System.nanoTime() + time.toNanos();
  }

  @Override
  public synchronized void progress(String message) {
    progress.add(message);
  }

  @Override
  public synchronized void output(String line) {
    output.add(line);
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  public synchronized List<String> progress() {
    return List.copyOf(progress);
  }

  public synchronized List<String> output() {
    return List.copyOf(output);
  }
}

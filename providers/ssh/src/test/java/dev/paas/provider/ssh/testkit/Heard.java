package dev.paas.provider.ssh.testkit;

import dev.paas.spi.provider.CallContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call, and what was told in it. */
public final class Heard implements CallContext {
  public final List<String> progress = new CopyOnWriteArrayList<>();
  public final List<String> output = new CopyOnWriteArrayList<>();
  private final Duration remaining;

  public Heard() {
    this(Duration.ofMinutes(5));
  }

  public Heard(Duration remaining) {
    this.remaining = remaining;
  }

  @Override
  public void progress(String message) {
    progress.add(message);
  }

  @Override
  public void output(String line) {
    output.add(line);
  }

  @Override
  public Duration remaining() {
    return remaining;
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}

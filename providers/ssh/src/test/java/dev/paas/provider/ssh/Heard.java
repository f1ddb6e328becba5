package dev.paas.provider.ssh;

import dev.paas.spi.provider.CallContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call, and what was told in it. */
final class Heard implements CallContext {
  final List<String> progress = new CopyOnWriteArrayList<>();
  final List<String> output = new CopyOnWriteArrayList<>();
  private final Duration remaining;

  Heard() {
    this(Duration.ofMinutes(5));
  }

  Heard(Duration remaining) {
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

package dev.paas.provider.builtin.testkit;

import dev.paas.spi.provider.CallContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a call says. */
public final class RecordingContext implements CallContext {
  private final Duration remaining;
  private final List<String> said = new ArrayList<>();

  public RecordingContext() {
    this(Duration.ofMinutes(2));
  }

  /**
   * @param remaining how long each call may take
   */
  public RecordingContext(Duration remaining) {
    this.remaining = remaining;
  }

  @Override
  public synchronized void progress(String message) {
    said.add(message);
  }

  @Override
  public synchronized void output(String line) {
    said.add(line);
  }

  @Override
  public Duration remaining() {
    return remaining;
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  /** Everything that was said, in order. */
  public synchronized List<String> said() {
    return List.copyOf(said);
  }
}

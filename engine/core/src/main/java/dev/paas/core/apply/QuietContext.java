package dev.paas.core.apply;

import dev.paas.spi.provider.CallContext;
import java.time.Duration;

/** What calls see that reach nothing outside: they take no time and have nothing to tell. */
enum QuietContext implements CallContext {
  INSTANCE;

  @Override
  public void progress(String message) {}

  @Override
  public void output(String line) {}

  @Override
  public Duration remaining() {
    return Duration.ofMinutes(1);
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}

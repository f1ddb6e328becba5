package dev.paas.provider.tck;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a provider says while it is called. */
final class Heard {
  private final List<String> texts = new ArrayList<>();
  private final Duration patience;

  Heard(Duration patience) {
    this.patience = patience;
  }

  /** The context of one call. */
  CallContext context() {
    long deadline = System.nanoTime() + patience.toNanos();
    return new CallContext() {
      @Override
      public void progress(String message) {
        note(message);
      }

      @Override
      public void output(String line) {
        note(line);
      }

      @Override
      public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }

  /** Takes note of all that a failure says. */
  void note(ProviderException failure) {
    note(failure.reason());
    note(failure.detail());
    note(failure.hint());
    note(String.valueOf(failure.path()));
    failure.output().forEach(this::note);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      note(cause.toString());
    }
  }

  synchronized void note(@Nullable String text) {
    if (text != null) {
      texts.add(text);
    }
  }

  /** What was said so far; forgets it. */
  synchronized List<String> forget() {
    List<String> said = List.copyOf(texts);
    texts.clear();
    return said;
  }
}

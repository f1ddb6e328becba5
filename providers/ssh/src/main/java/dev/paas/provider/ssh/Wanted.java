package dev.paas.provider.ssh;

import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a machine's attributes ask for.
 *
 * @param ready {@code null} when nothing is waited for
 * @param limit how long it may take until the machine answers
 * @param interval how long to wait before looking again
 */
record Wanted(List<SetupStep> steps, @Nullable Readiness ready, Duration limit, Duration interval) {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  Wanted {
    steps = List.copyOf(steps);
  }

  /**
   * Reads it.
   *
   * @param attributes with {@code setup} and {@code ready}, both wholly known
   */
  static Wanted of(MapValue attributes, Path directory) throws ProviderException {
    MapValue ready = attributes.getMap("ready");
    return new Wanted(
        SetupStep.all(attributes.getList("setup"), directory),
        attributes.has("ready") ? Readiness.of(ready) : null,
        Durations.at(ready, "timeout", LIMIT),
        Durations.at(ready, "interval", INTERVAL));
  }

  /** Whether somebody has to log in for what is not done yet. */
  boolean needsLogin(Set<String> done) {
    return !pending(done).isEmpty()
        || (ready instanceof Readiness.Login && !done.contains(ready.mark()));
  }

  /** The steps that are not done yet. */
  List<SetupStep> pending(Set<String> done) {
    return steps.stream().filter(step -> !done.contains(step.mark())).toList();
  }

  /** The marks of all that is asked for and done, in order. */
  Value settled(Set<String> done) {
    List<Value> marks = new ArrayList<>();
    for (SetupStep step : steps) {
      if (done.contains(step.mark())) {
        Value mark = Value.of(step.mark());
        marks.add(step.secret() ? mark.asSensitive() : mark);
      }
    }
    if (ready != null && done.contains(ready.mark())) {
      marks.add(Value.of(ready.mark()));
    }
    return Value.list(marks);
  }

  /** The marks of all that is asked for. */
  Set<String> marks() {
    Set<String> marks = new LinkedHashSet<>();
    steps.forEach(step -> marks.add(step.mark()));
    if (ready != null) {
      marks.add(ready.mark());
    }
    return marks;
  }
}

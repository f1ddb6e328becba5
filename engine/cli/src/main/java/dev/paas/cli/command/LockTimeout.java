package dev.paas.cli.command;

import dev.paas.core.schema.Quantities;
import java.time.Duration;

/** What {@code --lock-timeout} says. */
final class LockTimeout {
  private LockTimeout() {}

  /**
   * Reads it.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when it is no length of time
   */
  static Duration of(String text) {
    try {
      return Quantities.duration(text);
    } catch (IllegalArgumentException | ArithmeticException invalid) {
      throw PlatformCommand.usage("--lock-timeout " + text + " is not a length of time")
          .hint("Write it like 30s or 5m.")
          .toException();
    }
  }
}

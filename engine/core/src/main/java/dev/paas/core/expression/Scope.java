package dev.paas.core.expression;

import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;

/** What expressions see. */
public interface Scope {

  /**
   * What a reference stands for.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when there is no such thing
   */
  Value resolve(Reference reference);

  /** Where relative paths start. */
  Path directory();

  /** Parsed templates. */
  Templates templates();

  /** The time of the plan: the same for all that is evaluated for it. */
  Instant time();
}

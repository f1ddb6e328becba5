package dev.paas.provider.tck;

import org.junit.jupiter.api.Assumptions;

/** Tells a rule that has nothing to say of a type from a test that could not be run. */
final class Applicability {
  private Applicability() {}

  /** Leaves the rule out, as one that does not apply, unless {@code condition} holds. */
  static void appliesIf(boolean condition, String otherwise) {
    Assumptions.assumeTrue(condition, () -> "does not apply: " + otherwise);
  }
}

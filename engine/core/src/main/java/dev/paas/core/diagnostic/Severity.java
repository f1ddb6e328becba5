package dev.paas.core.diagnostic;

/** How bad a diagnostic is. */
public enum Severity {
  /** The run fails. */
  ERROR,
  /** The run goes on. */
  WARNING
}

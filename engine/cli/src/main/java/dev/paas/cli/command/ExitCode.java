package dev.paas.cli.command;

/** What the process ends with. */
public final class ExitCode {
  /** Done, or nothing to do. */
  public static final int DONE = 0;

  /** An error. */
  public static final int ERROR = 1;

  /** There are changes, with {@code --detailed-exitcode}. */
  public static final int CHANGES = 2;

  /** Interrupted. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}

package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import java.util.regex.Pattern;

/** How users name revisions: {@code r41}, or {@code 41}. */
final class RevisionNames {
  private static final Pattern NAME = Pattern.compile("[rR]?[0-9]{1,9}");

  private RevisionNames() {}

  /**
   * The number of a revision.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when that is no name of one
   */
  static long number(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Diagnostic.error(Problem.USAGE, name + " is not a revision")
          .hint("Revisions are named r41, or 41. paas history lists them.")
          .toException();
    }
    return Long.parseLong(name.replaceFirst("^[rR]", ""));
  }
}

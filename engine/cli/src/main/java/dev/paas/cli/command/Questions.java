package dev.paas.cli.command;

import dev.paas.cli.text.Terminal;
import java.io.IOException;
import java.util.Locale;

/** Asks the user before something is done. */
final class Questions {
  private Questions() {}

  /**
   * Makes sure that somebody can be asked.
   *
   * @param json whether JSON is written, which a question would spoil
   * @param hint what to do otherwise
   * @throws dev.paas.core.diagnostic.DiagnosticException when nobody can
   */
  static void requireSomebody(Terminal terminal, boolean json, String hint) {
    if (!terminal.isInteractive() || json) {
      throw PlatformCommand.usage("nobody can be asked whether to go on")
          .detail("Standard input and output are not a terminal.")
          .hint(hint)
          .toException();
    }
  }

  /** Asks; whether the answer is yes. */
  static boolean answersYes(Terminal terminal, String question) {
    terminal.out().print("\n" + question + " Only yes is taken as a yes: ");
    terminal.out().flush();
    try {
      String answer = terminal.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes");
    } catch (IOException unreadable) {
      return false;
    }
  }
}

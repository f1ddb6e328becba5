package dev.paas.core.encryption;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;

/**
 * What is said when there is no key.
 *
 * @param source where it was looked for
 * @param given whether the caller said that it is there
 * @param byVariable whether an environment variable said so
 */
record MissingKey(KeySource source, boolean given, boolean byVariable) {
  private static final String MAKE_ONE = "Make a key with: " + KeyReader.MAKE_ONE;

  /** Before something is encrypted with a key that is not made here. */
  DiagnosticException forWriting() {
    return given ? notThere() : mustBeGiven();
  }

  /** When there is something to decrypt. */
  DiagnosticException forReading() {
    if (given) {
      return notThere();
    }
    return Diagnostic.error(Problem.STATE_KEY, "the key of the state is missing")
        .detail(
            "Its sensitive values are encrypted; the key was looked for in "
                + source.describe()
                + ".")
        .hint("Bring the file back, or set " + Keyring.VARIABLE + " to the key.")
        .toException();
  }

  private DiagnosticException notThere() {
    if (source instanceof KeySource.Variable) {
      return Diagnostic.error(
              Problem.STATE_KEY, "the environment variable " + source.describe() + " is not set")
          .detail("It is to have the key of the state. Nothing was changed.")
          .hint(MAKE_ONE)
          .at(source.span())
          .toException();
    }
    String who = byVariable ? Keyring.FILE_VARIABLE + " says that it has" : "It is to have";
    return Diagnostic.error(Problem.STATE_KEY, "there is no file " + source.describe())
        .detail(who + " the key of the state. Nothing was changed.")
        .hint(MAKE_ONE)
        .at(source.span())
        .toException();
  }

  private DiagnosticException mustBeGiven() {
    return Diagnostic.error(Problem.STATE_KEY, "the state is shared, and its key is not given")
        .detail(
            "The key encrypts sensitive values. One that was made here would be known to no other"
                + " machine. It was looked for in "
                + Keyring.VARIABLE
                + ", "
                + Keyring.FILE_VARIABLE
                + " and "
                + source.describe()
                + ". Nothing was changed.")
        .hint(
            "Make one with: "
                + KeyReader.MAKE_ONE
                + " > "
                + source.describe()
                + ", and give the same to every machine: in that file, in one of the variables, or"
                + " from where state: { encryption: { key: … } } says.")
        .toException();
  }
}

package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Severity;
import dev.paas.core.encryption.Keyring;
import dev.paas.core.encryption.Undecryptable;

/** What is said when a state and the keys that are given do not fit. */
final class KeyProblems {
  private KeyProblems() {}

  /** An entry cannot be read with the keys that are given. */
  static Diagnostic unreadable(
      String key, RecordCodec.Damaged why, Undecryptable.Reason reason, String location) {
    String where =
        "In " + location + ", " + key + ": " + why.getMessage() + ". Nothing was changed.";
    return switch (reason) {
      case IN_CLEAR ->
          Diagnostic.error(Problem.STATE_KEY, "the state has sensitive values in clear")
              .detail(where)
              .hint(
                  "If they were allowed to be: add none to oldKeys in state: { encryption: … }, and"
                      + " run paas state rekey.")
              .build();
      case OTHER_KEY, CHANGED ->
          Diagnostic.error(Problem.STATE_KEY, "the key is not the one of this state")
              .detail(where)
              .hint(
                  "Give the key that it was encrypted with: in "
                      + Keyring.VARIABLE
                      + ", in the file that "
                      + Keyring.FILE_VARIABLE
                      + " names, or in state: { encryption: … } as key or among oldKeys.")
              .build();
    };
  }

  /**
   * The state is to get another key, but does not have it yet.
   *
   * @param severity an error where something is to be written
   * @param id of the key that it has
   * @param origin where the other one is
   */
  static Diagnostic notRenewed(Severity severity, String id, String origin, String location) {
    boolean clear = id.equals(Keyring.IN_CLEAR);
    String now = clear ? "in clear" : "encrypted with the old key " + id;
    String summary = "the state does not have this key yet";
    Diagnostic.Builder problem =
        severity == Severity.ERROR
            ? Diagnostic.error(Problem.STATE_KEY, summary)
            : Diagnostic.warning(Problem.STATE_KEY, summary);
    return problem
        .detail(
            "Its values are still "
                + now
                + ", the key is now that of "
                + origin
                + ". It is in "
                + location
                + ".")
        .hint("Run paas state rekey; nothing is applied until that is done.")
        .build();
  }
}

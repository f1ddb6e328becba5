package dev.paas.core.plan;

/** What happens to a resource. */
public enum Action {
  /** It is made. */
  CREATE,
  /** It is changed in place. */
  UPDATE,
  /** It is deleted and made anew, in the order that {@link Change#createFirst} says. */
  REPLACE,
  /** It is deleted. */
  DELETE,
  /** It stays, and is nobody's business any more. */
  FORGET,
  /** It was made by an interrupted apply and is as it shall be: it is recorded. */
  ADOPT,
  /** It exists already and is as it shall be: it is recorded. */
  IMPORT,
  /** It stays as it is, at another address. */
  MOVE,
  /** Only what the state keeps for it changes, such as its protection. */
  RECORD,
  /** A look-up that cannot be read before other things are done. */
  READ,
  /** Nothing. */
  NONE
}

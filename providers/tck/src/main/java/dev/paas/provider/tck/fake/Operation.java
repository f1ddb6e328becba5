package dev.paas.provider.tck.fake;

/** What a fake provider can be asked. */
public enum Operation {
  OPEN,
  PLAN,
  PREFLIGHT,
  READ,
  /** One call for all resources of a type. */
  READ_ALL,
  CREATE,
  UPDATE,
  DELETE,
  FIND,
  IMPORT,
  /** A look-up for {@code data}. */
  LOOKUP
}

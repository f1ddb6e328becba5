package dev.paas.core.state;

/**
 * What a platform's state says of itself.
 *
 * @param format the version of the format of records
 * @param platform the platform's name
 * @param environment its environment; empty for the default one
 * @param lineage tells this state from any other, also from one of the same name that was begun
 *     anew
 */
record StateMeta(int format, String platform, String environment, String lineage) {
  /** What this version writes, and the newest that it reads. */
  static final int FORMAT = 1;
}

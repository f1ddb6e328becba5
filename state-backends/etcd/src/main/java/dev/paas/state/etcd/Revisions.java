package dev.paas.state.etcd;

/**
 * Revisions of the store. A transaction carries out many commits and makes one revision of etcd,
 * but each commit has one of its own: the revision of etcd, and in the last byte the commit's place
 * in the transaction.
 */
final class Revisions {
  private static final int PLACE_BITS = 8;

  /** The highest place; no commit has it. */
  static final int LAST = (1 << PLACE_BITS) - 1;

  private Revisions() {}

  static long of(long etcd, int place) {
    return etcd << PLACE_BITS | place;
  }

  /** With all commits of a transaction. */
  static long whole(long etcd) {
    return of(etcd, LAST);
  }

  static long etcd(long revision) {
    return revision >>> PLACE_BITS;
  }

  static int place(long revision) {
    return (int) (revision & LAST);
  }
}

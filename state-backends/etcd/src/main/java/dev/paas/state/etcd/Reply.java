package dev.paas.state.etcd;

import java.util.List;

/**
 * What etcd said to a transaction.
 *
 * @param succeeded whether the conditions held
 * @param revision the revision of etcd after it
 * @param ranges what was read, in the order of the requests
 * @param nested what became of the transactions inside, in their order
 */
record Reply(boolean succeeded, long revision, List<Page> ranges, List<Reply> nested) {

  /**
   * Keys that were read.
   *
   * @param revision the revision of etcd when it answered
   * @param pairs the keys
   * @param more whether there are more than were wanted
   */
  record Page(long revision, List<Pair> pairs, boolean more) {}

  /**
   * A key.
   *
   * @param created the revision that made it
   * @param modified the revision that last wrote it
   */
  record Pair(Bytes key, Bytes value, long created, long modified) {}
}

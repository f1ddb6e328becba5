package dev.paas.state.etcd;

import dev.paas.spi.state.StateException;
import dev.paas.state.etcd.EtcdFailure.Code;
import dev.paas.state.etcd.Reply.Page;
import dev.paas.state.etcd.Reply.Pair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads many keys as they were at one revision, a page at a time. When etcd forgets that revision
 * in the middle it begins anew; after some times it asks for everything at once, which needs no
 * past.
 */
final class Snapshots {
  private static final int FIRST_LIMIT = 256;
  private static final int LEAST_LIMIT = 16;
  private static final int LARGEST_LIMIT = 20_000;
  private static final long WANTED_BYTES = 4 << 20;
  private static final int TRIES = 3;

  private final Connection connection;
  private final Bytes head;

  Snapshots(Connection connection, Bytes head) {
    this.connection = connection;
    this.head = head;
  }

  /**
   * What was read.
   *
   * @param revision the revision of etcd
   * @param head the store's head at that revision; {@code null} when there is none yet
   */
  record Snapshot(long revision, @Nullable Pair head, List<Pair> pairs) {}

  /** Reads a range, and the head with it. */
  Snapshot read(Request.Range range) throws StateException {
    try {
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        try {
          return readPages(range);
        } catch (EtcdFailure failure) {
          if (failure.code() != Code.COMPACTED) {
            throw failure;
          }
        }
      }
      return first(range, 0);
    } catch (EtcdFailure failure) {
      throw connection.failed(failure, "Reading from");
    }
  }

  private Snapshot readPages(Request.Range range) throws EtcdFailure {
    Snapshot first = first(range, FIRST_LIMIT);
    List<Pair> pairs = first.pairs();
    boolean more = pairs.size() == FIRST_LIMIT;
    int limit = nextLimit(pairs);
    while (more) {
      Bytes from = pairs.get(pairs.size() - 1).key().next();
      Request.Range next = new Request.Range(from, range.end(), limit, first.revision(), false);
      Page page = connection.answer(() -> connection.client().range(next));
      pairs.addAll(page.pairs());
      more = page.more();
      limit = nextLimit(page.pairs());
    }
    return first;
  }

  private Snapshot first(Request.Range range, int limit) throws EtcdFailure {
    Request.Range page = new Request.Range(range.from(), range.end(), limit, 0, false);
    Request.Transaction both =
        new Request.Transaction(List.of(), List.of(Request.Range.of(head), page), List.of());
    Reply reply = connection.answer(() -> connection.client().transact(both));
    List<Pair> heads = reply.ranges().get(0).pairs();
    return new Snapshot(
        reply.revision(),
        heads.isEmpty() ? null : heads.get(0),
        new ArrayList<>(reply.ranges().get(1).pairs()));
  }

  private static int nextLimit(List<Pair> pairs) {
    long bytes = 1;
    for (Pair pair : pairs) {
      bytes += pair.key().size() + pair.value().size();
    }
    long limit = WANTED_BYTES * Math.max(1, pairs.size()) / bytes;
    return (int) Math.max(LEAST_LIMIT, Math.min(LARGEST_LIMIT, limit));
  }
}

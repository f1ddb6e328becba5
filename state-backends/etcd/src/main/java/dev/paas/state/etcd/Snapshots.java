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

  /** Reads ranges, and the head with them. */
  Snapshot read(List<Request.Range> ranges) throws StateException {
    try {
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        try {
          return readPages(ranges);
        } catch (EtcdFailure failure) {
          if (failure.code() != Code.COMPACTED) {
            throw failure;
          }
        }
      }
      Begun all = begin(ranges, 0);
      return all.snapshot();
    } catch (EtcdFailure failure) {
      throw connection.failed(failure, "Reading from");
    }
  }

  /** Reads one range, and the head with it. */
  Snapshot read(Request.Range range) throws StateException {
    return read(List.of(range));
  }

  private Snapshot readPages(List<Request.Range> ranges) throws EtcdFailure {
    Begun begun = begin(ranges, FIRST_LIMIT);
    for (int i = 0; i < ranges.size(); i++) {
      List<Pair> pairs = begun.pages().get(i);
      boolean more = pairs.size() == FIRST_LIMIT;
      int limit = nextLimit(pairs);
      while (more) {
        Bytes from = pairs.get(pairs.size() - 1).key().next();
        Request.Range next =
            new Request.Range(from, ranges.get(i).end(), limit, begun.revision(), false);
        Page page = connection.answer(() -> connection.client().range(next));
        pairs.addAll(page.pairs());
        more = page.more();
        limit = nextLimit(page.pairs());
      }
    }
    return begun.snapshot();
  }

  /** The first pages of all ranges. */
  private record Begun(long revision, @Nullable Pair head, List<List<Pair>> pages) {
    Snapshot snapshot() {
      List<Pair> pairs = new ArrayList<>();
      pages.forEach(pairs::addAll);
      return new Snapshot(revision, head, pairs);
    }
  }

  private Begun begin(List<Request.Range> ranges, int limit) throws EtcdFailure {
    List<Request.Range> asked = new ArrayList<>();
    asked.add(Request.Range.of(head));
    for (Request.Range range : ranges) {
      asked.add(new Request.Range(range.from(), range.end(), limit, 0, false));
    }
    Request.Transaction all = new Request.Transaction(List.of(), List.copyOf(asked), List.of());
    Reply reply = connection.answer(() -> connection.client().transact(all));
    List<Pair> heads = reply.ranges().get(0).pairs();
    List<List<Pair>> pages = new ArrayList<>();
    reply.ranges().stream().skip(1).forEach(page -> pages.add(new ArrayList<>(page.pairs())));
    return new Begun(reply.revision(), heads.isEmpty() ? null : heads.get(0), pages);
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

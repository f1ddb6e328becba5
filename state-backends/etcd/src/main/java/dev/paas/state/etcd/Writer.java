package dev.paas.state.etcd;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateException;
import dev.paas.state.etcd.Connection.Retries;
import dev.paas.state.etcd.EtcdFailure.Code;
import dev.paas.state.etcd.Request.Transaction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries batches out, each exactly once, also when an answer is lost. Each transaction writes the
 * writer's mark, a number that rises, and demands that the mark is as the one before left it: a
 * transaction that is repeated is not carried out twice, and the mark tells that it was. Used by
 * the committer's thread only.
 */
final class Writer {
  /** How long etcd remembers a writer that cannot be reached. */
  private static final Duration LEAST_MEMORY = Duration.ofSeconds(60);

  private final Connection connection;
  private final Layout layout;
  private final PlatformIdentity platform;
  private final LeaseKeeper keeper;
  private LeaseKeeper.@Nullable Kept session;
  private Bytes mark = Bytes.of("");
  private long markedAt;
  private long number;

  Writer(Connection connection, Layout layout, PlatformIdentity platform, LeaseKeeper keeper) {
    this.connection = connection;
    this.layout = layout;
    this.platform = platform;
    this.keeper = keeper;
  }

  /** Carries a batch out, and tells each of its commits what came of it. */
  void carryOut(Batch batch) throws StateException {
    Retries retries = new Retries(connection.settings().outage());
    List<Transaction> inner = batch.transactions();
    number++;
    boolean maybeDone = false;
    while (true) {
      try {
        LeaseKeeper.Kept current = session();
        Reply reply = connection.client().transact(outer(inner, current));
        if (reply.succeeded()) {
          markedAt = reply.revision();
          report(batch, reply.revision(), reply.nested());
          return;
        }
        if (wasDone(batch, inner, reply.ranges().get(0))) {
          return;
        }
        forgetSession(maybeDone);
      } catch (EtcdFailure failure) {
        if (failure.code() == Code.NO_SPACE && wasDoneAllTheSame(batch, inner)) {
          return;
        }
        if (failure.code() == Code.NO_LEASE || failure.code() == Code.COMPACTED) {
          // Nothing of this try was carried out, for the mark could not be written; or what was
          // there before an earlier one is not known any more.
          forgetSession(maybeDone);
          continue;
        }
        maybeDone |= failure.passes();
        if (!retries.again(failure)) {
          throw connection.failed(failure, "Writing to");
        }
      }
    }
  }

  private LeaseKeeper.Kept session() throws EtcdFailure {
    LeaseKeeper.Kept current = session;
    if (current == null) {
      Duration ttl = connection.settings().leaseTtl();
      current = keeper.grant(ttl.compareTo(LEAST_MEMORY) < 0 ? LEAST_MEMORY : ttl);
      session = current;
      mark = layout.writer(LeaseValue.id(current.lease()));
      markedAt = 0;
    }
    return current;
  }

  /** The mark is gone: etcd has not heard of this process for too long. */
  private void forgetSession(boolean maybeDone) throws StateException {
    if (maybeDone) {
      throw Failures.undecided(connection.location());
    }
    LeaseKeeper.Kept current = session;
    if (current != null) {
      current.stop();
      session = null;
    }
  }

  private Transaction outer(List<Transaction> inner, LeaseKeeper.Kept current) {
    List<Request> then = new ArrayList<>(inner.size() + 2);
    then.add(new Request.Put(layout.head(), Stored.head(platform), 0));
    then.add(new Request.Put(mark, numberBytes(), current.lease()));
    then.addAll(inner);
    Request.Condition unmoved =
        markedAt == 0 ? new Request.Created(mark, 0) : new Request.Modified(mark, markedAt);
    return new Transaction(List.of(unmoved), then, List.of(Request.Range.of(mark)));
  }

  private Bytes numberBytes() {
    return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** Whether an earlier try was carried out, as the mark tells; then each commit is told. */
  private boolean wasDone(Batch batch, List<Transaction> inner, Reply.Page marks)
      throws EtcdFailure {
    if (marks.pairs().isEmpty() || !marks.pairs().get(0).value().equals(numberBytes())) {
      return false;
    }
    long doneAt = marks.pairs().get(0).modified();
    List<Reply> decided = judge(inner, doneAt);
    markedAt = doneAt;
    report(batch, doneAt, decided);
    return true;
  }

  /**
   * The write that fills the database up to its quota: etcd may carry it out and still answer that
   * there is no space.
   */
  private boolean wasDoneAllTheSame(Batch batch, List<Transaction> inner) {
    try {
      return wasDone(batch, inner, connection.client().range(Request.Range.of(mark)));
    } catch (EtcdFailure unreachable) {
      return false; // It is told that there is no space: whoever reads next sees what was done.
    }
  }

  /**
   * What etcd decided about each transaction at {@code revision}, whose answer was lost: found out
   * from what was there just before.
   */
  private List<Reply> judge(List<Transaction> inner, long revision) throws EtcdFailure {
    List<Reply> decided = new ArrayList<>();
    for (Transaction each : inner) {
      boolean held = true;
      List<Reply.Page> answers = new ArrayList<>();
      for (Request.Condition condition : each.conditions()) {
        Reply.Page before =
            connection.client().range(Request.Range.of(condition.key()).at(revision - 1));
        held &= holds(condition, before);
      }
      for (Request question : each.otherwise()) {
        answers.add(connection.client().range(((Request.Range) question).at(revision - 1)));
      }
      decided.add(new Reply(held, revision, answers, List.of()));
    }
    return decided;
  }

  private static boolean holds(Request.Condition condition, Reply.Page before) {
    Reply.Pair pair = before.pairs().isEmpty() ? null : before.pairs().get(0);
    if (condition instanceof Request.Created created) {
      return (pair == null ? 0 : pair.created()) == created.revision();
    } else if (condition instanceof Request.Modified modified) {
      return (pair == null ? 0 : pair.modified()) == modified.revision();
    } else if (condition instanceof Request.BeginsWith begins) {
      return pair != null
          && pair.value().size() > 0
          && (pair.value().array()[0] & 0xff) == begins.first();
    }
    throw new IllegalArgumentException("unknown condition " + condition);
  }

  private static void report(Batch batch, long revision, List<Reply> decided) {
    for (int place = 0; place < batch.tasks().size(); place++) {
      Reply reply = decided.get(place);
      CommitTask task = batch.tasks().get(place);
      if (reply.succeeded()) {
        task.complete(Revisions.of(revision, place));
      } else {
        task.refuse(reply.ranges());
      }
    }
  }

  /** Removes the mark; where that cannot be done now, it goes when its session ends by itself. */
  void close() {
    LeaseKeeper.Kept current = session;
    if (current != null) {
      current.stop();
      session = null;
      try {
        connection.ask(
            "Closing",
            connection.settings().request(),
            () -> {
              revoke(connection.client(), current.lease());
              return true;
            });
      } catch (StateException unreachable) {
        // All that was committed is decided: nothing of it hangs on the mark any more.
        return;
      }
    }
  }

  /** Ends a lease, which may have ended already. */
  static boolean revoke(EtcdClient client, long lease) throws EtcdFailure {
    try {
      client.revoke(lease);
      return true;
    } catch (EtcdFailure failure) {
      if (failure.code() == Code.NO_LEASE) {
        return false;
      }
      throw failure;
    }
  }
}

package dev.paas.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loop that the caller's thread and a few more go through together, in shares: each takes the
 * next one as soon as it is done with its last. Only for work that waits for nothing.
 */
public final class ParallelLoop {
  private static final int MOST_HELPERS = 3;

  private final int count;
  private final int share;
  private final Body body;
  private final AtomicInteger next = new AtomicInteger();

  /** What is done. */
  public interface Body {
    /**
     * Does a share of it; called by several threads at once.
     *
     * @param from the first index
     * @param to the index after the last one
     */
    void run(int from, int to);
  }

  private ParallelLoop(int count, int share, Body body) {
    this.count = count;
    this.share = share;
    this.body = body;
  }

  /**
   * Goes through all indexes from 0; what was done is seen by the caller. A single share is done by
   * the caller alone. What the body throws comes out of here, and then some may not have been done.
   *
   * @param count how many indexes there are
   * @param share how many a thread takes at a time; all shares but the last one have as many, and
   *     begin at a multiple of it
   */
  public static void run(int count, int share, Body body) {
    new ParallelLoop(count, share, body).run();
  }

  private void run() {
    int shares = (count + share - 1) / share;
    int processors = Runtime.getRuntime().availableProcessors();
    int helpers = Math.min(shares - 1, Math.min(MOST_HELPERS, processors - 1));
    List<ForkJoinTask<?>> helping = new ArrayList<>();
    for (int i = 0; i < helpers; i++) {
      helping.add(ForkJoinPool.commonPool().submit(this::takeShares));
    }
    try {
      takeShares();
    } finally {
      next.set(count);
      helping.forEach(ForkJoinTask::quietlyJoin);
    }
    helping.forEach(ForkJoinTask::join);
  }

  private void takeShares() {
    int from = next.getAndAdd(share);
    while (from < count) {
      body.run(from, Math.min(from + share, count));
      from = next.getAndAdd(share);
    }
  }
}

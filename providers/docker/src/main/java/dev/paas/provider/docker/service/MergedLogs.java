package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineClient.LogQuery;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.spi.provider.WorkloadAccess.LogRequest;
import dev.paas.spi.provider.WorkloadAccess.LogSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log lines of several containers, in the order of their times. Each container is read by a
 * thread of its own, which waits when it is far ahead, so that only a few lines are held.
 */
final class MergedLogs {
  private static final int AHEAD = 500;
  private static final long PATIENCE_MILLIS = 120;

  private final EngineClient engine;
  private final LogRequest request;
  private final LogSink sink;
  private final List<Source> sources = new ArrayList<>();
  private final Deque<Entry> held = new ArrayDeque<>();
  private final int tail;
  private boolean holding;

  /** A line; the end of a source has no time. */
  private record Entry(String instance, String time, boolean error, String text) {
    static final Entry END = new Entry("", "", false, "");
  }

  /** A container that is read. */
  private final class Source implements Runnable {
    private final String id;
    private final String instance;
    private final BlockingQueue<Entry> lines = new ArrayBlockingQueue<>(AHEAD);
    private volatile @Nullable EngineException failure;
    private @Nullable Entry head;
    private boolean ended;

    Source(String id, String instance) {
      this.id = id;
      this.instance = instance;
    }

    @Override
    public void run() {
      LineAssembler output = new LineAssembler((time, text) -> put(time, false, text));
      LineAssembler errors = new LineAssembler((time, text) -> put(time, true, text));
      try {
        Integer last = tail < 0 ? null : (Integer) tail;
        engine.logs(
            id,
            new LogQuery(last, request.since(), request.follow()),
            (time, error, text) -> (error ? errors : output).piece(time, text));
        output.end();
        errors.end();
      } catch (EngineException e) {
        failure = e;
      } catch (InterruptedException e) {
        return;
      }
      offer(Entry.END);
    }

    private void put(String time, boolean error, String text) {
      offer(new Entry(instance, time, error, text));
    }

    private void offer(Entry entry) {
      try {
        lines.put(entry);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Makes sure of a head, unless none comes in time. */
    void look(long millis) throws InterruptedException, EngineException {
      if (head != null || ended) {
        return;
      }
      Entry entry = lines.poll(millis, TimeUnit.MILLISECONDS);
      if (!Entry.END.equals(entry)) {
        head = entry;
        return;
      }
      ended = true;
      EngineException failed = failure;
      if (failed != null) {
        throw failed;
      }
    }
  }

  MergedLogs(EngineClient engine, LogRequest request, LogSink sink) {
    this.engine = engine;
    this.request = request;
    this.sink = sink;
    this.tail = request.tail().orElse(-1);
    this.holding = tail >= 0;
  }

  /**
   * Gives the lines, to the end or until the thread is interrupted.
   *
   * @param containers their ids, by the names of the instances
   */
  void run(Map<String, String> containers) throws EngineException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    containers.forEach((instance, id) -> sources.add(new Source(id, instance)));
    try {
      for (Source source : sources) {
        Thread thread = new Thread(source, "paas-docker-logs");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
      merge();
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private void merge() throws EngineException, InterruptedException {
    while (sources.stream().anyMatch(source -> !source.ended)) {
      Source first = first();
      if (first == null) {
        // Nothing more comes for now: what was there is complete.
        release();
      } else {
        give(first);
      }
    }
    release();
  }

  private void give(Source source) {
    Entry entry = source.head;
    source.head = null;
    if (entry == null) {
      return;
    }
    if (!holding) {
      print(entry);
      return;
    }
    held.addLast(entry);
    if (held.size() > tail) {
      held.removeFirst();
    }
  }

  /** The source with the oldest line. Only when following is one that is silent not waited for. */
  private @Nullable Source first() throws EngineException, InterruptedException {
    Source first = null;
    for (Source source : sources) {
      source.look(request.follow() ? PATIENCE_MILLIS : Long.MAX_VALUE);
      Entry head = source.head;
      if (head != null && (first == null || isOlder(head, first.head))) {
        first = source;
      }
    }
    return first;
  }

  /** Times all have the same length, so they compare as texts. */
  private static boolean isOlder(Entry entry, @Nullable Entry than) {
    return than == null || entry.time().compareTo(than.time()) < 0;
  }

  private void release() {
    holding = false;
    held.forEach(this::print);
    held.clear();
  }

  private void print(Entry entry) {
    String text = request.timestamps() ? entry.time() + " " + entry.text() : entry.text();
    sink.line(entry.instance(), entry.error(), text);
  }
}

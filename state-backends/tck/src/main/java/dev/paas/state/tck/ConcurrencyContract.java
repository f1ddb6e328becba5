package dev.paas.state.tck;

import static dev.paas.state.tck.StoreCalls.bytes;
import static dev.paas.state.tck.StoreCalls.commit;
import static dev.paas.state.tck.StoreCalls.get;
import static dev.paas.state.tck.StoreCalls.giveOthersTime;
import static dev.paas.state.tck.StoreCalls.increment;
import static dev.paas.state.tck.StoreCalls.put;
import static dev.paas.state.tck.StoreCalls.request;
import static dev.paas.state.tck.StoreCalls.revisionOf;
import static dev.paas.state.tck.StoreCalls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several threads and several handles at once. */
interface ConcurrencyContract extends StoreUnderTest {

  @Test
  default void noUpdateIsLost() throws Exception {
    List<StateStore> handles = List.of(open(), open());
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      StateStore store = handles.get(i % 2);
      writers.add(
          () -> {
            for (int n = 0; n < 25; n++) {
              increment(store, "counter");
            }
            return null;
          });
    }
    runAll(writers);
    assertEquals("100", get(handles.get(0), "counter"));
    assertEquals("100", get(open(), "counter"));
  }

  @Test
  default void threadsShareAHandle() throws Exception {
    StateStore store = open();
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String prefix = "writer" + i + "/";
      writers.add(
          () -> {
            for (int n = 0; n < 50; n++) {
              put(store, prefix + n, "x");
              assertEquals(n + 1, store.read(prefix).entries().size(), "its own writes");
            }
            return null;
          });
    }
    runAll(writers);
    assertEquals(200, open().read("writer").entries().size());
  }

  /** Two keys are always written together; nobody may see one without the other. */
  @Test
  default void noSnapshotShowsHalfACommit() throws Exception {
    StateStore writer = open();
    writeBoth(writer, 0);
    watchWhile(
        () -> {
          for (int i = 1; i <= 200; i++) {
            writeBoth(writer, i);
          }
        },
        List.of(writer, open()),
        snapshot -> {
          Map<String, String> texts = texts(snapshot);
          assertEquals(texts.get("a"), texts.get("z"));
          assertEquals(snapshot.entries().get(0).revision(), snapshot.entries().get(1).revision());
        });
  }

  private static void writeBoth(StateStore store, int number) throws Exception {
    byte[] value = bytes(String.valueOf(number));
    commit(store, StateCommit.builder().put("a", value).put("z", value));
  }

  @Test
  default void nobodySeesTheStoreGoBack() throws Exception {
    StateStore writer = open();
    put(writer, "n", "0");
    for (StateStore reader : List.of(writer, open())) {
      AtomicInteger last = new AtomicInteger();
      List<Long> revisions = new ArrayList<>(List.of(0L));
      watchWhile(
          () -> {
            List<CompletableFuture<Long>> commits = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
              commits.add(
                  writer.commit(StateCommit.builder().put("n", bytes(String.valueOf(i))).build()));
            }
            for (CompletableFuture<Long> commit : commits) {
              revisionOf(commit);
            }
          },
          List.of(reader),
          snapshot -> {
            int number = Integer.parseInt(StoreCalls.text(snapshot.entries().get(0)));
            assertTrue(number >= last.getAndSet(number), "an older value came back");
            long previous = revisions.set(0, snapshot.revision());
            assertTrue(snapshot.revision() >= previous, "an older revision came back");
          });
      put(writer, "n", "0");
    }
  }

  @Test
  default void aLeaseExcludes() throws Exception {
    List<StateStore> handles = List.of(open(), open());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger rounds = new AtomicInteger();
    List<Callable<Void>> holders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      StateStore store = handles.get(i % 2);
      holders.add(
          () -> {
            for (int n = 0; n < 5; n++) {
              try (StateLease lease = store.acquire(request(Duration.ofSeconds(60), "x", "y"))) {
                assertEquals(1, inside.incrementAndGet(), "two hold it at once");
                assertTrue(lease.isHeld());
                giveOthersTime();
                rounds.incrementAndGet();
                inside.decrementAndGet();
              }
            }
            return null;
          });
    }
    runAll(holders);
    assertEquals(20, rounds.get());
  }

  /** Something that writes. */
  interface Writing {
    void run() throws Exception;
  }

  /** Something that must be true of each snapshot. */
  interface Check {
    void accept(StateSnapshot snapshot);
  }

  private static void watchWhile(Writing writing, List<StateStore> readers, Check check)
      throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (StateStore reader : readers) {
      tasks.add(
          () -> {
            do {
              check.accept(reader.read(""));
            } while (!done.get());
            check.accept(reader.read(""));
            return null;
          });
    }
    tasks.add(
        () -> {
          try {
            writing.run();
          } finally {
            done.set(true);
          }
          return null;
        });
    runAll(tasks);
  }

  private static void runAll(List<Callable<Void>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (Callable<Void> task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      for (Future<Void> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}

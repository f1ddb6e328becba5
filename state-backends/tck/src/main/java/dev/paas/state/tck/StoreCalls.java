package dev.paas.state.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Calls of a store, made short for tests: keys and values are texts, and every wait has an end. */
final class StoreCalls {
  private static final long LONGEST_WAIT_SECONDS = 30;
  private static final int MOST_ATTEMPTS = 1000;

  private StoreCalls() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(StateEntry entry) {
    return new String(entry.value(), StandardCharsets.UTF_8);
  }

  /** Writes one key and waits until that is durable. */
  static long put(StateStore store, String key, String value) throws StateException {
    return revisionOf(store.commit(StateCommit.builder().put(key, bytes(value)).build()));
  }

  static long delete(StateStore store, String key) throws StateException {
    return revisionOf(store.commit(StateCommit.builder().delete(key).build()));
  }

  /** Commits and waits until that is durable. */
  static long commit(StateStore store, StateCommit.Builder commit) throws StateException {
    return revisionOf(store.commit(commit.build()));
  }

  /** Waits for a commit and returns its revision; fails as it fails. */
  static long revisionOf(CompletableFuture<Long> commit) throws StateException {
    try {
      return commit.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StateException failure) {
        throw failure;
      }
      throw new AssertionError("a commit must fail with a StateException", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("a commit is under way for " + LONGEST_WAIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits for a commit that must fail as {@code kind}. */
  static StateException assertFails(Kind kind, CompletableFuture<Long> commit) {
    return assertFails(kind, () -> revisionOf(commit));
  }

  /** Something that may fail as a store does. */
  interface Call<T> {
    T run() throws StateException, InterruptedException;
  }

  /** Makes a call that must fail as {@code kind}. */
  static StateException assertFails(Kind kind, Call<?> call) {
    Object result;
    try {
      result = call.run();
    } catch (StateException e) {
      assertEquals(kind, e.kind(), e::reason);
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    return fail("it must fail as " + kind + ", but the result was " + result);
  }

  /** The value of {@code key}; {@code null} when it does not exist. */
  static @Nullable String get(StateStore store, String key) throws StateException {
    StateEntry entry = entry(store, key);
    return entry == null ? null : text(entry);
  }

  static @Nullable StateEntry entry(StateStore store, String key) throws StateException {
    for (StateEntry entry : store.read(key).entries()) {
      if (entry.key().equals(key)) {
        return entry;
      }
    }
    return null;
  }

  /** The revision that last wrote {@code key}; 0 when it does not exist. */
  static long revisionAt(StateStore store, String key) throws StateException {
    StateEntry entry = entry(store, key);
    return entry == null ? 0 : entry.revision();
  }

  /** All that is below {@code prefix}. */
  static SortedMap<String, String> texts(StateStore store, String prefix) throws StateException {
    return texts(store.read(prefix));
  }

  static SortedMap<String, String> texts(StateSnapshot snapshot) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (StateEntry entry : snapshot.entries()) {
      String previous = texts.put(entry.key(), text(entry));
      assertEquals(null, previous, "a key stands in a snapshot twice");
    }
    return texts;
  }

  /** Adds one to the number at {@code key}, and begins anew each time that somebody was faster. */
  static void increment(StateStore store, String key) throws StateException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      StateEntry entry = entry(store, key);
      long number = entry == null ? 0 : Long.parseLong(text(entry));
      StateCommit commit =
          StateCommit.builder()
              .expect(key, entry == null ? 0 : entry.revision())
              .put(key, bytes(String.valueOf(number + 1)))
              .build();
      giveOthersTime();
      try {
        revisionOf(store.commit(commit));
        return;
      } catch (StateException e) {
        if (e.kind() != Kind.CONFLICT) {
          throw e;
        }
      }
    }
    fail("a conflict " + MOST_ATTEMPTS + " times in a row, with what was read just before");
  }

  /** Makes it likely that another thread or process comes in between. */
  static void giveOthersTime() {
    LockSupport.parkNanos(100_000);
  }

  static SortedSet<String> names(String... names) {
    return new TreeSet<>(List.of(names));
  }

  /** Takes a lease without patience. */
  static StateLease lease(StateStore store, String... names)
      throws StateException, InterruptedException {
    return store.acquire(request(Duration.ZERO, names));
  }

  static LeaseRequest request(Duration patience, String... names) {
    return new LeaseRequest(names(names), "ann@laptop, paas apply, pid 4711", patience);
  }
}

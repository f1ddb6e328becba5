package dev.paas.state.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.function.Executable;

/** Calls of a store, made short for tests. */
final class Calls {
  private static final long LONGEST_SECONDS = 60;

  private Calls() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static StateCommit putting(String key, String value) {
    return StateCommit.builder().put(key, bytes(value)).build();
  }

  static long put(StateStore store, String key, String value) throws Exception {
    return done(store.commit(putting(key, value)));
  }

  /** Waits for a commit; fails as it fails. */
  static long done(CompletableFuture<Long> commit) throws Exception {
    try {
      return commit.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StateException failure ? failure : e;
    }
  }

  static SortedMap<String, String> texts(StateStore store, String prefix) throws StateException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (StateEntry entry : store.read(prefix).entries()) {
      texts.put(entry.key(), new String(entry.value(), StandardCharsets.UTF_8));
    }
    return texts;
  }

  static StateLease lease(StateStore store, Duration patience, String... names) throws Exception {
    return store.acquire(new LeaseRequest(new TreeSet<>(List.of(names)), "ann@laptop", patience));
  }

  /** Something that must fail as {@code kind}. */
  static StateException assertFails(StateException.Kind kind, Executable call) {
    StateException failure = assertThrows(StateException.class, call);
    assertEquals(kind, failure.kind(), () -> failure.reason() + " " + failure.detail());
    return failure;
  }
}

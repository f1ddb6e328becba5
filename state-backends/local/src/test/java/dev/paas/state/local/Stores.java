package dev.paas.state.local;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls of a store with texts. */
final class Stores {

  private Stores() {}

  static StateCommit putting(String key, String value) {
    return StateCommit.builder().put(key, value.getBytes(StandardCharsets.UTF_8)).build();
  }

  static long put(StateStore store, String key, String value) {
    return store.commit(putting(key, value)).join();
  }

  static @Nullable String get(StateStore store, String key) throws StateException {
    for (StateEntry entry : store.read(key).entries()) {
      if (entry.key().equals(key)) {
        return new String(entry.value(), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** Waits for a commit that must fail. */
  static StateException failureOf(CompletableFuture<Long> commit) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> commit.get(60, TimeUnit.SECONDS));
    return assertInstanceOf(StateException.class, failure.getCause());
  }

  /** Takes a lease without patience. */
  static StateLease lease(StateStore store, String... names)
      throws StateException, InterruptedException {
    return store.acquire(
        new LeaseRequest(new TreeSet<>(List.of(names)), "ann@laptop", Duration.ZERO));
  }
}

package dev.paas.core.scenario;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import dev.paas.spi.value.MapValue;
import dev.paas.state.local.LocalStateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The local store, in a process that can die. Death leaves the files as they are at that instant:
 * the next process gets a copy that is made then, so that nothing that the dead one still writes or
 * cleans up is seen.
 */
final class MortalStore implements StateStore {
  private static final String CURRENT = "current";

  private final Death death;
  private final StateStore store;
  private final Path root;

  private MortalStore(Death death, StateStore store, Path root) {
    this.death = death;
    this.store = store;
    this.root = root;
  }

  static MortalStore open(Death death, StateSettings settings) throws StateException {
    Path root = settings.directory().resolve("store");
    try {
      Files.createDirectories(root);
      Path current = root.resolve(CURRENT);
      String incarnation = Files.exists(current) ? Files.readString(current) : "0";
      StateStore store =
          new LocalStateBackend()
              .open(
                  new StateSettings(
                      MapValue.builder().put("path", "store/" + incarnation).build(),
                      settings.platform(),
                      settings.directory(),
                      settings.environment()));
      return new MortalStore(death, store, root);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /** The folder that has the state now. */
  static Path folder(Path scene) throws IOException {
    Path root = scene.resolve("store");
    Path current = root.resolve(CURRENT);
    return root.resolve(Files.exists(current) ? Files.readString(current) : "0");
  }

  /** Keeps what is there now for the next process. */
  static void keep(Path scene) {
    try {
      Path from = folder(scene);
      String next = Integer.toString(Integer.parseInt(from.getFileName().toString()) + 1);
      Path to = from.resolveSibling(next);
      if (Files.exists(from)) {
        try (Stream<Path> files = Files.walk(from)) {
          for (Path file : files.toList()) {
            if (!isLease(file)) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
          }
        }
      }
      Files.writeString(from.resolveSibling(CURRENT), next);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /** Leases end with their process: for the store that is this one, which goes on. */
  private static boolean isLease(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".lease") || name.endsWith(".lock");
  }

  private static StateException gone() {
    return new StateException(StateException.Kind.IO, "the process has died", null, null);
  }

  @Override
  public StateWatch watch(String prefix, long after) throws StateException {
    return store.watch(prefix, after);
  }

  @Override
  public CompletableFuture<Long> commit(StateCommit commit) {
    if (!death.passes("before a commit to disk")) {
      return CompletableFuture.failedFuture(gone());
    }
    return store
        .commit(commit)
        .thenCompose(
            revision ->
                death.passes("after a commit to disk")
                    ? CompletableFuture.completedFuture(revision)
                    : CompletableFuture.failedFuture(gone()));
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public StateSnapshot read(String prefix) throws StateException {
    return store.read(prefix);
  }

  @Override
  public StateLease acquire(LeaseRequest request) throws StateException, InterruptedException {
    return store.acquire(request);
  }

  @Override
  public List<LeaseInfo> leases() throws StateException {
    return store.leases();
  }

  @Override
  public boolean breakLease(String leaseId) throws StateException {
    return store.breakLease(leaseId);
  }

  @Override
  public void close() throws StateException {
    store.close();
  }
}

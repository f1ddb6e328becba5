package dev.paas.state.local;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import dev.paas.state.tck.StoreOpener;
import dev.paas.state.tck.StorePlace;
import dev.paas.state.tck.StoreProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A temporary folder where a platform.yaml would be. */
final class LocalPlace implements StorePlace {
  static final PlatformIdentity SHOP = new PlatformIdentity("shop", "");

  private final Path directory;

  LocalPlace() throws IOException {
    this(Files.createTempDirectory("paas-state-local"));
  }

  LocalPlace(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  Path folder() {
    return directory.resolve(".paas/state/default");
  }

  Path journal() {
    return folder().resolve("journal");
  }

  static StateSettings settings(Path directory, PlatformIdentity platform) {
    return new StateSettings(MapValue.empty(), platform, directory, Map.of());
  }

  StateStore open() throws StateException {
    return open(SHOP);
  }

  @Override
  public StateStore open(PlatformIdentity platform) throws StateException {
    return new LocalStateBackend().open(settings(directory, platform));
  }

  StoreProcess startProcess() throws IOException, StateException {
    return startProcess(SHOP);
  }

  @Override
  public StoreProcess startProcess(PlatformIdentity platform) throws IOException, StateException {
    return StoreProcess.start(
        Opener.class, List.of(directory.toString(), platform.name(), platform.environment()));
  }

  @Override
  public String contents() throws IOException {
    StringBuilder contents = new StringBuilder();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted().toList()) {
        contents.append(path).append(' ').append(Files.getLastModifiedTime(path));
        if (Files.isRegularFile(path)) {
          contents.append(' ').append(Arrays.hashCode(Files.readAllBytes(path)));
        }
        contents.append('\n');
      }
    }
    return contents.toString();
  }

  /** Lets the journal be compacted: writes so much that most of it is garbage. */
  @Override
  public void forgetHistory(StateStore store) throws Exception {
    byte[] garbage = new byte[(int) Compaction.LEAST_GARBAGE];
    for (int i = 0; i < 3; i++) {
      store.commit(StateCommit.builder().put("garbage", garbage).build()).get();
    }
    store.commit(StateCommit.builder().delete("garbage").build()).get();
  }

  @Override
  public Duration leaseExpiry() {
    return Duration.ZERO;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Opens the store in another process. */
  public static final class Opener implements StoreOpener {
    @Override
    public StateStore open(List<String> arguments) throws StateException {
      return new LocalStateBackend()
          .open(
              settings(
                  Path.of(arguments.get(0)),
                  new PlatformIdentity(arguments.get(1), arguments.get(2))));
    }
  }
}

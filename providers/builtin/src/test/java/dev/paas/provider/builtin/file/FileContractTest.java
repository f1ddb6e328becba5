package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.BuiltinPlugin;
import dev.paas.provider.tck.ProviderContract;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Files keep the contract, however they are changed outside. */
class FileContractTest {

  /** What the ways to change a file outside have in common. */
  abstract static class Contract extends ProviderContract {

    @Override
    protected ProviderPlugin plugin() {
      return new BuiltinPlugin();
    }

    @Override
    protected String type() {
      return "file";
    }

    abstract void tamper(Path file) throws IOException;

    abstract Set<String> tampered();

    @Override
    protected World world() {
      try {
        Files.createDirectories(directory.resolve("place"));
        Files.writeString(directory.resolve("copied"), "what is copied\n");
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      return new FolderWorld(
          directory,
          file -> {
            tamper(file);
            return tampered();
          });
    }

    @Override
    protected Samples samples() {
      MapValue minimal = MapValue.builder().put("path", "minimal").put("content", "").build();
      MapValue full =
          MapValue.builder()
              .put("path", "place/full")
              .put("content", Value.of("a hidden content").asSensitive())
              .put("mode", "0640")
              .put("owner", owner())
              .put("group", groupNumber())
              .put("createParents", true)
              .put("overwrite", true)
              .build();
      MapValue copy =
          MapValue.builder().put("path", "new/deep/copy").put("source", "copied").build();
      return Samples.of(minimal, full)
          .inPlace(full.with("content", Value.of("changed")).with("mode", Value.of("0600")))
          .replacing(full.with("path", Value.of("place/elsewhere")))
          .also(copy)
          .also(minimal.with("path", Value.of("new/empty")))
          .failing(minimal.with("path", Value.of("no/at")).with("createParents", Value.of(false)))
          .bad(minimal.with("path", Value.of("place")), "path")
          .bad(minimal.with("path", Value.of("copied")), "path")
          .bad(minimal.with("path", Value.of("copied/inside")), "path")
          .bad(copy.with("source", Value.of("missing")), "source")
          .bad(copy.with("source", Value.of("place")), "source")
          .bad(minimal.with("owner", Value.of("nobody has this name")), "owner")
          .bad(minimal.with("group", Value.of("nobody has this name")), "group");
    }

    private String owner() {
      try {
        return Files.getOwner(directory).getName();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private int groupNumber() {
      try {
        return (int) Files.getAttribute(directory, "unix:gid");
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  @Nested
  class ChangedContent extends Contract {
    @Override
    void tamper(Path file) throws IOException {
      Files.writeString(file, "changed by hand");
    }

    @Override
    Set<String> tampered() {
      return Set.of("content", "sha256");
    }
  }

  @Nested
  class ChangedMode extends Contract {
    @Override
    void tamper(Path file) throws IOException {
      Files.setAttribute(file, "unix:mode", 0444);
    }

    @Override
    Set<String> tampered() {
      return Set.of("mode");
    }
  }

  @Nested
  class ALinkInItsPlace extends Contract {
    @Override
    void tamper(Path file) throws IOException {
      Files.delete(file);
      Files.createSymbolicLink(file, directory.resolve("copied"));
    }

    @Override
    Set<String> tampered() {
      return Set.of("content", "sha256");
    }
  }
}

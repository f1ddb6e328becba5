package dev.paas.provider.builtin.command;

import dev.paas.provider.builtin.BuiltinPlugin;
import dev.paas.provider.tck.ProviderContract;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** Commands which keep a file for each resource keep the contract. */
class CommandContractTest {

  /** What commands with and without an update have in common. */
  abstract static class Contract extends ProviderContract {

    @Override
    protected ProviderPlugin plugin() {
      return new BuiltinPlugin();
    }

    @Override
    protected String type() {
      return "command";
    }

    @Override
    protected Map<String, String> environment() {
      return Map.of("PATH", "/usr/bin:/bin", "THINGS", folder().toString());
    }

    private Path folder() {
      return directory.resolve("things");
    }

    @Override
    protected World world() {
      try {
        Files.createDirectories(folder());
        Files.createDirectories(directory.resolve("work"));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      return new Things(folder());
    }

    final MapValue minimal() {
      String look = "test -f \"$THINGS/$PAAS_KEY\" || exit 44; cat \"$THINGS/$PAAS_KEY\"";
      return MapValue.builder()
          .put("create", "printf %s \"$PAAS_INPUT\" | tee \"$THINGS/$PAAS_KEY\"")
          .put("read", look)
          .put("find", look)
          .put("delete", "rm \"$THINGS/$PAAS_KEY\" || exit 44")
          .build();
    }

    final MapValue full() {
      return minimal().toBuilder()
          .put("create", Value.strings(List.of("sh", "-c", "pwd >&2; tee \"$THINGS/$PAAS_KEY\"")))
          .put(
              "input",
              MapValue.builder()
                  .put("name", "one")
                  .put("secret", Value.of("a hidden \"input\"").asSensitive())
                  .build())
          .put("triggers", MapValue.builder().put("release", 1).build())
          .put(
              "environment",
              MapValue.builder()
                  .put("GREETING", Value.of("a hidden greeting").asSensitive())
                  .put("COUNT", 3)
                  .build())
          .put("workingDir", "work")
          .put("timeout", "1m")
          .put("notFoundExitCode", 44)
          .build();
    }

    Samples commonSamples(MapValue full) {
      Path started = directory.resolve("started");
      String waiting = "touch '" + started + "'; sleep 1000 & wait";
      return Samples.of(minimal(), full)
          .replacing(full.with("triggers", MapValue.builder().put("release", 2).build()))
          .also(full.with("sensitiveOutput", Value.of(true)))
          .failing(minimal().with("create", Value.of("echo \"$PAAS_INPUT\" >&2; exit 3")))
          .slow(minimal().with("create", Value.of(waiting)), () -> Files.exists(started))
          .bad(minimal().with("create", Value.strings(List.of("no-such-program"))), "create")
          .bad(full.with("workingDir", Value.of("missing")), "workingDir")
          .bad(full.with("environment", MapValue.builder().put("A=B", "c").build()), "environment");
    }
  }

  @Nested
  class WithUpdate extends Contract {
    @Override
    protected Samples samples() {
      String update = "test -n \"$PAAS_CHANGE_KEY\" && tee \"$THINGS/$PAAS_KEY\"";
      MapValue full = full().with("update", Value.of(update));
      return commonSamples(full)
          .inPlace(full.with("input", MapValue.builder().put("name", "two").build()));
    }
  }

  @Nested
  class WithoutUpdate extends Contract {
    @Override
    protected Samples samples() {
      return commonSamples(full())
          .untested("update")
          .replacing(full().with("input", MapValue.builder().put("name", "two").build()));
    }
  }

  /** The files that the commands make, named by their keys. */
  private record Things(Path folder) implements World {
    @Override
    public Map<String, String> things() throws IOException {
      Map<String, String> things = new TreeMap<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          things.put(file.toString(), Files.readString(file));
        }
      }
      return things;
    }

    @Override
    public void destroy(ObservedResource resource) throws IOException {
      Files.delete(folder.resolve(resource.id()));
    }

    @Override
    public Set<String> tamper(ObservedResource resource) throws IOException {
      Files.writeString(folder.resolve(resource.id()), "{\"name\": \"changed by hand\"}");
      return Set.of("output");
    }
  }
}

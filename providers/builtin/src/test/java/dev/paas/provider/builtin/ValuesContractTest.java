package dev.paas.provider.builtin;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** What lives in state only keeps the contract. */
class ValuesContractTest {

  /** What the types have in common. */
  abstract static class Contract extends ProviderContract {

    @Override
    protected ProviderPlugin plugin() {
      return new BuiltinPlugin();
    }

    @Override
    protected World world() {
      return World.NONE;
    }

    final void write(String name, String content) {
      Path file = directory.resolve(name);
      try {
        Files.writeString(file, content);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private static MapValue map(String name, Value value) {
    return MapValue.builder().put(name, value).build();
  }

  private static MapValue map(String name, String text) {
    return map(name, Value.of(text));
  }

  private static final MapValue KEEPERS =
      MapValue.builder().put("month", 7).put("list", Value.strings(List.of("a", "b"))).build();

  @Nested
  class Data extends Contract {
    @Override
    protected String type() {
      return "data";
    }

    @Override
    protected Samples samples() {
      MapValue full =
          MapValue.builder()
              .put("input", map("deep", Value.list(Value.of("a hidden value").asSensitive())))
              .put("replaceWhen", Value.list(Value.of(1), Value.of(true)))
              .build();
      return Samples.of(MapValue.empty(), full)
          .inPlace(full.with("input", Value.of(3.5)))
          .replacing(full.with("replaceWhen", Value.of("now")));
    }
  }

  @Nested
  class Password extends Contract {
    @Override
    protected String type() {
      return "random.password";
    }

    @Override
    protected Samples samples() {
      MapValue full =
          MapValue.builder()
              .put("length", 20)
              .put("lower", true)
              .put("upper", true)
              .put("digits", true)
              .put("special", true)
              .put("minLower", 2)
              .put("minUpper", 3)
              .put("minDigits", 4)
              .put("minSpecial", 5)
              .put("overrideSpecial", "#+!")
              .put("keepers", KEEPERS)
              .build();
      MapValue none = MapValue.builder().put("length", 8).put("lower", false).build();
      return Samples.of(MapValue.builder().put("length", 8).build(), full)
          .replacing(full.with("keepers", KEEPERS.with("month", Value.of(8))))
          .bad(full.with("length", Value.of(13)), "length")
          .bad(full.with("digits", Value.of(false)), "minDigits")
          .bad(
              none.with("upper", Value.of(false))
                  .with("digits", Value.of(false))
                  .with("special", Value.of(false)),
              "special");
    }
  }

  @Nested
  class Id extends Contract {
    @Override
    protected String type() {
      return "random.id";
    }

    @Override
    protected Samples samples() {
      MapValue full =
          MapValue.builder().put("bytes", 5).put("prefix", "b-").put("keepers", KEEPERS).build();
      return Samples.of(MapValue.builder().put("bytes", 1).build(), full)
          .replacing(full.with("bytes", Value.of(6)));
    }
  }

  @Nested
  class Whole extends Contract {
    @Override
    protected String type() {
      return "random.integer";
    }

    @Override
    protected Samples samples() {
      MapValue minimal = MapValue.builder().put("min", -3).put("max", -3).build();
      MapValue full =
          MapValue.builder().put("min", 1).put("max", 1000).put("keepers", KEEPERS).build();
      return Samples.of(minimal, full)
          .replacing(full.with("max", Value.of(1001)))
          .bad(full.with("min", Value.of(1001)), "min");
    }
  }

  @Nested
  class Pet extends Contract {
    @Override
    protected String type() {
      return "random.pet";
    }

    @Override
    protected Samples samples() {
      MapValue full =
          MapValue.builder()
              .put("words", 8)
              .put("separator", "_")
              .put("prefix", "shop")
              .put("keepers", KEEPERS)
              .build();
      return Samples.of(MapValue.empty(), full).replacing(full.with("words", Value.of(1)));
    }
  }

  @Nested
  class Config extends Contract {
    @Override
    protected String type() {
      return "config";
    }

    @Override
    protected Samples samples() {
      write("motd", "good\nmorning\n");
      try {
        Files.write(directory.resolve("picture"), new byte[] {(byte) 0xff, 0, 1});
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      MapValue hidden = map("content", Value.of("a hidden content").asSensitive());
      return Samples.of(map("content", ""), hidden)
          .inPlace(map("content", "changed"))
          .also(map("file", "motd"))
          // The engine renders it, and hands in the content.
          .untested("template", "vars")
          .bad(map("file", "missing"), "file")
          .bad(map("file", "picture"), "file")
          .bad(map("file", directory.toString()), "file");
    }
  }

  @Nested
  class Secrets extends Contract {
    @Override
    protected String type() {
      return "secrets";
    }

    @Override
    protected Map<String, String> environment() {
      return Map.of("TCK_SECRET", "known to the caller");
    }

    @Override
    protected Samples samples() {
      write("key", "a secret of a file\r\n");
      write("encrypted", "age-encryption.org/v1\n-> X25519 abc\n");
      MapValue printable =
          MapValue.builder().put("length", 40).put("characters", "printable").build();
      MapValue full = map("generate", printable);
      return Samples.of(map("generate", MapValue.empty()), full)
          .inPlace(map("generate", printable.with("characters", Value.of("hex"))))
          .also(map("env", "TCK_SECRET"))
          .also(map("file", "key"))
          .also(map("value", Value.of("a secret of another resource").asSensitive()))
          .bad(map("env", "TCK_NOT_SET"), "env")
          .bad(map("file", "missing"), "file")
          .bad(map("file", "encrypted"), "file");
    }
  }
}

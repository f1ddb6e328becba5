package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.text.Hashes;
import dev.paas.provider.builtin.text.Shown;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/** Reads a file of this machine: the look-up {@code file}. */
public final class FileLookup implements DataHandler {
  private final Path directory;

  /**
   * @param directory where relative paths start
   */
  public FileLookup(Path directory) {
    this.directory = directory;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    Path file = TextFile.resolve(configuration, "path", directory);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe or a device may never end.
      throw refusal(shown(configuration) + " is not a file").build();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(TextFile.LARGEST + 1);
    } catch (NoSuchFileException missing) {
      if (configuration.getBoolean("optional", false)) {
        return missing(configuration);
      }
      throw refusal("cannot read " + shown(configuration))
          .detail(Shown.reason(missing))
          .hint("Say optional: true when it may be missing; exists tells then.")
          .build();
    } catch (IOException unreadable) {
      throw refusal("cannot read " + shown(configuration))
          .detail(Shown.reason(unreadable))
          .hint("The path is relative to the folder of platform.yaml.")
          .build();
    }
    if (bytes.length > TextFile.LARGEST) {
      throw refusal(shown(configuration) + " is larger than 1 MiB")
          .detail("A plan carries what it has read.")
          .build();
    }
    return found(configuration, bytes);
  }

  private static MapValue found(MapValue configuration, byte[] bytes) {
    String text = TextFile.decoded(bytes);
    return configuration.toBuilder()
        .put("exists", true)
        .put("content", marked(configuration, text == null ? Value.nullValue() : Value.of(text)))
        .put("base64", marked(configuration, Value.of(Base64.getEncoder().encodeToString(bytes))))
        .put("sha256", marked(configuration, Value.of(Hashes.of(bytes))))
        .put("size", bytes.length)
        .build();
  }

  private static MapValue missing(MapValue configuration) {
    return configuration.toBuilder()
        .put("exists", false)
        .put("content", Value.nullValue())
        .put("base64", Value.nullValue())
        .put("sha256", Value.nullValue())
        .put("size", Value.nullValue())
        .build();
  }

  private static Value marked(MapValue configuration, Value value) {
    return configuration.getBoolean("sensitive", false) ? value.asSensitive() : value;
  }

  private static String shown(MapValue configuration) {
    return Shown.text(configuration.get("path"));
  }

  private static ProviderException.Builder refusal(String reason) {
    return ProviderException.builder(reason).path(ValuePath.of("path"));
  }
}

package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.text.Hashes;
import dev.paas.provider.builtin.text.Shown;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/** What goes into a file: a text, or a copy of another file. */
final class FileContent {
  private static final int BUFFER = 1 << 16;

  private final MapValue attributes;
  private final Path directory;

  /**
   * @param attributes the resource's attributes
   * @param directory where relative paths start
   */
  FileContent(MapValue attributes, Path directory) {
    this.attributes = attributes;
    this.directory = directory;
  }

  /** The hash as far as it can be told now: another resource may still have to make the source. */
  Value plannedHash() throws ProviderException {
    if (!attributes.has("source")) {
      return Hashes.of(attributes.getOrNull("content"));
    }
    if (attributes.getOrNull("source").isUnknown()) {
      return new UnknownValue(ValueKind.STRING);
    }
    try {
      return Value.of(copyTo(OutputStream.nullOutputStream()));
    } catch (NoSuchFileException notYet) {
      return new UnknownValue(ValueKind.STRING);
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /**
   * Writes it.
   *
   * @return its hash, in hex
   */
  String writeTo(OutputStream out) throws IOException, ProviderException {
    if (attributes.has("source")) {
      try {
        Files.size(source());
      } catch (IOException unreadable) {
        throw unreadable(unreadable);
      }
      return copyTo(out);
    }
    byte[] bytes = attributes.getString("content", "").getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    return Hashes.of(bytes);
  }

  private String copyTo(OutputStream out) throws IOException, ProviderException {
    try (InputStream in = Files.newInputStream(source())) {
      return copy(in, out);
    }
  }

  /** The hash of a file as it stands. */
  static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream());
    }
  }

  private static String copy(InputStream in, OutputStream out) throws IOException {
    MessageDigest digest = Hashes.sha256();
    byte[] buffer = new byte[BUFFER];
    int read;
    while ((read = in.read(buffer)) >= 0) {
      digest.update(buffer, 0, read);
      out.write(buffer, 0, read);
    }
    return Hashes.hex(digest);
  }

  private Path source() throws ProviderException {
    return TextFile.resolve(attributes, "source", directory);
  }

  private ProviderException unreadable(IOException failure) {
    return ProviderException.builder("cannot read " + Shown.text(attributes.get("source")))
        .detail(Shown.reason(failure))
        .hint("The path is relative to the folder of platform.yaml.")
        .path(ValuePath.of("source"))
        .cause(failure)
        .build();
  }
}

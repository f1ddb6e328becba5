package dev.paas.provider.builtin.text;

import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file whose content becomes a value. */
public final class TextFile {
  /** The state keeps it whole: more than a megabyte is no configuration. */
  public static final int LARGEST = 1 << 20;

  private TextFile() {}

  /**
   * Reads the file that an attribute names.
   *
   * @param attributes the attributes, of which {@code name} is a known text
   * @param name the attribute
   * @param directory where relative paths start
   * @throws ProviderException which blames the attribute when the file cannot be read
   */
  public static String read(MapValue attributes, String name, Path directory)
      throws ProviderException {
    Value written = attributes.getOrNull(name);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(resolve(attributes, name, directory))) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (IOException unreadable) {
      throw refusal(name, "cannot read " + Shown.text(written))
          .detail(Shown.reason(unreadable))
          .hint("The path is relative to the folder of platform.yaml.")
          .build();
    }
    if (bytes.length > LARGEST) {
      throw refusal(name, Shown.text(written) + " is larger than 1 MiB")
          .hint("The state keeps the content; use the type file to copy something large.")
          .build();
    }
    String text = decoded(bytes);
    if (text == null) {
      throw refusal(name, Shown.text(written) + " is not a text in UTF-8")
          .hint("Use the type file to copy something binary.")
          .build();
    }
    return text;
  }

  /**
   * The path that an attribute names.
   *
   * @throws ProviderException which blames the attribute when it can be no path
   */
  public static Path resolve(MapValue attributes, String name, Path directory)
      throws ProviderException {
    try {
      return directory.resolve(attributes.getString(name, ""));
    } catch (InvalidPathException invalid) {
      throw refusal(name, Shown.text(attributes.get(name)) + " is not a path")
          .detail(attributes.getOrNull(name).hasSensitive() ? null : invalid.getReason() + ".")
          .build();
    }
  }

  /** {@code bytes} as a text; {@code null} when they are not UTF-8. */
  public static @Nullable String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }

  private static ProviderException.Builder refusal(String name, String reason) {
    return ProviderException.builder(reason).path(ValuePath.of(name));
  }
}

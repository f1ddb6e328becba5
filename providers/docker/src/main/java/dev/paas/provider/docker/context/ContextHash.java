package dev.paas.provider.docker.context;

import dev.paas.provider.docker.archive.TarEntry;
import dev.paas.provider.docker.context.BuildContext.ContextFile;
import dev.paas.provider.docker.naming.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * The hash of all that decides how an image is built: paths, permissions and contents of the
 * context's files, and the order's parameters. Times do not count.
 */
public final class ContextHash {
  private static final int BUFFER = 64 * 1024;

  private final MessageDigest digest = Hash.digest();

  private ContextHash() {}

  /**
   * Reads all files.
   *
   * @param parameters further texts that count, by name, in a fixed order
   * @throws IOException when a file cannot be read or changes meanwhile
   */
  public static String of(BuildContext context, Map<String, String> parameters) throws IOException {
    ContextHash hash = new ContextHash();
    hash.text("1");
    parameters.forEach(
        (name, value) -> {
          hash.text(name);
          hash.text(value);
        });
    hash.text(context.dockerfile());
    for (ContextFile file : context.files()) {
      hash.file(file);
    }
    return Hash.hex(hash.digest.digest());
  }

  private void file(ContextFile file) throws IOException {
    TarEntry entry = file.entry();
    text(entry.name());
    text(entry.kind() + " " + Integer.toOctalString(entry.mode()) + " " + entry.size());
    text(entry.link());
    long length = 0;
    try (InputStream content = file.content().open()) {
      byte[] buffer = new byte[BUFFER];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
        length += read;
      }
    }
    if (length != entry.size()) {
      throw new IOException(entry.name() + " changed while it was being read");
    }
  }

  /** With its length before it, so that texts cannot run into one another. */
  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}

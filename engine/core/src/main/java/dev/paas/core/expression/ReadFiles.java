package dev.paas.core.expression;

import dev.paas.core.source.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that functions read. What is read of one is kept for the run, so that a file has one
 * content however many resources use it, unless it is large.
 */
public final class ReadFiles {
  /** The size up to which a file is read: 16 MiB. */
  public static final long MOST_BYTES = 16L << 20;

  private static final int KEPT_BYTES = 1 << 20;
  private static final int MOST_FILES = 100_000;

  private final Map<Path, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<Path, String> directories = new ConcurrentHashMap<>();

  /** Why a file cannot be read. */
  @SuppressWarnings("serial")
  public static final class Unreadable extends Exception {
    private final boolean missing;

    private Unreadable(String what, boolean missing, @Nullable Throwable cause) {
      super(what, cause);
      this.missing = missing;
    }

    /** Whether it is not there. */
    public boolean isMissing() {
      return missing;
    }

    /**
     * A clause.
     *
     * @param name how messages call the file
     */
    public String what(String name) {
      return String.valueOf(getMessage()).replace("{}", "\"" + name + "\"");
    }
  }

  /**
   * The content of a file.
   *
   * @throws Unreadable when it has none, or too much
   */
  public byte[] bytes(Path file) throws Unreadable {
    byte[] known = contents.get(file);
    if (known != null) {
      return known.clone();
    }
    byte[] read = read(file);
    if (read.length <= KEPT_BYTES) {
      contents.put(file, read.clone());
    }
    return read;
  }

  private static byte[] read(Path file) throws Unreadable {
    try {
      if (Files.isDirectory(file)) {
        throw new Unreadable("{} is a folder", false, null);
      }
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new Unreadable(
            "{} is too large: it has " + size + " bytes, and " + MOST_BYTES + " are allowed",
            false,
            null);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new Unreadable("there is no file {}", true, missing);
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
  }

  private static Unreadable unreadable(IOException why) {
    String reason = IoReason.of(why);
    String clause = reason.substring(0, reason.length() - 1);
    return new Unreadable("{} cannot be read: " + clause, false, why);
  }

  /**
   * The text of a file, its line ends as they are.
   *
   * @throws CharacterCodingException when it is not UTF-8
   */
  public String text(Path file) throws Unreadable, CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
  }

  /** The SHA-256 of a file's content, in hex; the file may have any size. */
  public String hash(Path file) throws Unreadable {
    MessageDigest digest = sha256();
    update(digest, file);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, Path file) throws Unreadable {
    if (Files.isDirectory(file)) {
      throw new Unreadable("{} is a folder", false, null);
    }
    try (var in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (NoSuchFileException missing) {
      throw new Unreadable("there is no file {}", true, missing);
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /** Whether there is a file, of whatever kind. */
  public Boolean exists(Path file) {
    return Files.exists(file);
  }

  /**
   * The SHA-256 of the names and contents of all files in a folder and in its folders, in hex. It
   * does not depend on their order, times and permissions; a link counts by what it points to.
   */
  public String directoryHash(Path directory) throws Unreadable {
    String known = directories.get(directory);
    if (known == null) {
      known = hashTree(directory);
      directories.put(directory, known);
    }
    return known;
  }

  private static String hashTree(Path directory) throws Unreadable {
    if (!Files.exists(directory)) {
      throw new Unreadable("there is no folder {}", true, null);
    }
    if (!Files.isDirectory(directory)) {
      throw new Unreadable("{} is not a folder", false, null);
    }
    TreeMap<String, Path> files = new TreeMap<>();
    for (Path path : tree(directory)) {
      String name = directory.relativize(path).toString().replace('\\', '/');
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        files.put(name, path);
      }
    }
    MessageDigest all = sha256();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      all.update(file.getKey().getBytes(StandardCharsets.UTF_8));
      all.update((byte) 0);
      all.update(content(file.getValue()));
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static byte[] content(Path file) throws Unreadable {
    MessageDigest one = sha256();
    try {
      if (Files.isSymbolicLink(file)) {
        one.update((byte) 'l');
        one.update(
            Files.readSymbolicLink(file)
                .toString()
                .replace('\\', '/')
                .getBytes(StandardCharsets.UTF_8));
      } else {
        one.update((byte) 'f');
        update(one, file);
      }
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
    return one.digest();
  }

  private static List<Path> tree(Path directory) throws Unreadable {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<Path> found = paths.limit(MOST_FILES + 1L).toList();
      if (found.size() > MOST_FILES) {
        throw new Unreadable("{} has more than " + MOST_FILES + " files", false, null);
      }
      return found;
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    } catch (java.io.UncheckedIOException unreadable) {
      throw unreadable(new IOException(unreadable.getMessage(), unreadable));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

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
import java.util.HashMap;
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
  private final Map<Path, byte[]> templates = new ConcurrentHashMap<>();
  private final Map<Path, String> hashes = new ConcurrentHashMap<>();
  private final Map<Path, String> large = new ConcurrentHashMap<>();
  private final Map<Path, String> directories = new ConcurrentHashMap<>();
  private final Map<Path, Boolean> present = new ConcurrentHashMap<>();
  private final @Nullable Seen recorded;

  /**
   * What expressions have seen of files.
   *
   * @param contents what was read of files
   * @param hashes the hashes of files that only those were asked of
   * @param large the hashes of files that are too large to be kept
   * @param directories the hashes of folders
   * @param present whether there was a file
   */
  public record Seen(
      Map<Path, byte[]> contents,
      Map<Path, String> hashes,
      Map<Path, String> large,
      Map<Path, String> directories,
      Map<Path, Boolean> present) {

    public Seen {
      contents = Map.copyOf(contents);
      hashes = Map.copyOf(hashes);
      large = Map.copyOf(large);
      directories = Map.copyOf(directories);
      present = Map.copyOf(present);
    }
  }

  /** What is on the disk. */
  public ReadFiles() {
    this.recorded = null;
  }

  /**
   * What was seen at another time; what was not seen then is read from the disk.
   *
   * @param recorded what was seen
   */
  public ReadFiles(Seen recorded) {
    this.recorded = recorded;
  }

  /** Looks again at what was seen at another time; what is not there any more is left out. */
  public static Seen again(Seen seen) {
    ReadFiles now = new ReadFiles();
    seen.contents().keySet().forEach(file -> look(() -> now.bytes(file)));
    seen.large().keySet().forEach(file -> look(() -> now.bytes(file)));
    seen.hashes().keySet().forEach(file -> look(() -> now.hash(file)));
    seen.directories().keySet().forEach(folder -> look(() -> now.directoryHash(folder)));
    seen.present().keySet().forEach(now::exists);
    return now.seen();
  }

  private interface Look {
    Object at() throws Unreadable;
  }

  private static void look(Look look) {
    try {
      look.at();
    } catch (Unreadable gone) {
      return;
    }
  }

  /** What has been seen so far. */
  public Seen seen() {
    Map<Path, byte[]> all = new HashMap<>(templates);
    all.putAll(contents);
    return new Seen(all, hashes, large, directories, present);
  }

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
    byte[] read = recorded == null ? null : recorded.contents().get(file);
    if (read == null) {
      read = read(file);
    }
    if (read.length <= KEPT_BYTES) {
      contents.put(file, read.clone());
    } else {
      large.put(file, hashOfLarge(file, read));
    }
    return read;
  }

  /** A large file is not kept: it must still be what it was. */
  private String hashOfLarge(Path file, byte[] content) throws Unreadable {
    String hash = HexFormat.of().formatHex(sha256().digest(content));
    String before = recorded == null ? null : recorded.large().get(file);
    if (before != null && !before.equals(hash)) {
      throw new Unreadable(
          "{} has changed since then, and is larger than the "
              + KEPT_BYTES
              + " bytes that are kept",
          false,
          null);
    }
    return hash;
  }

  /** The text of a template that was seen at another time; {@code null} when it was not. */
  @Nullable String recordedTemplate(Path file) {
    byte[] content = recorded == null ? null : recorded.contents().get(file.normalize());
    return content == null ? null : new String(content, StandardCharsets.UTF_8);
  }

  /** Remembers the text of a template. */
  void keepTemplate(Path file, String text) {
    templates.put(file.normalize(), text.getBytes(StandardCharsets.UTF_8));
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
    String hash = recorded == null ? null : recorded.hashes().get(file);
    if (hash == null) {
      MessageDigest digest = sha256();
      update(digest, file);
      hash = HexFormat.of().formatHex(digest.digest());
    }
    hashes.put(file, hash);
    return hash;
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
    Boolean before = recorded == null ? null : recorded.present().get(file);
    boolean found = before == null ? Files.exists(file) : before;
    present.put(file, found);
    return found;
  }

  /**
   * The SHA-256 of the names and contents of all files in a folder and in its folders, in hex. It
   * does not depend on their order, times and permissions; a link counts by what it points to.
   */
  public String directoryHash(Path directory) throws Unreadable {
    String known = directories.get(directory);
    if (known == null) {
      String before = recorded == null ? null : recorded.directories().get(directory);
      known = before == null ? hashTree(directory) : before;
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

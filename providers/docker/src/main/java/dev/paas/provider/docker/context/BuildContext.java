package dev.paas.provider.docker.context;

import dev.paas.provider.docker.archive.TarEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is sent to build an image: the files of a folder without those that its {@code
 * .dockerignore} leaves out, sorted by path, and the Dockerfile wherever it lies.
 *
 * @param files what is sent
 * @param dockerfile the Dockerfile's path in it
 */
public record BuildContext(List<ContextFile> files, String dockerfile) {
  private static final String IGNORE_FILE = ".dockerignore";

  /**
   * Looks at a folder.
   *
   * @param dockerfile relative to the folder; it may lead out of it
   * @throws NoSuchFileException when the folder or the Dockerfile does not exist
   * @throws IllegalArgumentException when a line of {@code .dockerignore} is not a pattern
   */
  public static BuildContext of(Path folder, String dockerfile) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path root = folder.toRealPath();
    Path steps = root.resolve(dockerfile).normalize();
    if (!Files.isRegularFile(steps)) {
      throw new NoSuchFileException(steps.toString());
    }
    return steps.startsWith(root) ? inside(root, steps) : outside(root, steps);
  }

  /**
   * The engine itself drops Dockerfile and ignore file from what COPY sees, if they are ignored.
   */
  private static BuildContext inside(Path root, Path steps) throws IOException {
    Path own = root.resolve(path(root, steps) + IGNORE_FILE);
    DockerIgnore ignore = ignore(Files.exists(own) ? own : root.resolve(IGNORE_FILE));
    String dockerfile = path(root, steps);
    return new BuildContext(
        sorted(walk(root, ignore, List.of(dockerfile, IGNORE_FILE)::contains)), dockerfile);
  }

  /** A Dockerfile from elsewhere goes along under a name that an ignore file keeps out of COPY. */
  private static BuildContext outside(Path root, Path steps) throws IOException {
    Path ignoreFile = root.resolve(IGNORE_FILE);
    byte[] content = Files.readAllBytes(steps);
    String name = ".dockerfile." + HexFormat.of().toHexDigits(Arrays.hashCode(content));
    boolean ignoring = Files.exists(ignoreFile);
    String rules =
        (ignoring ? Files.readString(ignoreFile) + "\n" : IGNORE_FILE + "\n") + name + "\n";
    List<ContextFile> files = walk(root, ignore(ignoreFile), path -> false);
    files.removeIf(file -> file.path().equals(IGNORE_FILE));
    files.add(ContextFile.of(name, content));
    files.add(ContextFile.of(IGNORE_FILE, rules.getBytes(StandardCharsets.UTF_8)));
    return new BuildContext(sorted(files), name);
  }

  private static DockerIgnore ignore(Path file) throws IOException {
    return Files.exists(file) ? DockerIgnore.parse(Files.readString(file)) : DockerIgnore.NONE;
  }

  private static List<ContextFile> sorted(List<ContextFile> files) {
    return files.stream().sorted(Comparator.comparing(ContextFile::path)).toList();
  }

  private static List<ContextFile> walk(Path root, DockerIgnore ignore, Predicate<String> always)
      throws IOException {
    List<ContextFile> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.equals(root)) {
              return FileVisitResult.CONTINUE;
            }
            String path = path(root, folder);
            if (!ignore.leavesOut(path)) {
              files.add(ContextFile.of(path, folder, attributes));
              return FileVisitResult.CONTINUE;
            }
            return ignore.leavesOutAllOf(path) && !always.test(path)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = path(root, file);
            // Sockets, devices and the like cannot be built into an image.
            if (!attributes.isOther() && (always.test(path) || !ignore.leavesOut(path))) {
              files.add(ContextFile.of(path, file, attributes));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String path(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** The context as a tar archive, read from the files as it goes. */
  public InputStream open() {
    return new ContextStream(files);
  }

  /**
   * A file of a context.
   *
   * @param content how to read it; empty but for regular files
   */
  public record ContextFile(TarEntry entry, Content content) {

    /** Opens the content of a file. */
    public interface Content {
      InputStream open() throws IOException;
    }

    String path() {
      return entry.name();
    }

    static ContextFile of(String path, byte[] content) {
      return new ContextFile(
          TarEntry.file(path, 0644, 0, 0, content.length), () -> new ByteArrayInputStream(content));
    }

    static ContextFile of(String path, Path file, BasicFileAttributes attributes)
        throws IOException {
      boolean regular = attributes.isRegularFile();
      TarEntry.Kind kind =
          attributes.isSymbolicLink()
              ? TarEntry.Kind.SYMLINK
              : regular ? TarEntry.Kind.FILE : TarEntry.Kind.FOLDER;
      TarEntry entry =
          new TarEntry(
              path,
              kind,
              mode(file, kind),
              0,
              0,
              regular ? attributes.size() : 0,
              attributes.lastModifiedTime().toMillis() / 1000,
              attributes.isSymbolicLink() ? Files.readSymbolicLink(file).toString() : "");
      return new ContextFile(
          entry, regular ? () -> Files.newInputStream(file) : InputStream::nullInputStream);
    }

    /** The permissions of links mean nothing; where there are none at all everything may run. */
    private static int mode(Path file, TarEntry.Kind kind) throws IOException {
      if (kind == TarEntry.Kind.SYMLINK) {
        return 0777;
      }
      return file.getFileSystem().supportedFileAttributeViews().contains("unix")
          ? (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777
          : 0755;
    }
  }
}

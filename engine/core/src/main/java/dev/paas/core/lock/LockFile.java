package dev.paas.core.lock;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.source.IoReason;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.WholeFile;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code .paas.lock.yaml} beside a platform's main file. Immutable: {@link #with} makes
 * another one. A part that is not replaced keeps its text to the byte.
 */
public final class LockFile {
  /** Its name. */
  public static final String NAME = ".paas.lock.yaml";

  private static final String HEAD =
      "# Written by paas: what this platform was last used with. Commit it beside platform.yaml.\n";

  private final Path path;
  private final Source source;
  private final @Nullable MappingNode root;

  private LockFile(Path path, Source source, @Nullable MappingNode root) {
    this.path = path;
    this.source = source;
    this.root = root;
  }

  /**
   * Reads the lock file of a platform.
   *
   * @param directory the folder of the platform's main file
   * @param fileName how messages call the main file
   * @return an empty one when there is none
   * @throws DiagnosticException when it cannot be used
   */
  public static LockFile read(Path directory, String fileName) {
    Path path = directory.resolve(NAME);
    String name = fileName.substring(0, fileName.lastIndexOf('/') + 1) + NAME;
    if (Files.notExists(path)) {
      return new LockFile(path, new Source(name, ""), null);
    }
    Diagnostics diagnostics = new Diagnostics();
    YamlReader reader = new YamlReader(YamlLimits.DEFAULT);
    Source source = reader.load(path, name, diagnostics);
    Node node = source == null ? null : reader.read(source, diagnostics);
    diagnostics.throwIfErrors();
    Source text = source == null ? new Source(name, "") : source;
    if (node != null && !isOurs(node)) {
      throw invalid("this is not a lock file as paas writes it", node.span()).toException();
    }
    return new LockFile(path, text, node instanceof MappingNode map ? map : null);
  }

  /** Whether each top-level key begins a line of its own. */
  private static boolean isOurs(Node root) {
    if (!(root instanceof MappingNode map)) {
      return false;
    }
    int line = 0;
    for (MappingNode.Entry entry : map.entries()) {
      if (entry.key().column() != 1 || entry.key().line() <= line) {
        return false;
      }
      line = entry.key().line();
    }
    return true;
  }

  /** An error about what stands in a lock file. */
  static Diagnostic.Builder invalid(String what, Span span) {
    return Diagnostic.error(Problem.LOCK_FILE, what)
        .hint("Bring it back from version control; or remove the file and run paas init.")
        .at(span);
  }

  /** How messages call it. */
  public String name() {
    return source.name();
  }

  /** Whether there is such a file. */
  public boolean exists() {
    return root != null || !source.text().isEmpty();
  }

  /** What stands at a top-level key; {@code null} when it is not there. */
  public @Nullable Node get(String key) {
    return root == null ? null : root.get(key);
  }

  /**
   * The file with another content at a top-level key.
   *
   * @param content the lines below the key, indented by two blanks; empty to leave the key out
   */
  public LockFile with(String key, String content) {
    String part = content.isEmpty() ? "" : key + ":\n" + content;
    StringBuilder text = new StringBuilder(source.text().isEmpty() ? HEAD : "");
    boolean placed = false;
    for (Part old : parts()) {
      boolean replaced = old.key().equals(key);
      text.append(replaced ? part : old.text());
      placed |= replaced;
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }
    text.append(placed ? "" : part);
    Source changed = new Source(source.name(), text.toString());
    Node node = new YamlReader(YamlLimits.DEFAULT).read(changed, new Diagnostics());
    return new LockFile(path, changed, node instanceof MappingNode map ? map : null);
  }

  /**
   * A stretch of the text.
   *
   * @param key the top-level key that it begins with; empty for what stands before the first
   */
  private record Part(String key, String text) {}

  private List<Part> parts() {
    List<String> lines = source.text().lines().toList();
    List<Part> parts = new ArrayList<>();
    String key = "";
    int from = 0;
    for (MappingNode.Entry entry : root == null ? List.<MappingNode.Entry>of() : root.entries()) {
      int line = entry.key().line() - 1;
      parts.add(new Part(key, joined(lines.subList(from, line))));
      key = entry.name();
      from = line;
    }
    parts.add(new Part(key, joined(lines.subList(from, lines.size()))));
    return parts;
  }

  private static String joined(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** The whole text. */
  public String text() {
    return source.text();
  }

  /**
   * Writes it, as a whole or not at all.
   *
   * @throws DiagnosticException when it cannot be written
   */
  public void write() {
    try {
      WholeFile.write(path, source.text());
    } catch (IOException unwritable) {
      throw Diagnostic.error(Problem.LOCK_FILE, "cannot write " + name())
          .detail(IoReason.of(unwritable))
          .toException();
    }
  }
}

package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds entries to the text of a platform's file; everything else stays as it is written. */
public final class PlatformEditor {
  private final String text;
  private final String newline;
  private final List<String> lines;

  private PlatformEditor(String text) {
    this.text = text;
    this.newline = text.contains("\r\n") ? "\r\n" : "\n";
    this.lines = new ArrayList<>(List.of(text.split(newline, -1)));
  }

  /**
   * The text with one more entry in a section, after those that are there.
   *
   * @param entry the entry's lines, its name first
   * @return {@code null} when that cannot be done without rewriting what is there
   */
  public static @Nullable String withEntry(String text, String section, List<String> entry) {
    String changed = new PlatformEditor(text).add(section, entry);
    boolean readable = changed != null && parse(changed) != null;
    return readable ? changed : null;
  }

  private static @Nullable MappingNode parse(String text) {
    Diagnostics problems = new Diagnostics();
    Node root =
        new YamlReader(YamlLimits.DEFAULT).read(new Source("platform.yaml", text), problems);
    return root instanceof MappingNode map && !problems.hasErrors() ? map : null;
  }

  private @Nullable String add(String section, List<String> entry) {
    MappingNode root = parse(text);
    if (root == null || root.isEmpty() || isFlow(root)) {
      return null;
    }
    ScalarNode key = root.key(section);
    if (key == null) {
      return appended(section, entry);
    }
    int end = lastLineOf(key);
    if (root.get(section) instanceof MappingNode map && !map.isEmpty()) {
      ScalarNode first = map.entries().get(0).key();
      boolean block = first.line() > key.line() && first.line() <= end;
      return block ? inserted(end, first.column() - 1, entry) : null;
    }
    boolean open =
        lines.get(key.line() - 1).strip().matches("[\"']?" + section + "[\"']?:( +#.*)?");
    return open ? inserted(key.line(), 2, entry) : null;
  }

  private boolean isFlow(MappingNode root) {
    return root.entries().get(0).key().column() != 1;
  }

  /** The last line that is indented more than a key of the document, counted from 1. */
  private int lastLineOf(ScalarNode key) {
    int last = key.line();
    for (int line = key.line() + 1; line <= lines.size(); line++) {
      String content = lines.get(line - 1);
      if (content.isBlank()) {
        continue;
      }
      if (content.charAt(0) != ' ') {
        boolean comment = content.charAt(0) == '#';
        if (comment) {
          continue;
        }
        break;
      }
      last = line;
    }
    return last;
  }

  private String inserted(int after, int indent, List<String> entry) {
    List<String> all = new ArrayList<>(lines.subList(0, after));
    entry.forEach(line -> all.add(" ".repeat(indent) + line));
    all.addAll(lines.subList(after, lines.size()));
    return String.join(newline, all);
  }

  private String appended(String section, List<String> entry) {
    List<String> all = new ArrayList<>(lines);
    while (!all.isEmpty() && all.get(all.size() - 1).isBlank()) {
      all.remove(all.size() - 1);
    }
    all.add(section + ":");
    entry.forEach(line -> all.add("  " + line));
    all.add("");
    return String.join(newline, all);
  }
}

package dev.paas.core.format;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.NodeValues;
import dev.paas.core.source.ShapeReader;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.core.source.YamlShape;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes files of a platform in the one way. */
public final class Formatter {
  private final KeyOrder root;

  /** A key that is spelled otherwise. */
  private record Rename(int from, int to, String name) {}

  /**
   * @param plugins the installed plugins, whose keys have an order, too
   */
  public Formatter(PluginCatalog plugins) {
    this.root = new PlatformKeys(plugins).root();
  }

  /**
   * The text in the one way; the same text when it is written so already.
   *
   * @throws DiagnosticException when it is not valid YAML, or cannot be written anew without
   *     another meaning
   */
  public String format(Source source) {
    MappingNode before = read(source);
    String text = source.text().replace("\r\n", "\n");
    String renamed = renamed(text);
    String after = laidOut(renamed);
    Value meant = canonical(NodeValues.of(before), root);
    Diagnostics problems = new Diagnostics();
    Node written =
        new YamlReader(YamlLimits.DEFAULT).read(new Source(source.name(), after), problems);
    if (problems.hasErrors()
        || written == null
        || !canonical(NodeValues.of(written), root).equals(meant)) {
      throw Diagnostic.error(Problem.FORMAT_REFUSED, source.name() + " cannot be formatted")
          .detail("It is written in a way that paas fmt does not know; it is left as it is.")
          .hint("Write it without complex keys, and each entry of a map at the same column.")
          .toException();
    }
    return after;
  }

  private static MappingNode read(Source source) {
    Diagnostics problems = new Diagnostics();
    Node root = new YamlReader(YamlLimits.DEFAULT).read(source, problems);
    problems.throwIfErrors();
    if (root instanceof MappingNode map && !map.isEmpty()) {
      return map;
    }
    throw Diagnostic.error(
            Problem.FILE_NOT_A_PLATFORM,
            source.name() + " " + (root == null ? "is empty" : "holds " + root.describe()))
        .detail("A file of a platform is a map.")
        .toException();
  }

  /** The text with the names of keys that are spelled otherwise. */
  private String renamed(String text) {
    YamlShape shape = ShapeReader.read(text);
    Map<Integer, List<Rename>> renames = new TreeMap<>();
    if (shape != null) {
      collect(shape, root, renames);
    }
    if (renames.isEmpty()) {
      return text;
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    renames.forEach(
        (line, all) -> {
          StringBuilder changed = new StringBuilder(lines.get(line));
          all.sort((a, b) -> Integer.compare(b.from(), a.from()));
          all.forEach(one -> changed.replace(one.from(), one.to(), one.name()));
          lines.set(line, changed.toString());
        });
    return String.join("\n", lines);
  }

  private static void collect(YamlShape shape, KeyOrder keys, Map<Integer, List<Rename>> renames) {
    Set<String> written = new HashSet<>();
    shape.entries().forEach(entry -> written.add(entry.key().text()));
    for (YamlShape.Entry entry : shape.entries()) {
      YamlShape key = entry.key();
      String name = keys.nameOf(key.text());
      if (!name.equals(key.text()) && !written.contains(name) && key.anchor() == null) {
        renames
            .computeIfAbsent(key.line(), unused -> new ArrayList<>())
            .add(new Rename(key.column(), entry.keyEnd(), name));
      }
      collect(entry.value(), keys.below(name, entry.value().typeText()), renames);
    }
    shape.items().forEach(item -> collect(item, keys, renames));
  }

  /** The value with the same names. */
  private static Value canonical(Value value, KeyOrder keys) {
    if (value instanceof ListValue list) {
      return Value.list(list.values().stream().map(each -> canonical(each, keys)).toList());
    }
    if (!(value instanceof MapValue map)) {
      return value;
    }
    MapValue.Builder result = MapValue.builder();
    map.entries()
        .forEach(
            (key, entry) -> {
              String name = keys.nameOf(key);
              boolean taken = !name.equals(key) && map.has(name);
              String type = entry instanceof MapValue inner ? inner.getString("type", "") : "";
              result.put(taken ? key : name, canonical(entry, keys.below(name, type)));
            });
    return result.build();
  }

  private String laidOut(String text) {
    YamlShape shape = ShapeReader.read(text);
    if (shape == null || !shape.isBlock()) {
      return text;
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int first = header(lines, shape.entries().get(0).key().line());
    List<String> out = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      String line = lines.get(i).stripTrailing();
      if (!line.isEmpty() || (!out.isEmpty() && !out.get(out.size() - 1).isEmpty())) {
        out.add(line);
      }
    }
    out.addAll(new BlockWriter(lines).document(shape, first, root));
    while (!out.isEmpty() && out.get(out.size() - 1).isBlank() && !endsInText(shape)) {
      out.remove(out.size() - 1);
    }
    return String.join("\n", out) + "\n";
  }

  /**
   * Where the header ends: at the last blank line before the first key, for a comment after that
   * goes with the key; without one, at the key.
   */
  private static int header(List<String> lines, int key) {
    int at = key;
    while (at > 0 && lines.get(at - 1).startsWith("#")) {
      at--;
    }
    boolean separate = at > 0 && lines.get(at - 1).isBlank();
    boolean something = lines.subList(0, at).stream().anyMatch(line -> !line.isBlank());
    return separate && something ? at : key;
  }

  /** Whether the document ends with a text whose blank lines belong to it. */
  private static boolean endsInText(YamlShape shape) {
    YamlShape last = shape;
    while (!last.entries().isEmpty() || !last.items().isEmpty()) {
      last =
          last.entries().isEmpty()
              ? last.items().get(last.items().size() - 1)
              : last.entries().get(last.entries().size() - 1).value();
    }
    return last.text().endsWith("\n\n");
  }
}

package dev.paas.core.format;

import dev.paas.core.source.YamlShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the lines of a block anew: in order, indented alike, each comment with what it precedes.
 */
final class BlockWriter {
  private static final int STEP = 2;

  private final List<String> lines;

  /** An entry or item, with the lines that belong to it. */
  private record Part(YamlShape.Entry entry, int from, int at, int contentEnd, int to, int rank) {}

  /**
   * @param lines the text
   */
  BlockWriter(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  /** The lines of the whole document below its header. */
  List<String> document(YamlShape root, int from, KeyOrder keys) {
    return map(root, from, lines.size(), 0, keys, true);
  }

  private List<String> block(YamlShape value, int from, int to, int indent, KeyOrder keys) {
    return value.kind() == YamlShape.Kind.MAP
        ? map(value, from, to, indent, keys, false)
        : list(value, from, to, indent, keys);
  }

  private List<String> map(
      YamlShape map, int from, int to, int indent, KeyOrder keys, boolean top) {
    int column = map.entries().get(0).key().column();
    List<Part> parts = parts(map, from, to, column, keys);
    List<Part> ordered = new ArrayList<>(parts);
    if (mayMove(map)) {
      ordered.sort(Comparator.comparingInt(Part::rank));
    }
    List<String> out = new ArrayList<>();
    boolean severalBefore = false;
    for (Part part : ordered) {
      List<String> one = entry(part, column, indent, keys);
      boolean first = out.isEmpty();
      if (top || first) {
        while (one.get(0).isBlank()) {
          one.remove(0);
        }
      }
      boolean several = one.stream().filter(BlockWriter::isContent).count() > 1;
      boolean commented = !isContent(one.get(0));
      if (top && !first && (several || commented || severalBefore)) {
        out.add("");
      }
      out.addAll(one);
      severalBefore = several;
    }
    int end = parts.get(parts.size() - 1).to();
    comments(end, to, indent, out);
    return out;
  }

  private static boolean isContent(String line) {
    return !line.isBlank() && !line.stripLeading().startsWith("#");
  }

  private List<Part> parts(YamlShape map, int from, int to, int column, KeyOrder keys) {
    List<Part> parts = new ArrayList<>();
    int start = from;
    for (int i = 0; i < map.entries().size(); i++) {
      YamlShape.Entry entry = map.entries().get(i);
      int at = entry.key().line();
      int contentEnd = Math.max(at, entry.value().lastLine());
      while (contentEnd > at && lines.get(contentEnd).isBlank() && !isKept(entry.value())) {
        contentEnd--;
      }
      boolean last = i + 1 == map.entries().size();
      int limit = last ? to : map.entries().get(i + 1).key().line();
      int end = contentEnd + 1;
      int split = end;
      while (split < limit && isDeeper(lines.get(split), column)) {
        split++;
        if (!lines.get(split - 1).isBlank()) {
          end = split;
        }
      }
      parts.add(new Part(entry, start, at, contentEnd, end, keys.rank(entry.key().text())));
      start = end;
    }
    return parts;
  }

  /** Blank lines at the end of a text that keeps them. */
  private boolean isKept(YamlShape value) {
    return value.kind() == YamlShape.Kind.SCALAR && value.text().endsWith("\n\n");
  }

  /** A comment further to the right belongs to what is above it. */
  private static boolean isDeeper(String line, int column) {
    return line.isBlank() || (indentOf(line) > column && line.stripLeading().startsWith("#"));
  }

  private List<String> entry(Part part, int column, int indent, KeyOrder keys) {
    List<String> out = new ArrayList<>();
    comments(part.from(), part.at(), indent, out);
    YamlShape value = part.entry().value();
    String line = lines.get(part.at()).substring(column);
    boolean ends = value.lastLine() == part.at() || value.isBlock();
    out.add(" ".repeat(indent) + (ends ? line.stripTrailing() : line));
    if (value.isBlock() && value.firstLine() > part.at()) {
      KeyOrder inner = keys.below(part.entry().key().text(), value.typeText());
      out.addAll(block(value, part.at() + 1, part.to(), indent + STEP, inner));
      return out;
    }
    for (int i = part.at() + 1; i <= part.contentEnd(); i++) {
      out.add(shifted(lines.get(i), indent - column));
    }
    comments(part.contentEnd() + 1, part.to(), indent + STEP, out);
    return out;
  }

  private List<String> list(YamlShape list, int from, int to, int indent, KeyOrder keys) {
    List<String> out = new ArrayList<>();
    int start = from;
    for (int i = 0; i < list.items().size(); i++) {
      YamlShape item = list.items().get(i);
      int at = dash(item, start);
      int column = indentOf(lines.get(at));
      int next =
          i + 1 < list.items().size() ? dash(list.items().get(i + 1), item.lastLine() + 1) : to;
      int end = Math.max(at, item.lastLine()) + 1;
      while (end > at + 1 && lines.get(end - 1).isBlank() && !isKept(item)) {
        end--;
      }
      int split = end;
      while (split < next && isDeeper(lines.get(split), column)) {
        split++;
        if (!lines.get(split - 1).isBlank()) {
          end = split;
        }
      }
      comments(start, at, indent, out);
      item(item, at, end, column, indent, keys, out);
      start = end;
    }
    comments(start, to, indent, out);
    while (!out.isEmpty() && out.get(0).isBlank()) {
      out.remove(0);
    }
    return out;
  }

  /** The line of an item's dash: that of the item, or one above it. */
  private int dash(YamlShape item, int from) {
    int at = Math.min(item.line(), lines.size() - 1);
    while (at > from && !lines.get(at).stripLeading().startsWith("-")) {
      at--;
    }
    return at;
  }

  private void item(
      YamlShape item, int at, int end, int column, int indent, KeyOrder keys, List<String> out) {
    String line = lines.get(at);
    if (item.isBlock() && item.firstLine() == at && item.anchor() == null) {
      lines.set(at, " ".repeat(column + 1) + line.substring(column + 1));
      List<String> inner = block(item, at, end, indent + STEP, keys);
      String first = inner.get(0);
      inner.set(0, " ".repeat(indent) + "- " + first.stripLeading());
      out.addAll(inner);
      return;
    }
    String rest = line.substring(column + 1).stripLeading();
    boolean goesOn = !item.isBlock() && item.lastLine() > at;
    out.add((" ".repeat(indent) + "- " + (goesOn ? rest : rest.stripTrailing())).stripTrailing());
    if (item.isBlock() && item.firstLine() > at) {
      out.addAll(block(item, at + 1, end, indent + STEP, keys));
      return;
    }
    for (int i = at + 1; i < end; i++) {
      out.add(shifted(lines.get(i), indent - column));
    }
  }

  /** Comments and single blank lines. */
  private void comments(int from, int to, int indent, List<String> out) {
    for (int i = from; i < to; i++) {
      String text = lines.get(i).strip();
      if (!text.isEmpty()) {
        out.add(" ".repeat(indent) + text);
      } else if (out.isEmpty() || !out.get(out.size() - 1).isEmpty()) {
        out.add("");
      }
    }
  }

  /** Whether entries may change places: no alias may come before its anchor. */
  private static boolean mayMove(YamlShape map) {
    Set<String> anchors = new HashSet<>();
    for (YamlShape.Entry entry : map.entries()) {
      Set<String> own = new HashSet<>();
      Set<String> used = new HashSet<>();
      look(entry.key(), own, used);
      look(entry.value(), own, used);
      used.removeAll(own);
      if (!used.isEmpty() && used.stream().anyMatch(anchors::contains)) {
        return false;
      }
      if (own.stream().anyMatch(anchors::contains)) {
        return false;
      }
      anchors.addAll(own);
    }
    return true;
  }

  private static void look(YamlShape shape, Set<String> anchors, Set<String> used) {
    String anchor = shape.anchor();
    if (anchor != null) {
      (shape.kind() == YamlShape.Kind.ALIAS ? used : anchors).add(anchor);
    }
    shape
        .entries()
        .forEach(
            entry -> {
              look(entry.key(), anchors, used);
              look(entry.value(), anchors, used);
            });
    shape.items().forEach(item -> look(item, anchors, used));
  }

  private static String shifted(String line, int by) {
    if (line.isBlank() || by == 0) {
      return line;
    }
    return by > 0 ? " ".repeat(by) + line : line.substring(Math.min(indentOf(line), -by));
  }

  private static int indentOf(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}

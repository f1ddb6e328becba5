package dev.paas.core.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a part of a document is written: where it begins and ends, in which style, with which
 * anchors. Unlike a {@link Node} it has aliases and merge keys as they stand there.
 *
 * @param kind what it is
 * @param flow whether a map or list is in braces or brackets
 * @param line of its beginning, counted from 0
 * @param column of its beginning in characters, counted from 0
 * @param lastLine the last line that has something of it, counted from 0
 * @param anchor its anchor, or the one that an alias names; {@code null} for none
 * @param text of a scalar its value; empty otherwise
 * @param entries of a map
 * @param items of a list
 */
public record YamlShape(
    Kind kind,
    boolean flow,
    int line,
    int column,
    int lastLine,
    @Nullable String anchor,
    String text,
    List<Entry> entries,
    List<YamlShape> items) {

  /** What a part can be. */
  public enum Kind {
    MAP,
    LIST,
    SCALAR,
    ALIAS
  }

  /**
   * An entry of a map.
   *
   * @param key its key
   * @param keyEnd the column after the key, in characters
   * @param value its value
   */
  public record Entry(YamlShape key, int keyEnd, YamlShape value) {}

  public YamlShape {
    entries = List.copyOf(entries);
    items = List.copyOf(items);
  }

  /** Whether it is a map or list whose parts stand on lines of their own. */
  public boolean isBlock() {
    return !flow
        && (kind == Kind.MAP || kind == Kind.LIST)
        && !(entries.isEmpty() && items.isEmpty());
  }

  /** What a map says of its type; empty when it does not. */
  public String typeText() {
    for (Entry entry : entries) {
      if (entry.key().text().equals("type")) {
        return entry.value().text();
      }
    }
    return "";
  }

  /** The line of its first part: a map or list with an anchor begins before that. */
  public int firstLine() {
    if (!entries.isEmpty()) {
      return entries.get(0).key().line();
    }
    return items.isEmpty() ? line : items.get(0).line();
  }
}

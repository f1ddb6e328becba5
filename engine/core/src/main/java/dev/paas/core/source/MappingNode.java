package dev.paas.core.source;

import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from texts to nodes, in the order of the file; no key stands twice in it. */
public final class MappingNode implements Node {
  private static final int INDEXED_FROM = 9;

  /**
   * A key and what it stands for.
   *
   * @param key the key
   * @param value its value
   */
  public record Entry(ScalarNode key, Node value) {
    public String name() {
      return key.text();
    }
  }

  private final Source source;
  private final int line;
  private final int column;
  private final Entry[] entries;
  private final @Nullable Map<String, Node> index;

  /**
   * @param source the file
   * @param line where it begins, counted from 1
   * @param column where it begins, counted from 1
   * @param entries its entries; the caller has seen to it that no key stands twice
   */
  public MappingNode(Source source, int line, int column, List<Entry> entries) {
    this.source = source;
    this.line = line;
    this.column = column;
    this.entries = entries.toArray(new Entry[0]);
    this.index = this.entries.length < INDEXED_FROM ? null : indexed(this.entries);
  }

  private static Map<String, Node> indexed(Entry[] entries) {
    Map<String, Node> index = new HashMap<>(entries.length * 2);
    for (Entry entry : entries) {
      index.put(entry.name(), entry.value());
    }
    return index;
  }

  /** An empty map that stands where {@code node} does. */
  public static MappingNode emptyAt(Node node) {
    return new MappingNode(node.source(), node.line(), node.column(), List.of());
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public int column() {
    return column;
  }

  @Override
  public Span span() {
    return new Span(source, line, column, 1);
  }

  @Override
  public String describe() {
    return "a map";
  }

  /** The entries in the order of the file, immutable. */
  public List<Entry> entries() {
    return new AbstractList<>() {
      @Override
      public Entry get(int position) {
        return entries[position];
      }

      @Override
      public int size() {
        return entries.length;
      }
    };
  }

  public boolean isEmpty() {
    return entries.length == 0;
  }

  /** The names of the keys, in the order of the file. */
  public List<String> names() {
    List<String> names = new ArrayList<>(entries.length);
    for (Entry entry : entries) {
      names.add(entry.name());
    }
    return names;
  }

  /** What {@code name} stands for; {@code null} when it is not there. */
  public @Nullable Node get(String name) {
    if (index != null) {
      return index.get(name);
    }
    for (Entry entry : entries) {
      if (entry.name().equals(name)) {
        return entry.value();
      }
    }
    return null;
  }

  /** The key {@code name} itself, for its place; {@code null} when it is not there. */
  public @Nullable ScalarNode key(String name) {
    for (Entry entry : entries) {
      if (entry.name().equals(name)) {
        return entry.key();
      }
    }
    return null;
  }

  /** This map without the given keys. */
  public MappingNode without(java.util.Set<String> names) {
    List<Entry> kept = new ArrayList<>(entries.length);
    for (Entry entry : entries) {
      if (!names.contains(entry.name())) {
        kept.add(entry);
      }
    }
    return kept.size() == entries.length ? this : new MappingNode(source, line, column, kept);
  }

  @Override
  public String toString() {
    return "{" + String.join(", ", names()) + "}";
  }
}

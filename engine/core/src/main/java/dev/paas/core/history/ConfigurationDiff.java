package dev.paas.core.history;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.core.source.YamlWriter;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In what two configurations differ.
 *
 * @param parts the entries of the platform's document and of its modules' that differ
 * @param variables the variables whose values differ
 * @param files the files that differ, as far as expressions read them
 */
public record ConfigurationDiff(
    List<Part> parts, List<Variable> variables, List<FileChange> files) {

  /**
   * A part of a document.
   *
   * @param document the file of the module; empty for the platform
   * @param name what it is called: {@code services.web}, or a key such as {@code defaults}
   * @param before as it was, as YAML; {@code null} when it was not there
   * @param after as it is then; {@code null} when it is not there
   */
  public record Part(
      String document, String name, @Nullable String before, @Nullable String after) {}

  /**
   * A variable.
   *
   * @param name its name
   * @param before its value; {@code null} when there was none
   * @param after its value then; {@code null} when there is none
   */
  public record Variable(String name, @Nullable Value before, @Nullable Value after) {}

  /**
   * A file that expressions read. What is in it is nobody's business but theirs.
   *
   * @param name its path
   * @param before whether it was read then
   * @param after whether it is read now
   */
  public record FileChange(String name, boolean before, boolean after) {}

  public ConfigurationDiff {
    parts = List.copyOf(parts);
    variables = List.copyOf(variables);
    files = List.copyOf(files);
  }

  /** Compares them. */
  public static ConfigurationDiff of(Configuration before, Configuration after) {
    return new ConfigurationDiff(
        parts(before, after),
        variables(before.variables(), after.variables()),
        files(before, after));
  }

  /** Whether they are the same. */
  public boolean isEmpty() {
    return parts.isEmpty() && variables.isEmpty() && files.isEmpty();
  }

  private static List<Part> parts(Configuration before, Configuration after) {
    List<Part> parts = new ArrayList<>();
    Set<String> documents = new LinkedHashSet<>();
    documents.add("");
    documents.addAll(before.documents().keySet());
    documents.addAll(after.documents().keySet());
    documents.remove(before.main());
    documents.remove(after.main());
    for (String document : documents) {
      String old = text(before, document);
      String now = text(after, document);
      if (!old.equals(now)) {
        Map<String, String> were = entries(old);
        Map<String, String> are = entries(now);
        for (String name : union(were.keySet(), are.keySet())) {
          if (!String.valueOf(were.get(name)).equals(String.valueOf(are.get(name)))) {
            parts.add(new Part(document, name, were.get(name), are.get(name)));
          }
        }
      }
    }
    return parts;
  }

  private static String text(Configuration configuration, String document) {
    String name = document.isEmpty() ? configuration.main() : document;
    return configuration.documents().getOrDefault(name, "");
  }

  /** What stands in a document, by {@code services.web}, or by a key that has no such entries. */
  private static Map<String, String> entries(String document) {
    Map<String, String> entries = new LinkedHashMap<>();
    Node root =
        new YamlReader(YamlLimits.DEFAULT).read(new Source("", document), new Diagnostics());
    if (root instanceof MappingNode map) {
      for (MappingNode.Entry key : map.entries()) {
        boolean named =
            key.value() instanceof MappingNode section
                && !section.isEmpty()
                && !key.name().equals("defaults");
        if (named) {
          ((MappingNode) key.value())
              .entries()
              .forEach(
                  each ->
                      entries.put(key.name() + "." + each.name(), YamlWriter.write(each.value())));
        } else {
          entries.put(key.name(), YamlWriter.write(key.value()));
        }
      }
    }
    return entries;
  }

  private static List<Variable> variables(MapValue before, MapValue after) {
    List<Variable> variables = new ArrayList<>();
    for (String name : union(before.keys(), after.keys())) {
      Value old = before.get(name);
      Value now = after.get(name);
      if (old == null || !old.equals(now)) {
        variables.add(new Variable(name, old, now));
      }
    }
    return variables;
  }

  private static List<FileChange> files(Configuration before, Configuration after) {
    List<FileChange> files = new ArrayList<>();
    for (String name : union(before.files().keySet(), after.files().keySet())) {
      byte[] old = before.files().get(name);
      byte[] now = after.files().get(name);
      if (!Arrays.equals(old, now)) {
        files.add(new FileChange(name, old != null, now != null));
      }
    }
    for (String fact : union(before.facts().keySet(), after.facts().keySet())) {
      String old = before.facts().get(fact);
      String now = after.facts().get(fact);
      String name = fact.substring(fact.indexOf(' ') + 1);
      boolean told = files.stream().anyMatch(file -> file.name().equals(name));
      if (!told && (old == null || !old.equals(now))) {
        files.add(new FileChange(name, old != null, now != null));
      }
    }
    return files;
  }

  private static Set<String> union(Set<String> first, Set<String> second) {
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return all;
  }
}

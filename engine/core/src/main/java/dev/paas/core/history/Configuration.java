package dev.paas.core.history;

import dev.paas.spi.value.MapValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a revision was made from: enough to plan back to it. The paths of files are relative to the
 * platform's folder, with {@code /} between their parts; those that have nothing in common with it
 * are absolute.
 *
 * @param main the platform's main file
 * @param documents the text of the platform, after overlays and includes, and of each module, as
 *     {@link dev.paas.core.source.YamlWriter} writes it, by file. The platform's has no {@code
 *     state}
 * @param calls the file of each call of a module, by the call's address
 * @param variables the values of the variables; sensitive ones are wrapped
 * @param files what expressions read of files, by file
 * @param facts what else expressions were told of files, such as their hashes, by question
 */
public record Configuration(
    String main,
    SortedMap<String, String> documents,
    SortedMap<String, String> calls,
    MapValue variables,
    SortedMap<String, byte[]> files,
    SortedMap<String, String> facts) {

  public Configuration {
    documents = sorted(documents);
    calls = sorted(calls);
    files = sorted(files);
    facts = sorted(facts);
  }

  private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}

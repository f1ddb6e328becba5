package dev.paas.core.source;

/**
 * How much of a document is read before it is refused.
 *
 * @param bytes of a file
 * @param depth of maps and lists in one another
 * @param aliasedNodes how many nodes a document may have when every alias is written out
 */
public record YamlLimits(long bytes, int depth, long aliasedNodes) {
  /** 32 MiB, depth 64, and ten million nodes. */
  public static final YamlLimits DEFAULT = new YamlLimits(32L << 20, 64, 10_000_000);
}

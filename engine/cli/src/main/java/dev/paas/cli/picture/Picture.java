package dev.paas.cli.picture;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph of resources, as it is drawn.
 *
 * @param nodes what is drawn
 * @param edges the arrows; no two are the same, none leads to where it begins
 * @param meaning what an arrow says, read from where it begins
 */
public record Picture(List<Node> nodes, List<Edge> edges, Meaning meaning) {

  /**
   * What an arrow says.
   *
   * @param then of what it begins at to what it leads to: {@code is done before}
   * @param after the other way round: {@code is done after}
   */
  public record Meaning(String then, String after) {
    /** An order in which things are done. */
    public static final Meaning ORDER = new Meaning("is done before", "is done after");

    /** A reference. */
    public static final Meaning REFERENCE = new Meaning("refers to", "is referred to by");
  }

  /**
   * What nodes can be of, to be told apart and filtered.
   *
   * @param word one word: {@code create}
   */
  public record Kind(String word, Tone tone) {}

  /**
   * What is drawn as a box.
   *
   * @param where the module and section
   * @param name the name in it, with the key of the instance
   * @param sign at most three characters that say the same as the colour; may be empty
   */
  public record Node(String where, String name, Kind kind, String sign) {

    /** Of a resource. */
    public static Node of(Address address, Kind kind, String sign) {
      String text = address.toString();
      String local = address.in(ModulePath.ROOT).toString();
      int from = text.length() - local.length() + address.section().length();
      return new Node(text.substring(0, from), text.substring(from + 1), kind, sign);
    }

    /** The whole address. */
    public String address() {
      return where.isEmpty() ? name : where + "." + name;
    }
  }

  /**
   * An arrow.
   *
   * @param from the position of the node that it begins at
   * @param to the position of the node that it leads to
   */
  public record Edge(int from, int to) {}

  public Picture {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** How many nodes there are of each kind, in the order in which kinds first appear. */
  public Map<Kind, Integer> kinds() {
    Map<Kind, Integer> kinds = new LinkedHashMap<>();
    nodes.forEach(node -> kinds.merge(node.kind(), 1, Integer::sum));
    return kinds;
  }
}

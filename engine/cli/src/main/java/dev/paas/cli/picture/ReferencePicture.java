package dev.paas.cli.picture;

import dev.paas.cli.picture.Picture.Edge;
import dev.paas.cli.picture.Picture.Kind;
import dev.paas.cli.picture.Picture.Node;
import dev.paas.core.address.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The references between resources as a graph. */
public final class ReferencePicture {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Address, Integer> places = new HashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  private ReferencePicture() {}

  /**
   * The graph of declarations.
   *
   * @param references each declaration with what it refers to, in the order of the file; a module
   *     that something waits for is shown beside them, with all that is in it
   */
  public static Picture ofDeclarations(Map<Address, List<Address>> references) {
    ReferencePicture picture = new ReferencePicture();
    references.keySet().forEach(picture::add);
    Set<Address> modules = new LinkedHashSet<>();
    references.forEach(
        (address, targets) -> {
          for (Address target : targets) {
            picture.arrow(address, target.declaration());
            if (target.isModule()) {
              modules.add(target.declaration());
            }
          }
        });
    picture.members(references.keySet(), modules);
    return new Picture(picture.nodes, List.copyOf(picture.edges), Picture.Meaning.REFERENCE);
  }

  /**
   * The graph of instances. What stands for several of them is shown as one more, with all of them.
   *
   * @param references each instance with what it refers to
   */
  public static Picture ofInstances(Map<Address, List<Address>> references) {
    ReferencePicture picture = new ReferencePicture();
    references.keySet().forEach(picture::add);
    Set<Address> groups = new LinkedHashSet<>();
    references.forEach(
        (address, targets) -> {
          for (Address target : targets) {
            if (!references.containsKey(target)) {
              groups.add(target);
            }
            picture.arrow(address, target);
          }
        });
    picture.members(references.keySet(), groups);
    return new Picture(picture.nodes, List.copyOf(picture.edges), Picture.Meaning.REFERENCE);
  }

  /**
   * A line for each declaration, and below it what it refers to, in one instance where it says so.
   *
   * @param references as of {@link #ofDeclarations}
   */
  public static void text(Map<Address, List<Address>> references, Consumer<String> out) {
    references.forEach(
        (address, targets) -> {
          out.accept(address + "\n");
          targets.forEach(target -> out.accept("  → " + target + "\n"));
        });
    PictureText.text(ofDeclarations(references), references.size(), out);
  }

  private int add(Address address) {
    Integer place = places.putIfAbsent(address, nodes.size());
    if (place != null) {
      return place;
    }
    nodes.add(Node.of(address, new Kind(address.section(), tone(address.section())), ""));
    return nodes.size() - 1;
  }

  private void arrow(Address from, Address to) {
    int start = add(from);
    int end = add(to);
    if (start != end) {
      edges.add(new Edge(start, end));
    }
  }

  /** From what stands for several to each of them. */
  private void members(Set<Address> all, Set<Address> groups) {
    for (Address address : groups.isEmpty() ? Set.<Address>of() : all) {
      for (Address name : address.names()) {
        if (groups.contains(name)) {
          arrow(name, address);
        }
      }
    }
  }

  private static Tone tone(String section) {
    return switch (section) {
      case "services" -> Tone.GREEN;
      case "images" -> Tone.BLUE;
      case "networks" -> Tone.CYAN;
      case "volumes", "secrets" -> Tone.YELLOW;
      default -> Tone.PLAIN;
    };
  }
}

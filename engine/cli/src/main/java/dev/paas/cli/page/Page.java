package dev.paas.cli.page;

import dev.paas.cli.picture.Picture;
import java.util.List;

/**
 * What a page shows.
 *
 * @param title in one line what it is of: {@code Plan for shop}
 * @param summary what it comes to, a sentence
 * @param picture the graph
 * @param details what is to be said of each node of the picture, in the same order
 * @param overview what is to be said of the whole
 */
public record Page(
    String title, String summary, Picture picture, List<Detail> details, List<Section> overview) {

  /**
   * What is to be said of the whole under one heading.
   *
   * @param alarming whether it must not be overlooked
   */
  public record Section(String heading, boolean alarming, List<Item> items) {
    public Section {
      items = List.copyOf(items);
    }
  }

  /**
   * A line of a section.
   *
   * @param nodes the positions of nodes that it is about, which it names first
   * @param text what it says; may be empty
   * @param differences lines below it
   */
  public record Item(List<Integer> nodes, String text, List<Difference> differences) {
    public Item {
      nodes = List.copyOf(nodes);
      differences = List.copyOf(differences);
    }

    /** One that only says something. */
    public static Item of(String text) {
      return new Item(List.of(), text, List.of());
    }
  }

  /**
   * What is to be said of a resource.
   *
   * @param heading what happens to it, or what it is
   * @param sentences why, and what else is to be known
   * @param notes what must not be overlooked
   * @param differences what changes in it, or what it has
   * @param folded what is said of all that is not shown; empty for nothing
   * @param parts what is known of resources that it stands for
   */
  public record Detail(
      String heading,
      List<String> sentences,
      List<String> notes,
      List<Difference> differences,
      String folded,
      List<Part> parts) {
    public Detail {
      sentences = List.copyOf(sentences);
      notes = List.copyOf(notes);
      differences = List.copyOf(differences);
      parts = List.copyOf(parts);
    }

    /** That of something of which only a heading is known. */
    public static Detail of(String heading) {
      return new Detail(heading, List.of(), List.of(), List.of(), "", List.of());
    }
  }

  /** A resource that has no node of its own. */
  public record Part(String sign, String address, Detail detail) {}

  /**
   * An attribute.
   *
   * @param mark {@code +}, {@code -} or {@code ~}; empty for one that only is what it is
   * @param name which
   * @param value on one line; empty when it needs several
   * @param lines each with its mark: a blank for what stays, {@code …} for what is left out
   * @param remark what else is to be said; may be empty
   */
  public record Difference(
      String mark, String name, String value, List<Line> lines, String remark) {
    public Difference {
      lines = List.copyOf(lines);
    }
  }

  /** A line of an attribute. */
  public record Line(String mark, String text) {}

  public Page {
    details = List.copyOf(details);
    overview = List.copyOf(overview);
    if (details.size() != picture.nodes().size()) {
      throw new IllegalArgumentException(
          details.size() + " details of " + picture.nodes().size() + " nodes");
    }
  }
}

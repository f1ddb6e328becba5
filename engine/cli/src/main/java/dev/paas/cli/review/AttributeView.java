package dev.paas.cli.review;

import java.util.List;

/**
 * How a difference in one attribute is shown.
 *
 * @param mark what becomes of it
 * @param name which attribute
 * @param value what it is, or was and will be, on one line; empty when that needs several
 * @param block the lines below it; empty when there are none
 * @param remark what else is to be said
 */
public record AttributeView(Mark mark, String name, String value, List<Line> block, Remark remark) {

  /** What becomes of an attribute. */
  public enum Mark {
    ADDED,
    REMOVED,
    CHANGED
  }

  /** What is to be said of a difference. */
  public enum Remark {
    NONE(""),
    FORCES_REPLACEMENT("forces replacement"),
    DRIFT("changed outside of paas");

    private final String text;

    Remark(String text) {
      this.text = text;
    }

    /** For people; empty for nothing. */
    public String text() {
      return text;
    }
  }

  /**
   * A line of a block.
   *
   * @param kind what becomes of it
   * @param text without line breaks; control characters are escaped
   */
  public record Line(Kind kind, String text) {
    /** What becomes of a line. */
    public enum Kind {
      SAME,
      REMOVED,
      ADDED,
      /** Stands for lines that are left out. */
      SKIPPED
    }
  }

  public AttributeView {
    block = List.copyOf(block);
  }
}

package dev.paas.cli.review;

import java.util.function.Consumer;

/** A form of a plan. */
public interface PlanRenderer {
  /**
   * Gives a plan in this form, part by part; the same plan always gives the same text.
   *
   * @param out is given each part, in order
   */
  void render(PlanReview review, Consumer<String> out);

  /** A plan in this form, as a whole. */
  default String text(PlanReview review) {
    StringBuilder text = new StringBuilder();
    render(review, text::append);
    return text.toString();
  }
}

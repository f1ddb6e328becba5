package dev.paas.cli.review;

import dev.paas.cli.picture.Layout;
import dev.paas.cli.picture.Svg;
import java.util.function.Consumer;

/** What a plan changes and in which order, as a picture. */
public final class SvgPlan implements PlanRenderer {
  @Override
  public void render(PlanReview review, Consumer<String> out) {
    Layout layout = Layout.of(PlanPicture.of(review));
    Svg.file(layout, Wording.title(review), Wording.summary(review), out);
  }
}

package dev.paas.cli.review;

import dev.paas.cli.page.Page.Difference;
import dev.paas.cli.page.Page.Line;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Drift;
import dev.paas.core.plan.OutputChange;
import java.util.ArrayList;
import java.util.List;

/** Differences for a page: those that a terminal shows, with more room. */
final class PageDifferences {
  private static final int ROOM = 80;
  private static final int BELOW = 240;
  private static final int MOST_LINES = 200;
  private static final AttributeViews VIEWS = new AttributeViews(ROOM, BELOW, MOST_LINES);

  private PageDifferences() {}

  static List<Difference> of(Change change) {
    return VIEWS.of(change).stream().map(PageDifferences::of).toList();
  }

  static List<Difference> of(Drift drift) {
    List<Difference> differences = new ArrayList<>();
    for (AttributeChange change : drift.differences()) {
      // The heading says already where it comes from.
      differences.add(of(VIEWS.of(change.withCause(AttributeChange.Cause.CONFIGURATION))));
    }
    return differences;
  }

  static Difference of(OutputChange output) {
    return of(VIEWS.of(output));
  }

  private static Difference of(AttributeView view) {
    List<Line> lines = new ArrayList<>();
    for (AttributeView.Line line : view.block()) {
      lines.add(
          new Line(
              switch (line.kind()) {
                case SAME -> " ";
                case ADDED -> "+";
                case REMOVED -> "-";
                case SKIPPED -> "…";
              },
              line.text()));
    }
    String mark =
        switch (view.mark()) {
          case ADDED -> "+";
          case REMOVED -> "-";
          case CHANGED -> "~";
        };
    return new Difference(mark, view.name(), view.value(), lines, view.remark().text());
  }
}

package dev.paas.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.cli.text.Painter;
import dev.paas.core.address.Address;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.AttributeChange;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.plan.PlannedMoves;
import dev.paas.core.plan.Reason;
import dev.paas.core.plan.Step;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Plans of 10,000 changes are shown in time, and comments are no longer than hosts take. */
final class LargePlanTest {
  private static final int CHANGES = 10_000;
  private static final long MOST_NANOS = 2_000_000_000L;

  private static Plan plan(int count, int lines) {
    List<Change> changes = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Address address = Address.parse("services.web" + i);
      Action action = i % 3 == 0 ? Action.CREATE : i % 3 == 1 ? Action.UPDATE : Action.DELETE;
      MapValue before = MapValue.builder().put("text", text(i, lines)).put("same", i).build();
      MapValue after = MapValue.builder().put("text", text(i + 1, lines)).put("same", i).build();
      changes.add(
          new Change(
              address,
              "services",
              "docker",
              action,
              false,
              List.of(new Reason(Reason.Kind.CHANGED, null, "`text` changes <@team>")),
              List.of(difference(before, after)),
              action == Action.CREATE ? null : before,
              action == Action.DELETE ? null : after,
              List.of()));
      steps.add(new Step(i, Step.Kind.UPDATE, address, "", i == 0 ? List.of() : List.of(i - 1)));
    }
    return new Plan(
        new PlatformIdentity("shop", ""),
        1,
        false,
        changes,
        0,
        List.of(),
        List.of(),
        List.of(),
        steps,
        new PlannedMoves(List.of(), List.of(), List.of()),
        new Plan.Corrections(List.of(), List.of(), List.of(), new TreeSet<>(), new TreeSet<>()),
        List.of(),
        List.of(),
        List.of());
  }

  private static AttributeChange difference(MapValue before, MapValue after) {
    return new AttributeChange(
        ValuePath.root().child("text"),
        before.get("text"),
        after.get("text"),
        AttributeChange.Cause.CONFIGURATION,
        false,
        false);
  }

  private static Value text(int number, int lines) {
    return Value.of("line\n".repeat(lines) + "```\n</details>\nnumber " + number + "\nend\n");
  }

  @Test
  void eachFormIsMadeInTime() {
    Plan plan = plan(CHANGES, 5);
    PlanReview review = new PlanReview(plan, false, null);
    inTime("text", () -> new TextPlan(new Painter(true), 80).text(review));
    inTime("Markdown", () -> new MarkdownPlan().text(review));
    inTime("HTML", () -> new HtmlPlan().text(review));
    inTime("SVG", () -> new SvgPlan().text(review));
    inTime("JSON", () -> PlanJson.toJson(plan));
  }

  /** By the processor's time, which other processes do not add to. */
  private static void inTime(String form, Supplier<String> rendering) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    String text = rendering.get();
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    assertTrue(text.length() > 10_000, form);
    assertTrue(took < MOST_NANOS, () -> form + " took " + took / 1_000_000 + " ms");
  }

  @Test
  void commentsAreWithinTheLimit() {
    for (int count : List.of(1, 50, 70, 150, 300, CHANGES)) {
      String comment = new MarkdownPlan().text(new PlanReview(plan(count, 20), false, null));
      int size = comment.getBytes(StandardCharsets.UTF_8).length;
      assertTrue(size < 65_536, count + " changes make " + size + " bytes");
      List<String> lines = comment.lines().toList();
      long opened = lines.stream().filter(line -> line.equals("<details>")).count();
      assertEquals(opened, lines.stream().filter(line -> line.equals("</details>")).count());
      assertEquals(0, lines.stream().filter(line -> line.startsWith("```")).count() % 2);
      assertEquals(count > 150, comment.contains("not listed here"), count + " changes");
    }
  }

  @Test
  void theSamePlanGivesTheSameBytes() {
    String first = new MarkdownPlan().text(new PlanReview(plan(40, 3), false, null));
    assertEquals(first, new MarkdownPlan().text(new PlanReview(plan(40, 3), false, null)));
  }
}

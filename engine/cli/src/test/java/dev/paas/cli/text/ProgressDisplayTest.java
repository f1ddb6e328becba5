package dev.paas.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.plan.Step;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the display writes, as a terminal shows it; the clock that redraws it is left out. */
final class ProgressDisplayTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private ProgressDisplay display(Map<String, String> environment, boolean verbose) {
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new ProgressDisplay(
        Terminal.of(InputStream.nullInputStream(), out, out, environment), verbose);
  }

  private ProgressDisplay live(int columns) {
    return display(Map.of("PAAS_TTY", "012", "PAAS_COLUMNS", Integer.toString(columns)), false);
  }

  private Screen screen() {
    Screen screen = new Screen();
    screen.write(written.toString(StandardCharsets.UTF_8));
    return screen;
  }

  /** The screen, with its times taken out. */
  private String shown() {
    return screen().toString().replaceAll("\\d+\\.\\d s", "<time>");
  }

  private static Step step(Step.Kind kind, String name) {
    return new Step(0, kind, Address.parse("resources." + name), "", List.of());
  }

  private static Step create(String name) {
    return step(Step.Kind.CREATE, name);
  }

  @Test
  void runningStepsStandBelowTheFinishedOnes() {
    try (ProgressDisplay display = live(80)) {
      display.began(create("db"));
      display.began(create("web"));
      display.began(step(Step.Kind.DELETE, "old"));
      display.progress(Address.parse("resources.web"), "pulling layer 3 of 7");
      display.done(create("db"), Duration.ofMillis(1234), true);
      assertEquals(
          """
          ✓ resources.db created (<time>)
            resources.web creating <time>  pulling layer 3 of 7
            resources.old deleting <time>
            1 of 0 done""",
          shown());
      display.done(create("web"), Duration.ofMillis(10), true);
      display.done(step(Step.Kind.DELETE, "old"), Duration.ofMillis(10), true);
    }
    assertEquals(
        """
        ✓ resources.db created (<time>)
        ✓ resources.web created (<time>)
        ✓ resources.old deleted (<time>)""",
        shown());
  }

  @Test
  void nothingIsWiderThanTheTerminal() {
    try (ProgressDisplay display = live(40)) {
      for (int i = 0; i < 15; i++) {
        display.began(create("thing-with-a-rather-long-name-" + i));
      }
      display.retrying(Address.parse("resources.x"), "busy", Duration.ofSeconds(2));
      Screen screen = screen();
      List<String> lines = screen.toString().lines().toList();
      assertEquals("  and 5 more", lines.get(11));
      assertTrue(lines.get(1).endsWith("…"), lines.get(1));
      assertTrue(screen.longest() <= 40, screen::toString);
    }
    assertEquals("… resources.x: busy; again in <time>", shown());
  }

  @Test
  void failuresStay() {
    Diagnostic why = Diagnostic.error(Problem.PROVIDER_FAILED, "no space is left").build();
    try (ProgressDisplay display = live(80)) {
      display.began(create("db"));
      display.failed(create("db"), Duration.ofSeconds(3), why);
    }
    assertEquals("✗ resources.db failed (<time>): no space is left", shown());
  }

  @Test
  void elsewhereThereAreLinesOnly() {
    try (ProgressDisplay display = display(Map.of(), false)) {
      display.began(create("db"));
      display.progress(Address.parse("resources.db"), "half-way");
      display.output(Address.parse("resources.db"), "not wanted");
      display.done(create("db"), Duration.ofMillis(1250), false);
    }
    String text = written.toString(StandardCharsets.UTF_8);
    assertEquals("✓ resources.db unchanged after all (1.3 s)\n", text);
  }

  @Test
  void whatProvidersPrintIsShownWhenItIsWanted() {
    try (ProgressDisplay display = display(Map.of(), true)) {
      display.began(create("db"));
      display.output(Address.parse("resources.db"), "step 1 of 2");
    }
    String text = written.toString(StandardCharsets.UTF_8);
    assertEquals("resources.db │ step 1 of 2\n", text);
    assertFalse(text.contains("\u001b"), text);
  }
}

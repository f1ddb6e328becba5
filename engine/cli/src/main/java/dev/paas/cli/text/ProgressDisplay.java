package dev.paas.cli.text;

import dev.paas.core.address.Address;
import dev.paas.core.apply.ApplyListener;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.Step;
import dev.paas.core.provider.CallListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows how an apply goes on: on a terminal the running steps with their times, rewritten in place
 * below the finished ones; elsewhere a line for each finished step, and one now and then for those
 * that take long.
 */
public final class ProgressDisplay
    implements ApplyListener, CallListener, PlanListener, AutoCloseable {
  private static final int MOST_ROWS = 10;
  private static final Duration STILL_EVERY = Duration.ofSeconds(10);

  /** What is over sooner than this does not flicker by. */
  private static final long FIRST_AFTER_MILLIS = 1000;

  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final Painter painter;
  private final boolean live;
  private final int width;
  private final boolean verbose;
  private final Map<Address, Row> rows = new LinkedHashMap<>();
  private @Nullable ScheduledExecutorService ticker;
  private int drawn;
  private int finished;
  private int total;

  /** A running step. */
  private static final class Row {
    final String doing;
    final long start = System.nanoTime();
    long lastTold = start;
    String message = "";

    Row(String doing) {
      this.doing = doing;
    }
  }

  public ProgressDisplay(Terminal terminal, boolean verbose) {
    this.out = terminal.out();
    this.painter = terminal.painter();
    this.live = terminal.outputIsTerminal();
    this.width = terminal.width();
    this.verbose = verbose;
  }

  /** So many steps are going to be taken. */
  public synchronized void begin(int steps) {
    total = steps;
    finished = 0;
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "paas-progress");
              thread.setDaemon(true);
              return thread;
            });
    ticker = made;
    long period = live ? 100 : 1000;
    java.util.concurrent.Future<?> ticking =
        made.scheduleAtFixedRate(this::tick, FIRST_AFTER_MILLIS, period, TimeUnit.MILLISECONDS);
    if (ticking.isDone()) {
      throw new IllegalStateException("the progress display ended before it began");
    }
  }

  private synchronized void tick() {
    if (live) {
      redraw();
      return;
    }
    long now = System.nanoTime();
    rows.forEach(
        (address, row) -> {
          if (now - row.lastTold >= STILL_EVERY.toNanos()) {
            row.lastTold = now;
            String message = row.message.isEmpty() ? "" : ", " + row.message;
            out.println(
                address + ": still " + row.doing + " (" + seconds(now - row.start) + message + ")");
            out.flush();
          }
        });
  }

  @Override
  public synchronized void began(Step step) {
    rows.put(step.address(), new Row(doing(step.kind())));
  }

  @Override
  public synchronized void done(Step step, Duration took, boolean changed) {
    rows.remove(step.address());
    finished++;
    String what = changed ? doneWord(step.kind()) : "unchanged after all";
    line(
        painter.paint("✓ ", Style.GREEN)
            + step.address()
            + " "
            + what
            + painter.paint(" (" + seconds(took.toNanos()) + ")", Style.FAINT));
  }

  @Override
  public synchronized void failed(Step step, Duration took, Diagnostic why) {
    rows.remove(step.address());
    finished++;
    line(
        painter.paint("✗ ", Style.RED)
            + step.address()
            + " failed"
            + painter.paint(" (" + seconds(took.toNanos()) + ")", Style.FAINT)
            + ": "
            + why.summary());
  }

  @Override
  public synchronized void progress(Address address, String message) {
    Row row = rows.get(address);
    if (row != null) {
      row.message = message;
    }
  }

  @Override
  public synchronized void output(Address address, String text) {
    if (verbose) {
      line(painter.paint(address + " │ ", Style.BLUE) + text);
    }
  }

  @Override
  public synchronized void retrying(Address address, String reason, Duration pause) {
    line(
        painter.paint("… ", Style.YELLOW)
            + address
            + ": "
            + reason
            + "; again in "
            + seconds(pause.toNanos()));
  }

  /** A line that stays. */
  private void line(String text) {
    if (live) {
      out.print(erase() + text + "\n");
      redraw();
    } else {
      out.println(text);
      out.flush();
    }
  }

  private void redraw() {
    StringBuilder text = new StringBuilder(erase());
    List<String> lines = new ArrayList<>();
    long now = System.nanoTime();
    for (Map.Entry<Address, Row> entry : rows.entrySet()) {
      if (lines.size() == MOST_ROWS) {
        lines.add("  and " + (rows.size() - MOST_ROWS) + " more");
        break;
      }
      Row row = entry.getValue();
      String line =
          "  "
              + entry.getKey()
              + " "
              + row.doing
              + " "
              + seconds(now - row.start)
              + (row.message.isEmpty() ? "" : "  " + row.message);
      lines.add(line.length() < width ? line : line.substring(0, width - 2) + "…");
    }
    if (!lines.isEmpty()) {
      lines.add("  " + finished + " of " + total + " done");
    }
    for (String line : lines) {
      text.append(painter.paint(line, Style.FAINT)).append('\n');
    }
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  /** Goes back over what was drawn last. */
  private String erase() {
    String back = drawn == 0 ? "" : "\u001b[" + drawn + "A\r" + CLEAR_BELOW;
    drawn = 0;
    return back;
  }

  private static String doing(Step.Kind kind) {
    return switch (kind) {
      case CREATE -> "creating";
      case UPDATE -> "updating";
      case DELETE -> "deleting";
      case DELETE_DEPOSED -> "deleting the old one";
      case FORGET -> "forgetting";
      case READ -> "reading";
      case CHECK -> "checking";
      case GATE -> "waiting";
    };
  }

  private static String doneWord(Step.Kind kind) {
    return switch (kind) {
      case CREATE -> "created";
      case UPDATE -> "updated";
      case DELETE -> "deleted";
      case DELETE_DEPOSED -> "old one deleted";
      case FORGET -> "forgotten";
      case READ -> "read";
      case CHECK -> "checked";
      case GATE -> "passed";
    };
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  @Override
  public synchronized void close() {
    if (ticker != null) {
      ticker.shutdownNow();
    }
    if (live) {
      out.print(erase());
      out.flush();
    }
  }
}

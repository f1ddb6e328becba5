package dev.paas.cli.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a run reads from and writes to, and what can be done there. */
public final class Terminal {
  private static final int DEFAULT_WIDTH = 80;

  private final InputStream in;
  private @Nullable BufferedReader reader;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean inputIsTerminal;
  private final boolean outputIsTerminal;
  private final boolean errorsAreTerminal;
  private final int width;
  private boolean colored;
  private boolean coloredErrors;

  private Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      String terminals,
      int width,
      boolean wantsColor) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.inputIsTerminal = terminals.contains("0");
    this.outputIsTerminal = terminals.contains("1");
    this.errorsAreTerminal = terminals.contains("2");
    this.width = width;
    this.colored = wantsColor && outputIsTerminal;
    this.coloredErrors = wantsColor && errorsAreTerminal;
  }

  /**
   * The terminal of this process. The launcher tells in {@code PAAS_TTY} which of the descriptors
   * 0, 1 and 2 are terminals, and in {@code PAAS_COLUMNS} how wide the terminal is.
   */
  public static Terminal of(
      InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    String noColor = environment.getOrDefault("NO_COLOR", "");
    String term = environment.getOrDefault("TERM", "");
    return new Terminal(
        in,
        out,
        err,
        environment.getOrDefault("PAAS_TTY", ""),
        width(environment.getOrDefault("PAAS_COLUMNS", "")),
        noColor.isEmpty() && !term.equals("dumb"));
  }

  private static int width(String columns) {
    try {
      return Math.max(40, Integer.parseInt(columns));
    } catch (NumberFormatException unknown) {
      return DEFAULT_WIDTH;
    }
  }

  /** Writes no colours from now on. */
  public void withoutColor() {
    colored = false;
    coloredErrors = false;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public InputStream in() {
    return in;
  }

  /** Whether somebody can be asked. */
  public boolean isInteractive() {
    return inputIsTerminal && outputIsTerminal;
  }

  /** Whether standard output is a terminal. */
  public boolean outputIsTerminal() {
    return outputIsTerminal;
  }

  /** Whether standard error is a terminal. */
  public boolean errorsAreTerminal() {
    return errorsAreTerminal;
  }

  /** How many characters fit on a line. */
  public int width() {
    return width;
  }

  /** How texts for standard output are styled. */
  public Painter painter() {
    return new Painter(colored);
  }

  /** How texts for standard error are styled. */
  public Painter errorPainter() {
    return new Painter(coloredErrors);
  }

  /**
   * Reads a line that somebody types.
   *
   * @return {@code null} at the end of the input
   */
  public @Nullable String readLine() throws IOException {
    BufferedReader opened = reader;
    if (opened == null) {
      opened = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      reader = opened;
    }
    return opened.readLine();
  }
}

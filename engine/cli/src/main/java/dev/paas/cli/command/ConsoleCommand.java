package dev.paas.cli.command;

import dev.paas.cli.text.ConsoleText;
import dev.paas.cli.text.LineEditor;
import dev.paas.cli.text.Style;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Console;
import dev.paas.core.engine.Engine;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plan.PlanJson;
import dev.paas.core.provider.CallListener;
import dev.paas.spi.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas console}. */
@Command(
    addMethodSubcommands = false,
    name = "console",
    description = {
      "Evaluate expressions against platform.yaml and its state. Changes nothing.",
      "An expression is what stands between ${ and }. Without one they are read from standard "
          + "input, a line each; at a terminal with history and completion. Sensitive values are "
          + "masked, and what only a provider can tell is known after apply."
    },
    footer = {
      "  paas console",
      "  paas console 'services.web.ports' 'size(vars.zones) * 2'",
      "  echo 'resources.page.sha256' | paas console --json"
    })
public final class ConsoleCommand extends PlatformCommand {
  private static final String PROMPT = "> ";
  private static final String HELP =
      """
      An expression shows its value: vars.name, services.web.host, size(vars.list) + 1.
      The tab key completes names, the arrow keys bring back lines. exit ends, as Ctrl-D does.""";

  @Parameters(
      arity = "0..*",
      paramLabel = "EXPRESSION",
      description = "What to evaluate; standard input when left out.")
  private List<String> expressions = new ArrayList<>();

  @Option(names = "--json", description = "Write each value as JSON.", order = 20)
  private boolean json;

  public ConsoleCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    try (Engine engine = engine(CallListener.NONE)) {
      Console console = engine.console();
      if (!expressions.isEmpty()) {
        boolean all = true;
        for (String expression : expressions) {
          all &= evaluate(console, expression, "console", 1);
        }
        return all ? ExitCode.DONE : ExitCode.ERROR;
      }
      return terminal().isInteractive() ? talk(console) : readAll(console);
    }
  }

  private int readAll(Console console) {
    boolean all = true;
    int number = 0;
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(terminal().in(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        all &= evaluate(console, line, "standard input", number);
        // Another program may wait for the answer before it asks on.
        terminal().out().flush();
      }
    } catch (IOException unreadable) {
      throw usage("cannot read standard input").detail(unreadable.getMessage()).toException();
    }
    return all ? ExitCode.DONE : ExitCode.ERROR;
  }

  private int talk(Console console) {
    say(terminal().painter().paint("help tells what can be done here, exit ends.", Style.FAINT));
    terminal().out().flush();
    int number = 0;
    try (LineEditor editor = new LineEditor(console.names())) {
      for (String line = editor.read(PROMPT); line != null; line = editor.read(PROMPT)) {
        switch (line.strip()) {
          case "exit", "quit" -> {
            return ExitCode.DONE;
          }
          case "help" -> say(HELP);
          default -> evaluate(console, line, "console", ++number);
        }
        terminal().out().flush();
      }
    } catch (IOException unreadable) {
      throw usage("cannot read from the terminal").detail(unreadable.getMessage()).toException();
    }
    return ExitCode.DONE;
  }

  /** Shows the value of a line, or what is wrong with it; whether it has one. */
  private boolean evaluate(Console console, String line, String place, int number) {
    String text = line.strip();
    if (text.isEmpty()) {
      return true;
    }
    try {
      Value value = console.evaluate(text, place, number);
      say(json ? JsonValues.toJson(value, PlanJson.masked()) : ConsoleText.of(value));
      return true;
    } catch (DiagnosticException problem) {
      report(problem.diagnostics());
      return false;
    }
  }
}

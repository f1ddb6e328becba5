package dev.paas.cli.command;

import dev.paas.cli.review.HtmlPlan;
import dev.paas.cli.review.MarkdownPlan;
import dev.paas.cli.review.PlanReview;
import dev.paas.cli.review.TextPlan;
import dev.paas.cli.text.DiagnosticText;
import dev.paas.cli.text.Terminal;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands have in common. */
@Command(
    addMethodSubcommands = false,
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeOnInvalidInput = ExitCode.ERROR,
    exitCodeOnExecutionException = ExitCode.ERROR)
public abstract class BaseCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.",
      order = 100)
  @SuppressWarnings("unused") // picocli acts on it itself.
  private boolean help;

  @Option(names = "--no-color", description = "Write no colours.", order = 99)
  private boolean noColor;

  protected BaseCommand(Session session) {
    this.session = session;
  }

  protected final Session session() {
    return session;
  }

  protected final Terminal terminal() {
    return session.terminal();
  }

  /** Options that commands like this one have, and this one does not. */
  public Set<String> withoutOptions() {
    return Set.of();
  }

  /** Begins with what takes long, before the arguments are read. */
  public void prepare() {
    // Most have nothing of that.
  }

  /** Does what the command is for, and returns the exit code. */
  protected abstract int run() throws InterruptedException;

  @Override
  public final Integer call() {
    if (noColor) {
      terminal().withoutColor();
    }
    try {
      return run();
    } catch (DiagnosticException failure) {
      report(failure.diagnostics());
      return ExitCode.ERROR;
    } catch (InterruptedException interrupted) {
      terminal().err().println("Interrupted.");
      return ExitCode.INTERRUPTED;
    }
  }

  /** Writes errors and warnings to standard error. */
  protected final void report(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      terminal().out().flush();
      terminal().err().print(new DiagnosticText(terminal().errorPainter()).render(diagnostics));
      terminal().err().flush();
    }
  }

  /** Shows a plan as text. */
  protected final void show(PlanReview review) {
    new TextPlan(terminal().painter(), terminal().width()).render(review, terminal().out()::print);
  }

  /** Writes a plan as Markdown. */
  protected final void showMarkdown(PlanReview review) {
    new MarkdownPlan().render(review, terminal().out()::print);
  }

  /** Writes a plan as a page for a browser. */
  protected final void showHtml(PlanReview review) {
    new HtmlPlan().render(review, terminal().out()::print);
  }

  /**
   * Checks that at most one form is asked for.
   *
   * @throws DiagnosticException otherwise
   */
  protected static void checkOneForm(boolean json, boolean markdown, boolean html) {
    List<String> forms = new ArrayList<>();
    if (json) {
      forms.add("--json");
    }
    if (markdown) {
      forms.add("--markdown");
    }
    if (html) {
      forms.add("--html");
    }
    if (forms.size() > 1) {
      String both = forms.get(0) + " and " + forms.get(1);
      throw Diagnostic.error(Problem.USAGE, both + " cannot be given together").toException();
    }
  }

  /** Writes a line to standard output. */
  protected final void say(String line) {
    terminal().out().println(line);
  }
}

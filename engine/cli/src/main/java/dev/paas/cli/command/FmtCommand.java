package dev.paas.cli.command;

import dev.paas.cli.review.AttributeView;
import dev.paas.cli.review.LineDiff;
import dev.paas.cli.text.Style;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.format.Formatter;
import dev.paas.core.platform.PlatformParts;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.source.IoReason;
import dev.paas.core.source.WholeFile;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas fmt}. */
@Command(
    addMethodSubcommands = false,
    name = "fmt",
    description = {
      "Write files in the one way: order and names of keys, indentation, blank lines.",
      "Comments, anchors and quotes stay. What is written means what was there."
    },
    footer = {
      "  paas fmt",
      "  paas fmt --check --diff",
      "  paas fmt shop/platform.yaml shared/policies.yaml",
      "  paas fmt - < platform.yaml"
    })
public final class FmtCommand extends BaseCommand {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = {
        "Files to format; - for standard input. Left out: platform.yaml with the files that it",
        "includes, its overlays, and the modules in folders."
      })
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Write nothing; end with 1 when a file is not written in the one way.",
      order = 1)
  private boolean check;

  @Option(names = "--diff", description = "Show what changes.", order = 2)
  private boolean diff;

  public FmtCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Diagnostics diagnostics = new Diagnostics();
    PluginCatalog plugins = PluginCatalog.scan(session().pluginFolders(), diagnostics);
    diagnostics.throwIfErrors();
    Formatter formatter = new Formatter(plugins);
    if (files.equals(List.of(STANDARD_INPUT))) {
      return standardInput(formatter);
    }
    boolean differs = false;
    for (String name : names(diagnostics)) {
      try {
        differs |= format(name, formatter, diagnostics);
      } catch (DiagnosticException refused) {
        diagnostics.addAll(refused.diagnostics());
      }
    }
    report(diagnostics.sorted());
    return diagnostics.hasErrors() || (check && differs) ? ExitCode.ERROR : ExitCode.DONE;
  }

  private List<String> names(Diagnostics diagnostics) {
    return files.isEmpty()
        ? PlatformParts.of(
            session().directory().resolve("platform.yaml"), "platform.yaml", diagnostics)
        : files;
  }

  private int standardInput(Formatter formatter) {
    try {
      String text = new String(terminal().in().readAllBytes(), StandardCharsets.UTF_8);
      String formatted = formatter.format(new Source("(standard input)", text));
      if (!check) {
        terminal().out().print(formatted);
      }
      return check && !formatted.equals(text) ? ExitCode.ERROR : ExitCode.DONE;
    } catch (IOException unreadable) {
      throw Diagnostic.error(Problem.FILE_UNREADABLE, "cannot read standard input")
          .detail(IoReason.of(unreadable))
          .toException();
    }
  }

  /** Whether the file is not written in the one way. */
  private boolean format(String name, Formatter formatter, Diagnostics diagnostics) {
    Path file = session().directory().resolve(name);
    Source source = new YamlReader(YamlLimits.DEFAULT).load(file, name, diagnostics);
    if (source == null) {
      return false;
    }
    String formatted = formatter.format(source);
    if (formatted.equals(source.text())) {
      return false;
    }
    say(name);
    if (diff) {
      show(source.text(), formatted);
    }
    if (!check) {
      write(file, name, formatted);
    }
    return true;
  }

  private void show(String before, String after) {
    List<String> from = before.lines().toList();
    for (AttributeView.Line line : LineDiff.of(from, after.lines().toList())) {
      String text = line.text();
      say(
          switch (line.kind()) {
            case SAME -> "    " + text;
            case ADDED -> terminal().painter().paint("  + " + text, Style.GREEN);
            case REMOVED -> terminal().painter().paint("  - " + text, Style.RED);
            case SKIPPED -> terminal().painter().paint("  … " + text, Style.FAINT);
          });
    }
  }

  /** Writes all of it or nothing; a link stays one. */
  private static void write(Path file, String name, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException unwritable) {
      throw Diagnostic.error(Problem.FILE_UNREADABLE, "cannot write " + name)
          .detail(IoReason.of(unwritable))
          .toException();
    }
  }
}

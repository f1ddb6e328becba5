package dev.paas.cli.command;

import dev.paas.cli.review.DiffText;
import dev.paas.core.engine.Engine;
import dev.paas.core.history.Configuration;
import dev.paas.core.history.ConfigurationDiff;
import dev.paas.core.history.Revision;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.HistoryLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas diff}. */
@Command(
    addMethodSubcommands = false,
    name = "diff",
    description = {
      "Show in what the configurations of two revisions differ, sensitive variables masked.",
      "With one revision, in what it differs from what is in the file now."
    },
    footer = {"  paas diff r41 r57", "  paas diff r41", "  paas diff r41 r57 --json"})
public final class DiffCommand extends PlatformCommand {
  @Parameters(index = "0", paramLabel = "REV", description = "A revision, as r41 or 41.")
  private String before = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REV",
      description = "Another; what is in the file now when left out.")
  private @Nullable String after;

  @Option(names = "--json", description = "Write JSON instead of text.", order = 20)
  private boolean json;

  public DiffCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    long first = RevisionNames.number(before);
    String other = after;
    Long second = other == null ? null : RevisionNames.number(other);
    try (Engine engine = engine(CallListener.NONE)) {
      HistoryLog history = (second == null ? engine.state() : engine.pastState()).history();
      Revision old = history.revision(first);
      Configuration was = history.configuration(old);
      Configuration is =
          second == null
              ? engine.configuration(was)
              : history.configuration(history.revision(second));
      ConfigurationDiff diff = ConfigurationDiff.of(was, is);
      String name = second == null ? "the file" : Revision.name(second);
      DiffText text = new DiffText(terminal().painter());
      terminal().out().print(json ? text.json(diff) : text.render(old.name(), name, diff));
      return ExitCode.DONE;
    }
  }
}

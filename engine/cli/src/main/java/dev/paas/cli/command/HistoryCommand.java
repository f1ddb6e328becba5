package dev.paas.cli.command;

import dev.paas.cli.text.HistoryText;
import dev.paas.core.engine.Engine;
import dev.paas.core.history.Revision;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.HistoryLog;
import dev.paas.spi.value.MapValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas history}. */
@Command(
    addMethodSubcommands = false,
    name = "history",
    description = {
      "List what was done to the platform, the newest first: each change is a revision.",
      "With a revision, show that one."
    },
    footer = {"  paas history", "  paas history --limit 5 --json", "  paas history r41"})
public final class HistoryCommand extends PlatformCommand {
  @Parameters(arity = "0..1", paramLabel = "REV", description = "A revision, as r41 or 41.")
  private @Nullable String revision;

  @Option(names = "--limit", paramLabel = "N", description = "List only the newest N.", order = 10)
  private int limit = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Write JSON instead of text.", order = 20)
  private boolean json;

  public HistoryCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    if (limit < 1) {
      throw usage("--limit is at least 1").toException();
    }
    HistoryText text = new HistoryText(terminal().painter(), Instant.now());
    String one = revision;
    Long number = one == null ? null : RevisionNames.number(one);
    try (Engine engine = engine(CallListener.NONE)) {
      HistoryLog history = engine.pastState().history();
      if (number == null) {
        List<Revision> shown = new ArrayList<>(history.revisions());
        Collections.reverse(shown);
        shown = shown.subList(0, Math.min(limit, shown.size()));
        terminal().out().print(json ? text.json(shown) : text.list(shown));
      } else {
        Revision found = history.revision(number);
        MapValue variables =
            found.configuration().isThere()
                ? history.configuration(found).variables()
                : MapValue.empty();
        terminal()
            .out()
            .print(
                json
                    ? text.json(found, history.detail(found), variables)
                    : text.one(found, history.detail(found), variables));
      }
      return ExitCode.DONE;
    }
  }
}

package dev.paas.cli.command;

import dev.paas.cli.text.GraphText;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas graph}. */
@Command(
    name = "graph",
    description = "Show which resource refers to which.",
    footer = {"  paas graph", "  paas graph --format dot | dot -Tsvg > platform.svg"})
public final class GraphCommand extends PlatformCommand {
  /** The forms. */
  enum Format {
    TEXT,
    DOT,
    MERMAID
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, dot (for Graphviz) or mermaid; text when left out.",
      order = 20)
  private Format format = Format.TEXT;

  public GraphCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    try (Engine engine = engine(CallListener.NONE)) {
      engine.validate();
      GraphText graph = new GraphText(engine.references());
      String text =
          switch (format) {
            case TEXT -> graph.text();
            case DOT -> graph.dot();
            case MERMAID -> graph.mermaid();
          };
      terminal().out().print(text);
      return ExitCode.DONE;
    }
  }
}

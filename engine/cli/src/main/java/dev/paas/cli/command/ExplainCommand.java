package dev.paas.cli.command;

import dev.paas.cli.text.FieldText;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.explain.FieldDoc;
import dev.paas.core.explain.FieldGuide;
import dev.paas.core.plugin.PluginCatalog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas explain}. */
@Command(
    addMethodSubcommands = false,
    name = "explain",
    description = {
      "Tell what a key of platform.yaml means: its type, default, limits and what is below it.",
      "Without a path, list the top-level keys and the types of the installed plugins."
    },
    footer = {
      "  paas explain services.healthcheck.startPeriod",
      "  paas explain random.password",
      "  paas explain data.http",
      "  paas explain state.etcd.endpoints --json"
    })
public final class ExplainCommand extends BaseCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "A section, a type, or a key below one; names of entries are left out.")
  private @Nullable String path;

  @Option(names = "--json", description = "Write JSON.", order = 20)
  private boolean json;

  public ExplainCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Diagnostics diagnostics = new Diagnostics();
    PluginCatalog plugins = PluginCatalog.scan(session().pluginFolders(), diagnostics);
    diagnostics.throwIfErrors();
    FieldGuide guide = new FieldGuide(plugins);
    FieldText text = new FieldText(terminal().painter(), terminal().width());
    String wanted = path;
    if (wanted == null) {
      terminal()
          .out()
          .print(
              json
                  ? FieldText.json(guide.keys(), guide.types()) + "\n"
                  : text.render(guide.keys(), guide.types()));
    } else {
      FieldDoc doc = guide.explain(wanted);
      terminal().out().print(json ? FieldText.json(doc) + "\n" : text.render(doc));
    }
    return ExitCode.DONE;
  }
}

package dev.paas.cli.command;

import dev.paas.cli.text.Style;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.json.JsonValues;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.ResourceType;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas providers}. */
@Command(
    addMethodSubcommands = false,
    name = "providers",
    description = "List the installed plugins, with what each offers.",
    footer = {"  paas providers", "  paas providers --json"})
public final class ProvidersCommand extends BaseCommand {
  @Option(names = "--json", description = "Write JSON.", order = 20)
  private boolean json;

  public ProvidersCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Diagnostics diagnostics = new Diagnostics();
    PluginCatalog plugins = PluginCatalog.scan(session().pluginFolders(), diagnostics);
    report(diagnostics.sorted());
    if (json) {
      List<Value> all = new ArrayList<>();
      plugins.plugins().forEach(plugin -> all.add(value(plugin)));
      say(JsonValues.toJson(Value.list(all), JsonValues.NONE));
    } else {
      plugins.plugins().forEach(this::describe);
    }
    return diagnostics.hasErrors() ? ExitCode.ERROR : ExitCode.DONE;
  }

  private static MapValue value(PluginManifest plugin) {
    return MapValue.builder()
        .put("name", plugin.name())
        .put("version", plugin.version())
        .put("description", plugin.description())
        .put("sections", Value.strings(plugin.sections().keySet()))
        .put("types", Value.strings(plugin.types().keySet()))
        .put("data", Value.strings(plugin.lookups().keySet()))
        .put("stateBackend", plugin.isStateBackend())
        .build();
  }

  private void describe(PluginManifest plugin) {
    say(
        terminal().painter().paint(plugin.name(), Style.BOLD)
            + " "
            + plugin.version()
            + "  "
            + plugin.description());
    for (ResourceType section : plugin.sections().values()) {
      say("  " + section.name() + "  (section) " + section.description());
    }
    for (ResourceType type : plugin.types().values()) {
      say("  " + type.name() + "  " + type.description());
    }
    for (ResourceType lookup : plugin.lookups().values()) {
      say("  " + lookup.name() + "  (look-up) " + lookup.description());
    }
    if (plugin.isStateBackend()) {
      say("  (state backend)");
    }
    say("");
  }
}

package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.schema.SchemaComposer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code paas schema}. */
@Command(
    addMethodSubcommands = false,
    name = "schema",
    description = {
      "Write the JSON Schema of platform.yaml, composed from all installed plugins.",
      "Editors with a YAML language server use it for completion and checks, of a file that begins with",
      "# yaml-language-server: $schema=platform.schema.json"
    },
    footer = {"  paas schema > platform.schema.json"})
public final class SchemaCommand extends BaseCommand {

  public SchemaCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    Diagnostics diagnostics = new Diagnostics();
    PluginCatalog plugins = PluginCatalog.scan(session().pluginFolders(), diagnostics);
    diagnostics.throwIfErrors();
    List<ResourceType> types = new ArrayList<>();
    List<SchemaComposer.ProviderSchema> providers = new ArrayList<>();
    List<SchemaComposer.ProviderSchema> backends = new ArrayList<>();
    for (PluginManifest plugin : plugins.plugins()) {
      types.addAll(plugin.sections().values());
      types.addAll(plugin.types().values());
      types.addAll(plugin.lookups().values());
      if (plugin.isProvider()) {
        providers.add(
            new SchemaComposer.ProviderSchema(plugin.name(), plugin.configurationSchema()));
      }
      if (plugin.isStateBackend()) {
        backends.add(new SchemaComposer.ProviderSchema(plugin.name(), plugin.backendSchema()));
      }
    }
    terminal().out().print(new SchemaComposer(types, providers, backends).composeText());
    return ExitCode.DONE;
  }
}

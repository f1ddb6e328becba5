package dev.paas.cli.command;

import dev.paas.core.engine.ModuleFetching;
import dev.paas.core.module.RemoteModules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What the commands have in common that fetch modules. */
public abstract class ModulesCommand extends BaseCommand {
  private static final int SHORT = 12;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The platform's file, or the folder it is in; platform.yaml when left out.",
      order = 1)
  private String file = "platform.yaml";

  protected ModulesCommand(Session session) {
    super(session);
  }

  /** Fetches, and says what is different in the lock file. */
  protected abstract List<RemoteModules.Change> change();

  /** For the platform that the options name. */
  protected final ModuleFetching fetching() {
    Path path = session().directory().resolve(file);
    String name = file;
    if (Files.isDirectory(path)) {
      path = path.resolve("platform.yaml");
      name = file.endsWith("/") ? file + "platform.yaml" : file + "/platform.yaml";
    }
    return new ModuleFetching(path, name, session().pluginFolders(), session().environment());
  }

  @Override
  protected final int run() {
    List<RemoteModules.Change> changes = change();
    for (RemoteModules.Change change : changes) {
      String before = shortened(change.before());
      String after = shortened(change.after());
      if (change.before() == null) {
        say("+ " + change.pin() + " at " + after);
      } else if (change.after() == null) {
        say("- " + change.pin() + ", which nothing uses any more");
      } else {
        say("~ " + change.pin() + " from " + before + " to " + after);
      }
    }
    if (changes.isEmpty()) {
      say("All modules are here, and no pin has changed.");
    } else {
      say("Wrote .paas.lock.yaml.");
    }
    return ExitCode.DONE;
  }

  private static String shortened(@org.jspecify.annotations.Nullable String commit) {
    return commit == null ? "" : commit.substring(0, Math.min(SHORT, commit.length()));
  }
}

package dev.paas.cli.command;

import dev.paas.cli.review.PlanReview;
import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.EngineSettings;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.SavedPlan;
import dev.paas.core.platform.Overlays;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.provider.CallListener;
import dev.paas.spi.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What all commands have in common that work on a platform. */
public abstract class PlatformCommand extends BaseCommand {
  static final int DEFAULT_PARALLELISM = 10;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The platform's file, or the folder it is in; platform.yaml when left out.",
      order = 1)
  private String file = "platform.yaml";

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME",
      description =
          "The environment: lays platform.NAME.yaml over the file, with a state of its own.",
      order = 2)
  private String environment = "";

  @Option(names = "--var", paramLabel = "NAME=VALUE", description = "Sets a variable.", order = 3)
  private List<String> variables = new ArrayList<>();

  @Option(
      names = "--vars",
      paramLabel = "FILE",
      description = "Sets the variables that are named in a YAML file.",
      order = 4)
  private List<Path> variableFiles = new ArrayList<>();

  protected PlatformCommand(Session session) {
    super(session);
  }

  @Override
  public void prepare() {
    Thread thread = new Thread(Engine::prepare, "prepare");
    thread.setDaemon(true);
    thread.start();
  }

  /** How many things may be done at the same time. */
  protected int parallelism() {
    return DEFAULT_PARALLELISM;
  }

  /** An engine for the platform that the options name. */
  protected final Engine engine(CallListener listener) {
    return engine(listener, file, environment, Map.of());
  }

  /** The platform's file. */
  protected final Path platformFile() {
    Path path = session().directory().resolve(file);
    return Files.isDirectory(path) ? path.resolve("platform.yaml") : path;
  }

  /** The platform's file, as it was named. */
  protected final String platformFileName() {
    return file;
  }

  /** An engine for the platform of a saved plan. */
  protected final Engine engine(CallListener listener, SavedPlan saved) {
    return engine(
        listener,
        saved.origin().file(),
        saved.plan().platform().environment(),
        saved.origin().variables().entries());
  }

  private Engine engine(
      CallListener listener, String file, String environment, Map<String, Value> fixedVariables) {
    if (!environment.isEmpty() && !Overlays.isEnvironment(environment)) {
      throw usage("--env " + environment + " cannot be the name of an environment")
          .hint("It has lower-case letters, digits and hyphens, at most 32.")
          .toException();
    }
    if (parallelism() < 1 || parallelism() > 1000) {
      throw usage("--parallelism is from 1 to 1000").toException();
    }
    Path path = session().directory().resolve(file);
    String name = file;
    if (Files.isDirectory(path)) {
      path = path.resolve("platform.yaml");
      name = file.endsWith("/") ? file + "platform.yaml" : file + "/platform.yaml";
    }
    List<VariableInputs.File> files = new ArrayList<>();
    for (Path each : variableFiles) {
      files.add(new VariableInputs.File(session().directory().resolve(each), each.toString()));
    }
    Engine.prepare();
    return Engine.open(
        new EngineSettings(
            path,
            name,
            environment,
            new VariableInputs(session().environment(), files, variables, fixedVariables),
            session().pluginFolders(),
            parallelism()),
        listener);
  }

  /** A saved plan for review. */
  protected final PlanReview saved(Path plan) {
    SavedPlan saved =
        Engine.read(
            session().directory().resolve(plan),
            plan.toString(),
            session().directory(),
            session().environment());
    boolean refreshes = saved.options().mode() == PlanOptions.Mode.REFRESH;
    return new PlanReview(saved.plan(), refreshes, saved.origin().maker().workTree());
  }

  /** An error in how the command was called. */
  protected static Diagnostic.Builder usage(String what) {
    return Diagnostic.error(Problem.USAGE, what);
  }

  /** Reads addresses that were given to an option. */
  protected static List<Address> addresses(List<String> texts, String option) {
    List<Address> addresses = new ArrayList<>();
    for (String text : texts) {
      try {
        addresses.add(Address.parse(text));
      } catch (IllegalArgumentException invalid) {
        throw usage((option.isEmpty() ? "" : option + " ") + text + " is not an address")
            .detail("Here " + invalid.getMessage() + ".")
            .toException();
      }
    }
    return addresses;
  }
}

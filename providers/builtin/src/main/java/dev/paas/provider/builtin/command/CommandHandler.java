package dev.paas.provider.builtin.command;

import dev.paas.provider.builtin.text.Durations;
import dev.paas.provider.builtin.text.Json;
import dev.paas.provider.builtin.text.Secrets;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the user's commands: the type {@code command}. What they make is known by what they print;
 * PAAS_KEY, which is different for each creation, lets them find it again.
 */
public final class CommandHandler implements ResourceHandler {
  /** In characters; Linux takes 128 KiB, of which a character may need four bytes. */
  static final int LONGEST_VARIABLE = 1 << 15;

  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param directory where relative paths start
   * @param environment of the caller, which the commands inherit
   */
  public CommandHandler(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  @Override
  public PlannedResource plan(PlanRequest request) {
    MapValue proposed = request.proposed();
    MapValue prior = request.prior();
    if (prior == null) {
      return PlannedResource.of(withUnknownOutput(proposed));
    }
    if (hasSameInput(proposed, prior)) {
      return PlannedResource.of(withOutput(proposed, prior.getOrNull("output")));
    }
    List<PlannedResource.Replacement> replacements =
        proposed.has("update")
            ? List.of()
            : List.of(
                new PlannedResource.Replacement(
                    ValuePath.of("input"), "there is no update command"));
    return new PlannedResource(withUnknownOutput(proposed), replacements, List.of());
  }

  private static boolean hasSameInput(MapValue planned, MapValue prior) {
    return planned.getMap("input").revealed().equals(prior.getMap("input").revealed());
  }

  private static MapValue withUnknownOutput(MapValue attributes) {
    return withOutput(attributes, Value.unknown());
  }

  private static MapValue withOutput(MapValue attributes, Value output) {
    boolean sensitive = attributes.getBoolean("sensitiveOutput", false);
    return attributes.with("output", sensitive ? output.asSensitive() : output);
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = request.planned().with("id", Value.of(request.key()));
    Invocation create = new Invocation(request.address(), planned, Value.nullValue(), context);
    return new ObservedResource(request.key(), create.successful("create"));
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return looked("read", request.address(), request.attributes(), context);
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = request.planned().with("id", Value.of(request.key()));
    if (!planned.has("find")) {
      return Optional.empty();
    }
    try {
      new Invocation(request.address(), planned, Value.nullValue(), context).check();
    } catch (ProviderException refused) {
      // The creation was refused for the same reason, so it has made nothing.
      return Optional.empty();
    }
    return looked("find", request.address(), planned, context);
  }

  private Optional<ObservedResource> looked(
      String name, String address, MapValue attributes, CallContext context)
      throws ProviderException {
    String id = attributes.getString("id", "");
    if (!attributes.has(name)) {
      return Optional.of(new ObservedResource(id, attributes));
    }
    Invocation look = new Invocation(address, attributes, attributes.getOrNull("output"), context);
    CommandRun.Outcome outcome = look.run(name);
    if (outcome.exitCode() == notFound(attributes)) {
      return Optional.empty();
    }
    return Optional.of(new ObservedResource(id, look.completed(outcome)));
  }

  private static int notFound(MapValue attributes) {
    return (int) attributes.getLong("notFoundExitCode").orElse(44);
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    MapValue prior = request.prior();
    MapValue planned = request.planned().with("id", prior.getOrNull("id"));
    String id = planned.getString("id", "");
    if (hasSameInput(planned, prior) || !planned.has("update")) {
      return new ObservedResource(id, withOutput(planned, prior.getOrNull("output")));
    }
    Invocation update =
        new Invocation(request.address(), planned, prior.getOrNull("output"), context);
    update.put("PAAS_CHANGE_KEY", request.key());
    return new ObservedResource(id, update.successful("update"));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    MapValue attributes = request.attributes();
    if (!attributes.has("delete")) {
      return;
    }
    Invocation delete =
        new Invocation(request.address(), attributes, attributes.getOrNull("output"), context);
    CommandRun.Outcome outcome = delete.run("delete");
    if (outcome.exitCode() != 0 && outcome.exitCode() != notFound(attributes)) {
      throw delete.failed(outcome);
    }
  }

  /** One of a resource's commands with all that it is given. */
  private final class Invocation {
    private final MapValue attributes;
    private final CallContext context;
    private final Secrets secrets;
    private final Map<String, String> variables = new HashMap<>(environment);
    private final String input;
    private CommandRun run;

    Invocation(String address, MapValue attributes, Value output, CallContext context) {
      this.attributes = attributes;
      this.context = context;
      this.secrets = Secrets.in(attributes, output);
      this.input = Json.write(attributes.getMap("input"));
      this.run = new CommandRun("command", secrets, false, context);
      attributes
          .getMap("environment")
          .entries()
          .forEach((variable, value) -> variables.put(variable, text(value)));
      put("PAAS_INPUT", input);
      put("PAAS_OUTPUT", output.isNull() || output.isUnknown() ? "" : text(output));
      put("PAAS_KEY", attributes.getString("id", ""));
      put("PAAS_ADDRESS", address);
    }

    /** What is too long for the system is left out; it would keep the command from starting. */
    void put(String variable, String value) {
      if (value.length() <= LONGEST_VARIABLE) {
        variables.put(variable, value);
      } else {
        variables.remove(variable);
      }
    }

    private String text(Value value) {
      String text = Value.textOf(value);
      return text == null ? Json.write(value) : text;
    }

    CommandRun.Outcome run(String command) throws ProviderException {
      check();
      run =
          new CommandRun(
              command, secrets, !attributes.getBoolean("sensitiveOutput", false), context);
      return run.run(words(attributes.getOrNull(command)), variables, folder(), input, timeout());
    }

    private Path folder() throws ProviderException {
      return attributes.has("workingDir")
          ? TextFile.resolve(attributes, "workingDir", directory)
          : directory;
    }

    /** Refuses what no command could be started with. */
    void check() throws ProviderException {
      Path folder = folder();
      if (!Files.isDirectory(folder)) {
        throw ProviderException.builder(
                "there is no folder " + secrets.masked(folder.toString()) + " to run commands in")
            .path(ValuePath.of("workingDir"))
            .build();
      }
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        if (variable.getValue().indexOf(0) >= 0) {
          throw ProviderException.builder(variable.getKey() + " has a null character in its value")
              .detail("An environment variable cannot.")
              .path(ValuePath.of("environment"))
              .build();
        }
      }
    }

    private List<String> words(Value command) {
      return command.unwrapped() instanceof ListValue list
          ? list.texts()
          : List.of("/bin/sh", "-c", text(command));
    }

    private Duration timeout() {
      Duration remaining = context.remaining();
      String own = attributes.getString("timeout");
      Duration wanted = own == null ? remaining : Durations.parse(own);
      return wanted.compareTo(remaining) < 0 ? wanted : remaining;
    }

    MapValue successful(String command) throws ProviderException {
      return completed(run(command));
    }

    /** The attributes with what the command printed. */
    MapValue completed(CommandRun.Outcome outcome) throws ProviderException {
      if (outcome.exitCode() != 0) {
        throw failed(outcome);
      }
      String printed = outcome.output();
      MapValue object = Json.object(printed);
      String text = printed.endsWith("\n") ? printed.substring(0, printed.length() - 1) : printed;
      Value output = object == null ? Value.of(text) : object;
      return withOutput(attributes, secrets.areIn(printed) ? output.asSensitive() : output);
    }

    ProviderException failed(CommandRun.Outcome outcome) {
      return run.failed(outcome);
    }
  }
}

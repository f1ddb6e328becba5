package dev.paas.provider.builtin.command;

import dev.paas.provider.builtin.text.Durations;
import dev.paas.provider.builtin.text.Json;
import dev.paas.provider.builtin.text.Secrets;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.IntegerValue;
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

/** Runs a program that only looks: the look-up {@code command}. */
public final class CommandLookup implements DataHandler {
  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param directory where relative paths start
   * @param environment of the caller, which the program inherits
   */
  public CommandLookup(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    Secrets secrets = Secrets.in(configuration);
    boolean sensitive = configuration.getBoolean("sensitiveOutput", false);
    CommandRun run = new CommandRun("command", secrets, !sensitive, context);
    String input = Json.write(configuration.getMap("input"));
    CommandRun.Outcome outcome =
        run.run(
            words(configuration.getOrNull("command")),
            variables(configuration, input),
            folder(configuration, secrets),
            input,
            timeout(configuration, context));
    if (!isAccepted(configuration, outcome.exitCode())) {
      throw run.failed(outcome);
    }
    Value output = output(configuration, outcome.output());
    boolean hides = sensitive || secrets.areIn(outcome.output());
    return configuration.toBuilder()
        .put("output", hides ? output.asSensitive() : output)
        .put("exitCode", outcome.exitCode())
        .build();
  }

  private static List<String> words(Value command) {
    String text = Value.textOf(command);
    return command.unwrapped() instanceof ListValue list
        ? list.texts()
        : List.of("/bin/sh", "-c", text == null ? "" : text);
  }

  private Map<String, String> variables(MapValue configuration, String input)
      throws ProviderException {
    Map<String, String> variables = new HashMap<>(environment);
    for (Map.Entry<String, Value> entry :
        configuration.getMap("environment").entries().entrySet()) {
      String text = Value.textOf(entry.getValue());
      variables.put(entry.getKey(), text == null ? Json.write(entry.getValue()) : text);
    }
    if (input.length() <= CommandHandler.LONGEST_VARIABLE) {
      variables.put("PAAS_INPUT", input);
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (variable.getValue().indexOf(0) >= 0) {
        throw ProviderException.builder(variable.getKey() + " has a null character in its value")
            .detail("An environment variable cannot.")
            .path(ValuePath.of("environment"))
            .build();
      }
    }
    return variables;
  }

  private Path folder(MapValue configuration, Secrets secrets) throws ProviderException {
    Path folder =
        configuration.has("workingDir")
            ? TextFile.resolve(configuration, "workingDir", directory)
            : directory;
    if (!Files.isDirectory(folder)) {
      throw ProviderException.builder(
              "there is no folder " + secrets.masked(folder.toString()) + " to run commands in")
          .path(ValuePath.of("workingDir"))
          .build();
    }
    return folder;
  }

  private static Duration timeout(MapValue configuration, CallContext context) {
    Duration remaining = context.remaining();
    String own = configuration.getString("timeout");
    Duration wanted = own == null ? remaining : Durations.parse(own);
    return wanted.compareTo(remaining) < 0 ? wanted : remaining;
  }

  private static boolean isAccepted(MapValue configuration, int exitCode) {
    return configuration.getList("exitCodes").values().stream()
        .anyMatch(code -> code.unwrapped() instanceof IntegerValue one && one.value() == exitCode);
  }

  private static Value output(MapValue configuration, String printed) throws ProviderException {
    String text = printed.endsWith("\n") ? printed.substring(0, printed.length() - 1) : printed;
    return switch (configuration.getString("format", "auto")) {
      case "text" -> Value.of(text);
      case "json" -> {
        Value value = Json.value(printed);
        if (value == null) {
          throw ProviderException.builder("command did not print JSON")
              .hint("Remove format: json, or print one JSON value and nothing else.")
              .path(ValuePath.of("format"))
              .build();
        }
        yield value;
      }
      default -> {
        MapValue object = Json.object(printed);
        yield object == null ? Value.of(text) : object;
      }
    };
  }
}

package dev.paas.cli.command;

import dev.paas.cli.text.ResultText;
import dev.paas.cli.text.ValueText;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.json.JsonValues;
import dev.paas.core.provider.CallListener;
import dev.paas.core.schema.KindNames;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paas output}. */
@Command(
    addMethodSubcommands = false,
    name = "output",
    description = {
      "Show the platform's outputs as they were at the last apply.",
      "A sensitive one is shown only when it is asked for by name."
    },
    footer = {
      "  paas output",
      "  paas output url",
      "  paas output --json",
      "  paas output --raw certificate > certificate.pem"
    })
public final class OutputCommand extends PlatformCommand {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this output, as it is.")
  private @Nullable String name;

  @Option(names = "--json", description = "Write JSON.", order = 20)
  private boolean json;

  @Option(
      names = "--raw",
      description = "Write a text or number to the byte, without a newline after it.",
      order = 21)
  private boolean raw;

  public OutputCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    if (raw && (json || name == null)) {
      throw usage(json ? "--raw and --json exclude one another" : "--raw needs NAME")
          .hint("Write paas output --raw NAME.")
          .toException();
    }
    try (Engine engine = engine(CallListener.NONE)) {
      MapValue outputs = engine.state().load().outputs();
      String wanted = name;
      if (wanted == null) {
        all(outputs);
        return ExitCode.DONE;
      }
      if (!outputs.has(wanted)) {
        throw Diagnostic.error(Problem.USAGE, "there is no output \"" + wanted + "\"")
            .detail(outputs.isEmpty() ? "The platform has none yet; apply makes them." : null)
            .hint(DidYouMean.hint(wanted, outputs.keys()))
            .toException();
      }
      Value value = outputs.getMap(wanted).getOrNull("value").revealed();
      if (raw) {
        terminal().out().print(scalar(value, wanted));
      } else {
        say(json ? JsonValues.toJson(value, JsonValues.NONE) : ValueText.raw(value));
      }
      return ExitCode.DONE;
    }
  }

  private static String scalar(Value value, String output) {
    return switch (value.kind()) {
      case STRING, INTEGER, NUMBER, BOOLEAN -> ValueText.raw(value);
      case NULL, ARRAY, OBJECT, UNKNOWN ->
          throw usage("the output " + output + " is " + KindNames.of(value.kind()))
              .detail("--raw writes texts, numbers and truth values.")
              .hint("Use --json.")
              .toException();
    };
  }

  private void all(MapValue outputs) {
    if (!json) {
      StringBuilder text = new StringBuilder();
      new ResultText(terminal().painter()).outputs(outputs, text);
      say(text.isEmpty() ? "There are no outputs." : text.toString().strip());
      return;
    }
    MapValue.Builder shown = MapValue.builder();
    outputs
        .keys()
        .forEach(
            output -> {
              Value value = outputs.getMap(output).getOrNull("value");
              boolean sensitive = value instanceof SensitiveValue;
              MapValue.Builder one = MapValue.builder();
              if (!sensitive) {
                one.put("value", value);
              }
              shown.put(
                  output,
                  one.put("sensitive", sensitive)
                      .put("description", outputs.getMap(output).getString("description", ""))
                      .build());
            });
    say(JsonValues.toJson(shown.build(), JsonValues.NONE));
  }
}

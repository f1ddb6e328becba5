package dev.paas.cli.command;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.engine.Engine;
import dev.paas.core.json.JsonValues;
import dev.paas.core.provider.CallListener;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paas validate}. */
@Command(
    addMethodSubcommands = false,
    name = "validate",
    description = "Check platform.yaml, without looking at anything else.",
    footer = {
      "  paas validate",
      "  paas validate -f shop/platform.yaml --env prod",
      "  paas validate --json | jq -r '.diagnostics[].summary'"
    })
public final class ValidateCommand extends PlatformCommand {
  @Option(names = "--json", description = "Write what is wrong as JSON.", order = 20)
  private boolean json;

  public ValidateCommand(Session session) {
    super(session);
  }

  @Override
  protected int run() {
    try (Engine engine = engine(CallListener.NONE)) {
      engine.validate();
      if (json) {
        say(json(engine.warnings(), true));
      } else {
        report(engine.warnings());
        int resources = engine.platform().resources().size();
        say("Valid: " + resources + (resources == 1 ? " resource." : " resources."));
      }
      return ExitCode.DONE;
    } catch (DiagnosticException invalid) {
      if (!json) {
        throw invalid;
      }
      say(json(invalid.diagnostics(), false));
      return ExitCode.ERROR;
    }
  }

  /** Columns are counted from 1 in characters; {@code endColumn} is that after the last one. */
  private static MapValue place(Span span) {
    return MapValue.builder()
        .put("file", span.source().name())
        .put("line", span.line())
        .put("column", span.column())
        .put("endColumn", span.column() + span.length())
        .put("length", span.length())
        .build();
  }

  private static String json(List<Diagnostic> diagnostics, boolean valid) {
    List<Value> found = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      MapValue.Builder value =
          MapValue.builder()
              .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
              .put("id", diagnostic.problem().id())
              .put("summary", diagnostic.summary())
              .putIfPresent("detail", diagnostic.detail())
              .putIfPresent("hint", diagnostic.hint());
      if (diagnostic.span() != null) {
        value.putAll(place(diagnostic.span()));
      }
      if (!diagnostic.related().isEmpty()) {
        List<Value> related = new ArrayList<>();
        for (Diagnostic.Related other : diagnostic.related()) {
          related.add(place(other.span()).with("note", Value.of(other.note())));
        }
        value.put("related", Value.list(related));
      }
      found.add(value.build());
    }
    MapValue result =
        MapValue.builder().put("valid", valid).put("diagnostics", Value.list(found)).build();
    return JsonValues.toJson(result, JsonValues.NONE);
  }
}

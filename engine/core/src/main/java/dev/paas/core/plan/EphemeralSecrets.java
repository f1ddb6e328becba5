package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.source.IoReason;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Secrets that are taken from the caller at each run and never stored. */
final class EphemeralSecrets {
  private static final int MOST_BYTES = 1 << 20;
  private static final String AGE_HEADER = "age-encryption.org/v1";

  private final Map<String, String> environment;

  EphemeralSecrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The attributes of a secret with the configuration {@code configuration}. */
  MapValue attributes(Instance secret, MapValue configuration) {
    String variable = configuration.getString("env");
    String file = configuration.getString("file");
    Value value = configuration.getOrNull("value");
    if (variable != null) {
      value = fromEnvironment(secret, variable);
    } else if (file != null) {
      value = fromFile(secret, file);
    }
    return configuration.with("value", value.asSensitive());
  }

  private Value fromEnvironment(Instance secret, String variable) {
    String text = environment.get(variable);
    if (text == null) {
      throw Diagnostic.error(
              Problem.SECRET_UNAVAILABLE, "the environment variable " + variable + " is not set")
          .detail("The secret " + secret.address().name() + " takes its value from it.")
          .hint("Set it: export " + variable + "=…")
          .at(secret.declaration().span(ValuePath.of("env")))
          .toException();
    }
    return Value.of(text);
  }

  private Value fromFile(Instance secret, String name) {
    Path file = secret.declaration().module().directory().resolve(name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(secret, name, "It is larger than 1 MiB.");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      if (text.startsWith(AGE_HEADER) || text.startsWith("-----BEGIN AGE ENCRYPTED FILE-----")) {
        throw unreadable(
            secret, name, "It is encrypted with age; this version reads plain files only.");
      }
      if (text.endsWith("\n")) {
        text = text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
      }
      return Value.of(text);
    } catch (IOException problem) {
      throw unreadable(secret, name, IoReason.of(problem));
    }
  }

  private static dev.paas.core.diagnostic.DiagnosticException unreadable(
      Instance secret, String name, String why) {
    return Diagnostic.error(Problem.SECRET_UNAVAILABLE, "cannot read the secret's file " + name)
        .detail(why)
        .at(secret.declaration().span(ValuePath.of("file")))
        .toException();
  }
}

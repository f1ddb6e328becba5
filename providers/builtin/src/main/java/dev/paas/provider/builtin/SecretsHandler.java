package dev.paas.provider.builtin;

import dev.paas.provider.builtin.text.Shown;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives secrets their values: the section {@code secrets}. One that is generated is made once and
 * carried over; one from the environment or a file is taken anew at each plan. What of that is
 * stored is decided by the engine.
 */
final class SecretsHandler extends StateOnlyHandler {
  private static final String AGE_HEADER = "age-encryption.org/v1";
  private static final int DEFAULT_LENGTH = 32;

  private final Map<String, String> environment;

  SecretsHandler(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    return PlannedResource.of(
        proposed.with("value", planned(request.prior(), proposed, request.directory())));
  }

  private Value planned(@Nullable MapValue prior, MapValue proposed, Path directory)
      throws ProviderException {
    if (!proposed.has("generate")) {
      return taken(proposed, directory);
    }
    Value value = prior == null ? Value.nullValue() : prior.getOrNull("value");
    boolean kept =
        prior != null
            && !value.isNull()
            && prior.getOrNull("generate").equals(proposed.getOrNull("generate"));
    return (kept ? value : unknown()).asSensitive();
  }

  /** The value from where the user says that it is; unknown when that is. */
  private Value taken(MapValue attributes, Path directory) throws ProviderException {
    for (String from : new String[] {"env", "file"}) {
      if (attributes.getOrNull(from).isUnknown()) {
        return unknown();
      }
    }
    if (attributes.has("env")) {
      return Value.of(variable(attributes)).asSensitive();
    }
    if (attributes.has("file")) {
      return Value.of(fileContent(attributes, directory)).asSensitive();
    }
    return attributes.getOrNull("value").asSensitive();
  }

  private static Value unknown() {
    return new UnknownValue(ValueKind.STRING).asSensitive();
  }

  private String variable(MapValue attributes) throws ProviderException {
    String value = environment.get(attributes.getString("env", ""));
    if (value == null) {
      String name = Shown.text(attributes.get("env"));
      throw ProviderException.builder("the environment variable " + name + " is not set")
          .detail("The secret is taken from the caller at each run and never stored.")
          .hint("Set it before you run paas.")
          .path(ValuePath.of("env"))
          .build();
    }
    return value;
  }

  private static String fileContent(MapValue attributes, Path directory) throws ProviderException {
    String text = TextFile.read(attributes, "file", directory);
    if (text.startsWith(AGE_HEADER)) {
      throw ProviderException.builder(Shown.text(attributes.get("file")) + " is encrypted with age")
          .detail("Its encrypted text would be taken for the secret.")
          .hint(
              "Decrypt it into an environment variable before you run paas, and take it with env.")
          .path(ValuePath.of("file"))
          .build();
    }
    int end = text.length();
    if (text.endsWith("\r\n")) {
      end -= 2;
    } else if (text.endsWith("\n")) {
      end -= 1;
    }
    return text.substring(0, end);
  }

  @Override
  MapValue completed(MapValue planned, String key, Path directory) throws ProviderException {
    if (!planned.getOrNull("value").isUnknown()) {
      return planned;
    }
    Value value =
        planned.has("generate")
            ? generated(planned.getMap("generate")).asSensitive()
            : taken(planned, directory);
    return planned.with("value", value);
  }

  private static Value generated(MapValue how) {
    String characters =
        switch (how.getString("characters", "alphanumeric")) {
          case "hex" -> Characters.HEX;
          case "printable" -> Characters.PRINTABLE;
          default -> Characters.LOWER + Characters.UPPER + Characters.DIGITS;
        };
    int length = (int) how.getLong("length").orElse(DEFAULT_LENGTH);
    return Value.of(Characters.pick(characters, length));
  }
}

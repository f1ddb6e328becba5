package dev.paas.provider.builtin.command;

import dev.paas.provider.builtin.BuiltinPlugin;
import dev.paas.provider.tck.LookupContract;
import dev.paas.provider.tck.LookupSamples;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The look-up {@code command} keeps the contract. */
class CommandLookupContractTest extends LookupContract {

  @Override
  protected ProviderPlugin plugin() {
    return new BuiltinPlugin();
  }

  @Override
  protected String type() {
    return "command";
  }

  @Override
  protected Map<String, String> environment() {
    return Map.of("PATH", "/usr/bin:/bin");
  }

  @Override
  protected LookupSamples samples() throws Exception {
    Files.createDirectories(directory.resolve("work"));
    return LookupSamples.of(command("echo hello"))
        .also(
            command("cat; echo told >&2")
                .with("input", secret())
                .with("format", Value.of("json"))
                .with("timeout", Value.of("30s")))
        .also(
            command("printf %s \"$WHO\"; exit 3")
                .with("environment", MapValue.builder().put("WHO", "me").build())
                .with("workingDir", Value.of("work"))
                .with("exitCodes", Value.list(List.of(Value.of(0), Value.of(3))))
                .with("sensitiveOutput", Value.of(true)))
        .bad(command("cat; cat >&2; exit 1").with("input", secret()), "command")
        .bad(command("echo no json").with("format", Value.of("json")), "format")
        .bad(command("true").with("workingDir", Value.of("nowhere")), "workingDir");
  }

  private static MapValue secret() {
    return MapValue.builder().put("secret", Value.of("a hidden \"input\"").asSensitive()).build();
  }

  private static MapValue command(String text) {
    return MapValue.builder().put("command", text).build();
  }

  @Override
  protected Map<String, String> things() throws Exception {
    Map<String, String> things = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        things.put(file.toString(), Files.getLastModifiedTime(file).toString());
      }
    }
    return things;
  }
}

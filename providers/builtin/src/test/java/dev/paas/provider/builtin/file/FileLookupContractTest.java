package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.BuiltinPlugin;
import dev.paas.provider.tck.LookupContract;
import dev.paas.provider.tck.LookupSamples;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The look-up {@code file} keeps the contract. */
class FileLookupContractTest extends LookupContract {

  @Override
  protected ProviderPlugin plugin() {
    return new BuiltinPlugin();
  }

  @Override
  protected String type() {
    return "file";
  }

  @Override
  protected LookupSamples samples() throws Exception {
    Files.writeString(directory.resolve("text"), "Grüße\n");
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
    Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
    Files.createDirectories(directory.resolve("folder"));
    MapValue text = MapValue.builder().put("path", "text").build();
    return LookupSamples.of(text)
        .also(text.with("sensitive", Value.of(true)))
        .also(MapValue.builder().put("path", "binary").build())
        .also(MapValue.builder().put("path", "nothing").put("optional", true).build())
        .bad(
            MapValue.builder().put("path", Value.of("secret nothing").asSensitive()).build(),
            "path")
        .bad(MapValue.builder().put("path", "large").build(), "path")
        .bad(MapValue.builder().put("path", "folder").build(), "path");
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

package dev.paas.provider.builtin;

import dev.paas.provider.builtin.text.Hashes;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.nio.file.Path;

/**
 * Keeps a configuration file: the section {@code config}. A file is read when the plan is made, so
 * that apply puts in place what the plan has shown. A template is rendered by the engine, which
 * gives the content.
 */
final class ConfigHandler extends StateOnlyHandler {

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    Value content = proposed.getOrNull("content");
    if (proposed.has("file")) {
      content = content(proposed, request.directory());
    }
    return PlannedResource.of(with(proposed, content));
  }

  /** The content of the file; unknown when its name is. */
  private static Value content(MapValue attributes, Path directory) throws ProviderException {
    Value file = attributes.getOrNull("file");
    Value content =
        file.isUnknown()
            ? new UnknownValue(ValueKind.STRING)
            : Value.of(TextFile.read(attributes, "file", directory));
    return file.hasSensitive() ? content.asSensitive() : content;
  }

  private static MapValue with(MapValue attributes, Value content) {
    return attributes.toBuilder().put("content", content).put("sha256", Hashes.of(content)).build();
  }

  @Override
  MapValue completed(MapValue planned, String key, Path directory) throws ProviderException {
    Value content = planned.getOrNull("content");
    return with(planned, content.isUnknown() ? content(planned, directory) : content);
  }
}

package dev.paas.provider.builtin;

import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;

/** Keeps a value: the type {@code data}. */
final class ValueHandler extends StateOnlyHandler {

  @Override
  public PlannedResource plan(PlanRequest request) {
    MapValue proposed = request.proposed();
    return PlannedResource.of(proposed.with("output", proposed.getOrNull("input")));
  }

  @Override
  MapValue completed(MapValue planned, String key, Path directory) {
    MapValue.Builder all = planned.toBuilder().put("output", planned.getOrNull("input"));
    if (planned.getOrNull("id").isUnknown()) {
      // The key is unique to this creation, and costs no random bytes.
      all.put("id", key);
    }
    return all.build();
  }
}

package dev.paas.provider.builtin;

import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;

/** Makes numbers: the type {@code random.integer}. */
final class IntegerHandler extends StateOnlyHandler {

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    check(request.proposed());
    return PlannedResource.of(request.proposed());
  }

  private static void check(MapValue attributes) throws ProviderException {
    long min = attributes.getLong("min").orElse(Long.MIN_VALUE);
    long max = attributes.getLong("max").orElse(Long.MAX_VALUE);
    if (min > max) {
      throw ProviderException.builder("min is greater than max")
          .hint("Swap them.")
          .path(ValuePath.of("min"))
          .build();
    }
  }

  @Override
  MapValue completed(MapValue planned, String key, Path directory) throws ProviderException {
    if (!planned.getOrNull("result").isUnknown()) {
      return planned;
    }
    check(planned);
    long min = planned.getLong("min").orElse(0);
    long max = planned.getLong("max").orElse(0);
    return planned.with("result", Value.of(Characters.random().nextLong(min, max + 1)));
  }
}

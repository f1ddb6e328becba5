package dev.paas.provider.tck.fake;

import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the provider adds to the engine's proposal for a {@code fake.thing}. */
final class ThingPlan {
  private ThingPlan() {}

  static PlannedResource of(@Nullable MapValue prior, MapValue proposed) {
    Value warning = proposed.getOrNull("warning");
    return new PlannedResource(
        proposed.with("digest", digest(proposed.getOrNull("value"))),
        replacements(prior, proposed),
        warning instanceof StringValue said ? List.of(said.text()) : List.of());
  }

  /** The digest of {@code value}: unknown when that is, and sensitive when that is. */
  static Value digest(Value value) {
    if (!value.isWhollyKnown()) {
      return new UnknownValue(ValueKind.STRING);
    }
    Value digest = Value.of("digest-" + Integer.toHexString(value.revealed().hashCode()));
    return value.hasSensitive() ? digest.asSensitive() : digest;
  }

  private static List<Replacement> replacements(@Nullable MapValue prior, MapValue proposed) {
    OptionalLong before = prior == null ? OptionalLong.empty() : prior.getLong("size");
    OptionalLong after = proposed.getLong("size");
    boolean shrinks =
        before.isPresent() && after.isPresent() && after.getAsLong() < before.getAsLong();
    return shrinks ? List.of(new Replacement(ValuePath.of("size"), "it cannot shrink")) : List.of();
  }
}

package dev.paas.provider.tck.fake;

import dev.paas.provider.tck.Samples;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;

/** Samples of a {@code fake.thing}. */
public final class FakeSamples {
  private FakeSamples() {}

  /** Samples for a provider that makes its things in {@code world}. */
  public static Samples thing(FakeWorld world) {
    MapValue full =
        MapValue.builder()
            .put("name", "full")
            .put("value", Value.of("a hidden value").asSensitive())
            .put("size", 5)
            .put("labels", MapValue.builder().put("team", "blue").put("tier", "web").build())
            .put("members", Value.strings(List.of("anna", "ben")))
            .put("grace", "60s")
            .put("settings", MapValue.builder().put("level", 7).put("kind", "round").build())
            .put("zone", "north")
            .put("secret", "a secret text")
            .put("token", "a token that is not kept")
            .put("warning", "this is only a sample")
            .build();
    return Samples.of(MapValue.builder().put("name", "minimal").build(), full)
        .inPlace(
            full.with("size", Value.of(6))
                .with("labels", MapValue.builder().put("team", "red").build()))
        .replacing(full.with("size", Value.of(4)))
        .also(
            MapValue.builder()
                .put("name", "nested")
                .put("settings", MapValue.builder().put("kind", "square").build())
                .build())
        .failing(full.with("name", Value.of("bad-luck")).with("mishap", Value.of("halfway")))
        .slow(
            MapValue.builder().put("name", "slow").put("takes", "1000s").build(),
            () -> !world.calls(Operation.CREATE).isEmpty())
        .bad(MapValue.builder().put("name", "Upper").build(), "name")
        .bad(full.with("mishap", Value.of("before")), "mishap");
  }
}

package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.List;

/**
 * A resource as it shall be.
 *
 * @param attributes all its attributes. Each that the user set is as the user set it, or as it was
 *     before when the two mean the same; computed ones may be unknown
 * @param replacements the changes that cannot be made in place
 * @param warnings what the user should know, a sentence each
 * @param disruption what an update in place does to what runs in it
 */
public record PlannedResource(
    MapValue attributes,
    List<Replacement> replacements,
    List<String> warnings,
    Disruption disruption) {

  public PlannedResource {
    replacements = List.copyOf(replacements);
    warnings = List.copyOf(warnings);
  }

  /** A plan that stops nothing. */
  public PlannedResource(
      MapValue attributes, List<Replacement> replacements, List<String> warnings) {
    this(attributes, replacements, warnings, Disruption.NONE);
  }

  /** A plan without replacement and warnings. */
  public static PlannedResource of(MapValue attributes) {
    return new PlannedResource(attributes, List.of(), List.of());
  }

  /**
   * A change that forces a replacement.
   *
   * @param path the attribute that changes
   * @param why a clause in lower case which completes "must be replaced: …"
   */
  public record Replacement(ValuePath path, String why) {}
}

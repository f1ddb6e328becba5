package dev.paas.core.plan;

import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * An output.
 *
 * @param name its name
 * @param description what it tells
 * @param before its value before; {@code null} when there was none
 * @param after its value after, unknown when it is known after apply only; {@code null} when there
 *     shall be none
 */
public record OutputChange(
    String name, String description, @Nullable Value before, @Nullable Value after) {

  /** Whether the value changes, or may. */
  public boolean changes() {
    return before == null || after == null || !before.revealed().equals(after.revealed());
  }
}

package dev.paas.core.engine;

import dev.paas.core.history.Retention;
import dev.paas.core.schema.Quantities;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.IntegerValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code history:} in {@code state:}, which is the engine's whatever the backend is. */
final class HistorySettings {
  static final String KEY = "history";

  private HistorySettings() {}

  /** How many revisions are kept; the schema has seen to what stands there. */
  static Retention retention(@Nullable MappingNode state) {
    if (state == null || !(state.get(KEY) instanceof MappingNode settings)) {
      return Retention.DEFAULT;
    }
    int keep =
        settings.get("keep") instanceof ScalarNode number
                && number.value() instanceof IntegerValue value
            ? (int) value.value()
            : Retention.DEFAULT.keep();
    Duration maxAge =
        settings.get("maxAge") instanceof ScalarNode text
            ? Quantities.duration(text.text())
            : Retention.DEFAULT.maxAge();
    return new Retention(keep, maxAge);
  }
}

package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a resource's changes are made.
 *
 * @param protect whether it may not be destroyed; {@code null} for no
 * @param createBeforeDestroy whether a replacement makes the new one first
 * @param ignoreChanges attributes whose changes are left alone
 * @param replaceWhen a list of values; when one changes, the resource is replaced; {@code null} for
 *     none
 * @param keepOnRemove whether it is only forgotten when it leaves the file
 * @param timeouts how long the provider may take: operation to duration
 */
public record Lifecycle(
    @Nullable Expression protect,
    boolean createBeforeDestroy,
    List<IgnoredPath> ignoreChanges,
    @Nullable Expression replaceWhen,
    boolean keepOnRemove,
    Map<String, Duration> timeouts) {

  /** Of a resource that says nothing. */
  public static final Lifecycle DEFAULT =
      new Lifecycle(null, false, List.of(), null, false, Map.of());

  public Lifecycle {
    ignoreChanges = List.copyOf(ignoreChanges);
    timeouts = Map.copyOf(timeouts);
  }
}

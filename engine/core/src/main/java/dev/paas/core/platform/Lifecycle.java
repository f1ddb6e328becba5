package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import dev.paas.core.schema.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * @param retry how often a call is made again that failed in a way that may pass
 * @param checks what must hold
 * @param readyWhen when it is ready for what depends on it; {@code null} for at once
 * @param rolling how many of its declaration's instances may be away at a time; {@code null} for
 *     all
 */
public record Lifecycle(
    @Nullable Expression protect,
    boolean createBeforeDestroy,
    List<IgnoredPath> ignoreChanges,
    @Nullable Expression replaceWhen,
    boolean keepOnRemove,
    Map<String, Duration> timeouts,
    RetryPolicy retry,
    List<CheckDeclaration> checks,
    @Nullable ReadyWhen readyWhen,
    @Nullable RollingLimit rolling) {

  /** Of a resource that says nothing. */
  public static final Lifecycle DEFAULT =
      new Lifecycle(
          null,
          false,
          List.of(),
          null,
          false,
          Map.of(),
          RetryPolicy.DEFAULT,
          List.of(),
          null,
          null);

  public Lifecycle {
    ignoreChanges = List.copyOf(ignoreChanges);
    timeouts = Map.copyOf(timeouts);
    checks = List.copyOf(checks);
  }

  /**
   * How long a call may take.
   *
   * @param operation {@code create}, {@code update}, {@code delete} or {@code read}
   */
  public Duration timeout(String operation, ResourceType type) {
    Duration own = timeouts.get(operation);
    return own == null ? type.timeout(operation) : own;
  }

  /** Gives every expression to {@code sink} that says what must hold. */
  public void forEachCondition(Consumer<Expression> sink) {
    for (CheckDeclaration check : checks) {
      sink.accept(check.condition());
      Expression message = check.message();
      if (message != null) {
        sink.accept(message);
      }
    }
    if (readyWhen != null) {
      sink.accept(readyWhen.condition());
    }
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What policies see of a plan, as values; {@code platform.PolicyTypes} has the types. */
final class PolicyView {
  private PolicyView() {}

  /**
   * A change.
   *
   * @param after the attributes as they shall be, instead of those of the change
   * @param deferred whether it is planned exactly when the rest is done
   */
  static MapValue of(Change change, @Nullable MapValue after, boolean deferred) {
    Address address = change.address();
    Object key = address.key();
    return MapValue.builder()
        .put("address", address.toString())
        .put("section", address.section())
        .put("name", address.name())
        .put("module", address.module().toString())
        .put(
            "key",
            key == null
                ? Value.nullValue()
                : key instanceof Integer index ? Value.of((long) index) : Value.of(key.toString()))
        .put("type", change.type())
        .put("provider", change.provider())
        .put("action", lower(change.action()))
        .put("createFirst", change.createFirst())
        .put("deferred", deferred)
        .put("movedFrom", change.movedFrom() == null ? "" : change.movedFrom().toString())
        .put("reasons", PlanValues.list(change.reasons(), PolicyView::reason))
        .put("differences", PlanValues.list(change.differences(), PolicyView::difference))
        .put("before", orNull(change.before()))
        .put("after", orNull(after))
        .build();
  }

  private static MapValue reason(Reason reason) {
    return MapValue.builder()
        .put("kind", lower(reason.kind()))
        .put("path", reason.path() == null ? "" : reason.path().toString())
        .put("text", reason.text())
        .build();
  }

  private static MapValue difference(AttributeChange difference) {
    return MapValue.builder()
        .put("path", difference.path().toString())
        .put("before", orNull(difference.before()))
        .put("after", orNull(difference.after()))
        .put("cause", lower(difference.cause()))
        .put("forcesReplacement", difference.forcesReplacement())
        .build();
  }

  /** How many resources each action happens to. */
  static MapValue summary(Plan plan) {
    MapValue.Builder summary = MapValue.builder();
    Map<Action, Integer> counts = plan.counts();
    for (Action action : Action.values()) {
      if (action != Action.NONE) {
        summary.put(lower(action), counts.getOrDefault(action, 0));
      }
    }
    return summary.put("unchanged", plan.unchanged()).build();
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Value orNull(@Nullable Value value) {
    return value == null ? Value.nullValue() : value;
  }
}

package dev.paas.provider.tck.broken;

import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Plans with a fault. */
final class BrokenPlans {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private BrokenPlans() {}

  static PlannedResource of(Fault fault, PlanRequest request, PlannedResource right)
      throws ProviderException {
    MapValue attributes = right.attributes();
    MapValue settings = attributes.getMap("settings");
    boolean known =
        request.proposed().get("value") == null
            || request.proposed().getOrNull("value").isWhollyKnown();
    return switch (fault) {
      case PLAN_IS_RANDOM -> with(right, "digest", Value.of("digest-" + COUNT.incrementAndGet()));
      case PLAN_REPLACES_RANDOMLY, PLAN_REPLACES_ALWAYS ->
          request.prior() == null
                  || (fault == Fault.PLAN_REPLACES_RANDOMLY && COUNT.incrementAndGet() % 2 == 0)
              ? right
              : new PlannedResource(
                  attributes,
                  List.of(new Replacement(ValuePath.of("size"), "it is so")),
                  right.warnings());
      case PLAN_CHANGES_WHAT_THE_USER_SET -> with(right, "size", Value.of(1000));
      case PLAN_GUESSES_UNKNOWN_VALUES ->
          attributes.getOrNull("grace").isUnknown() ? with(right, "grace", Value.of("1s")) : right;
      case PLAN_GUESSES_NESTED_UNKNOWN_VALUES ->
          settings.getOrNull("level").isUnknown()
              ? with(right, "settings", settings.with("level", Value.of(3)))
              : right;
      case PLAN_FAILS_ON_UNKNOWN_VALUES -> {
        if (!known) {
          throw ProviderException.builder("value is missing").build();
        }
        yield right;
      }
      case PLAN_REVEALS -> with(right, "name", attributes.getOrNull("name").unwrapped());
      case PLAN_ALWAYS_CHANGES ->
          request.prior() == null
              ? right
              : with(right, "digest", Value.of(request.prior().getString("digest") + "x"));
      case PLAN_NEVER_REPLACES -> new PlannedResource(attributes, List.of(), right.warnings());
      default -> right;
    };
  }

  private static PlannedResource with(PlannedResource right, String name, Value value) {
    return new PlannedResource(
        right.attributes().with(name, value), right.replacements(), right.warnings());
  }
}

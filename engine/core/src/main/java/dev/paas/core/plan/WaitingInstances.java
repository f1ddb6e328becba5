package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.NotYetKnownException;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.evaluation.Marks;
import dev.paas.core.evaluation.UnknownAttributes;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instances of one declaration that must wait for something that is deferred. */
final class WaitingInstances {
  private final List<Address> addresses = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private @Nullable NotYetKnownException settings;
  private boolean unnamed;

  /** Whether something is done to a resource, beside what is kept of it. */
  static boolean changes(Change change) {
    return switch (change.action()) {
      case CREATE, UPDATE, REPLACE, DELETE, FORGET, READ -> true;
      case ADOPT, IMPORT, MOVE, RECORD, NONE -> false;
    };
  }

  /** What is known of an instance for as long as it waits: what does not change. */
  static MapValue known(Instance instance, PlannedInstance waiting) {
    ResourceRecord record = waiting.record();
    MapValue planned = waiting.planned();
    MapValue unknown = UnknownAttributes.of(instance.declaration().type());
    if (record == null || planned == null) {
      return unknown;
    }
    MapValue.Builder known = unknown.toBuilder();
    planned
        .entries()
        .forEach(
            (name, value) -> {
              Value recorded = record.attributes().get(name);
              if (recorded != null && recorded.revealed().equals(value.revealed())) {
                known.put(name, value);
              }
            });
    return known.build();
  }

  /** One that will be changed like this, as far as that is known. */
  void add(Change change) {
    addresses.add(change.address());
    changes.add(change);
  }

  /**
   * One of which is not told what will happen to it.
   *
   * @param why why its provider cannot be asked yet; {@code null} when it can
   */
  void add(Address address, @Nullable NotYetKnownException why) {
    addresses.add(address);
    settings = why;
  }

  /** One that is nothing for the plan, but must be waited for by what refers to it. */
  void unnamed() {
    unnamed = true;
  }

  /** Says which they are. Where nothing waits, nothing has to wait for it, either. */
  void tell(ResourceDeclaration declaration, Deferrals deferrals, Marks marks) {
    if (!addresses.isEmpty()) {
      deferrals.instances(declaration, settings, addresses, changes);
    } else if (!unnamed) {
      marks.clear(declaration);
    }
  }
}

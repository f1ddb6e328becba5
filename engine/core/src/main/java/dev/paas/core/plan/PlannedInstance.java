package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.platform.Lifecycle;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What apply needs to know of a planned resource beside its change.
 *
 * @param change what happens to it
 * @param instance its declaration's instance; {@code null} when it has left the file
 * @param record what is recorded of it, corrected by what was observed; {@code null} when nothing
 *     is
 * @param planned the attributes that it shall have, with write-only values; {@code null} when it
 *     shall not be there
 * @param dependencies what it refers to by the file
 * @param protect whether it is protected from now on
 * @param replaceWhen the values of its replaceWhen; null for none
 */
public record PlannedInstance(
    Change change,
    @Nullable Instance instance,
    @Nullable ResourceRecord record,
    @Nullable MapValue planned,
    List<Address> dependencies,
    boolean protect,
    Value replaceWhen) {

  public PlannedInstance {
    dependencies = List.copyOf(dependencies);
  }

  public Address address() {
    return change.address();
  }

  /** The name of the plugin that it is of; empty when that is not known. */
  public String plugin() {
    return instance != null
        ? instance.declaration().type().plugin()
        : record == null ? "" : record.plugin();
  }

  /** What is recorded of what it refers to: look-ups are not, as nothing is recorded of them. */
  public List<Address> recordedDependencies() {
    for (Address address : dependencies) {
      if (DependencyCollector.isLookup(address)) {
        return dependencies.stream().filter(each -> !DependencyCollector.isLookup(each)).toList();
      }
    }
    return dependencies;
  }

  /**
   * The record of a resource that stays as it is, with what the file says of it now.
   *
   * @param current what is recorded
   * @param halfMade whether its creation failed half-way
   * @param values the values of its replaceWhen
   */
  public ResourceRecord record(ResourceRecord current, boolean halfMade, Value values) {
    if (instance == null) {
      return current;
    }
    Lifecycle lifecycle = instance.declaration().lifecycle();
    ResourceRecord.Flags flags =
        ResourceRecord.Flags.of(
            halfMade, protect, lifecycle.createBeforeDestroy(), lifecycle.keepOnRemove());
    return current.kept(recordedDependencies(), flags, values);
  }

  /** The same of something that moves before anything is done with it. */
  PlannedInstance movedFrom(Address from) {
    return new PlannedInstance(
        change.movedFrom(from), instance, record, planned, dependencies, protect, replaceWhen);
  }
}

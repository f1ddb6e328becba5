package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderHandle;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.Intent;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is there: the records as corrected by what is seen, and by what interrupted applies left. An
 * open intent to create is settled by looking for its key.
 */
final class Observations {
  private final PlatformState state;
  private final ProviderPool providers;
  private final Calls calls;
  private final Refresher refresher;
  private final boolean refresh;
  private final Map<Address, ResourceRecord> adopted = new TreeMap<>();
  private final Map<Address, String> imported = new HashMap<>();
  private final List<ResourceRecord> newlyDeposed = new ArrayList<>();
  private final TreeSet<Address> settled = new TreeSet<>();
  private final TreeSet<Address> gone = new TreeSet<>();
  private final Map<Address, ResourceRecord> observed = new HashMap<>();
  private final Set<Address> vanished = new HashSet<>();
  private final Set<Address> seen = new HashSet<>();
  private final List<ResourceRecord> seenOnly = new ArrayList<>();
  private final Map<Address, Drift> drift = new TreeMap<>();

  Observations(
      PlatformState state,
      ProviderPool providers,
      Calls calls,
      Refresher refresher,
      boolean refresh) {
    this.state = state;
    this.providers = providers;
    this.calls = calls;
    this.refresher = refresher;
    this.refresh = refresh;
  }

  /** Starts to look at everything that a provider has made, and settles what it left unfinished. */
  void start(String alias) {
    List<ResourceRecord> records = new ArrayList<>();
    for (ResourceRecord record : state.records().values()) {
      // What was begun must be looked at, whatever the user says: nobody knows how far it came.
      boolean wanted = refresh || state.intents().containsKey(record.address());
      if (wanted && record.provider().equals(alias)) {
        records.add(record);
      }
    }
    if (!records.isEmpty()) {
      refresher.start(providers.get(alias), records);
    }
    for (Intent intent : state.intents().values()) {
      if (intent.provider().equals(alias) && intent.operation() == Intent.Operation.CREATE) {
        settle(providers.get(alias), intent);
      }
    }
  }

  private void settle(ProviderHandle provider, Intent intent) {
    ResourceType type = Refresher.type(provider, intent.type());
    if (type == null) {
      return;
    }
    try {
      Optional<ObservedResource> found =
          calls.call(
              provider,
              intent.address(),
              type.timeout("read"),
              context ->
                  provider
                      .provider()
                      .resource(type.name())
                      .find(
                          new FindRequest(
                              intent.madeFor().toString(),
                              intent.key(),
                              StoredForm.withoutWriteOnly(type.attributes(), intent.planned())),
                          context));
      found.ifPresent(made -> adopt(intent, made, type));
      settled.add(intent.address());
    } catch (ProviderException failure) {
      throw Calls.exception(
          failure, "cannot tell what an interrupted apply made of " + intent.address(), null);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void adopt(Intent intent, ObservedResource made, ResourceType type) {
    MapValue attributes =
        (MapValue)
            StoredForm.withKept(
                type.attributes(),
                StoredForm.marked(type.attributes(), made.attributes(), intent.planned()),
                intent.planned());
    ResourceRecord record =
        new ResourceRecord(
            intent.address(),
            intent.type(),
            intent.provider(),
            intent.plugin(),
            made.id(),
            intent.key(),
            attributes,
            intent.dependencies(),
            intent.flags(),
            Value.nullValue(),
            intent.schemaVersion(),
            intent.revision(),
            intent.madeFor());
    adopted.put(intent.address(), record);
    ResourceRecord old = state.record(intent.address());
    if (old != null && !old.key().equals(intent.key())) {
      newlyDeposed.add(old);
    }
  }

  /** Takes over something that exists and is not recorded. */
  void takeOver(ResourceRecord found, String id) {
    adopted.put(found.address(), found);
    imported.put(found.address(), id);
  }

  /** Everything that is recorded, or should be. */
  Collection<ResourceRecord> records() {
    if (adopted.isEmpty()) {
      return state.records().values();
    }
    Map<Address, ResourceRecord> all = new TreeMap<>(state.records());
    all.putAll(adopted);
    return all.values();
  }

  /** What had been replaced and is still to be deleted. */
  List<ResourceRecord> deposed() {
    List<ResourceRecord> all = new ArrayList<>(state.deposed());
    all.addAll(newlyDeposed);
    return all;
  }

  /** What is there of an address. */
  InstancePlanner.Present present(
      Address address, @Nullable ResourceDeclaration declaration, boolean forceReplace)
      throws InterruptedException {
    ResourceRecord made = adopted.get(address);
    if (made != null) {
      String id = imported.get(address);
      return new InstancePlanner.Present(made, null, false, id == null, id, false, forceReplace);
    }
    ResourceRecord record = state.record(address);
    if (record == null) {
      return new InstancePlanner.Present(null, null, false, false, null, false, false);
    }
    ResourceRecord current = look(record, declaration);
    Intent intent = state.intents().get(address);
    return new InstancePlanner.Present(
        current,
        record.attributes(),
        current == null,
        false,
        null,
        intent != null && intent.operation() != Intent.Operation.CREATE,
        forceReplace);
  }

  private @Nullable ResourceRecord look(
      ResourceRecord record, @Nullable ResourceDeclaration declaration)
      throws InterruptedException {
    Address address = record.address();
    if (!refresher.looksAt(address)) {
      return record;
    }
    if (seen.add(address)) {
      Optional<ObservedResource> found = refresher.result(address, declaration);
      if (found.isEmpty()) {
        vanished.add(address);
        drift.put(address, new Drift(address, true, List.of()));
      } else {
        observe(record, found.get());
      }
    }
    return vanished.contains(address) ? null : observed.getOrDefault(address, record);
  }

  private void observe(ResourceRecord record, ObservedResource found) {
    ResourceType type = Refresher.type(providers.get(record.provider()), record.type());
    AttributeSchema schema = type == null ? AttributeSchema.ANY : type.attributes();
    MapValue attributes =
        (MapValue) StoredForm.marked(schema, found.attributes(), record.attributes());
    attributes = (MapValue) StoredForm.withKept(schema, attributes, record.attributes());
    List<AttributeChange> differences = Differ.differences(schema, record.attributes(), attributes);
    boolean changed = !differences.isEmpty() || !found.id().equals(record.id());
    if (changed) {
      observed.put(record.address(), record.withAttributes(found.id(), attributes));
    }
    if (!differences.isEmpty()) {
      List<AttributeChange> outside = new ArrayList<>(differences.size());
      differences.forEach(each -> outside.add(each.withCause(AttributeChange.Cause.DRIFT)));
      drift.put(record.address(), new Drift(record.address(), false, outside));
    }
  }

  /** Looks at a resource and keeps what is seen; nothing else is done with it. */
  void seeOnly(ResourceRecord record, @Nullable ResourceDeclaration declaration)
      throws InterruptedException {
    ResourceRecord current =
        adopted.containsKey(record.address()) ? record : look(record, declaration);
    if (current == null) {
      gone.add(record.address());
    } else if (!adopted.containsKey(record.address()) && !current.equals(record)) {
      seenOnly.add(current);
    }
  }

  /** Something that has left the file and is not there any more. */
  void gone(Address address) {
    gone.add(address);
  }

  /** What was changed outside, by address. */
  List<Drift> drift() {
    return List.copyOf(drift.values());
  }

  /** What the state is brought up to date with. */
  Plan.Corrections corrections(Map<Address, PlannedInstance> planned) {
    List<ResourceRecord> records = new ArrayList<>(seenOnly);
    for (PlannedInstance instance : planned.values()) {
      Action action = instance.change().action();
      ResourceRecord stored = state.record(instance.address());
      boolean stays = action == Action.NONE || action == Action.RECORD || action == Action.MOVE;
      if (stored != null && stays) {
        ResourceRecord current = updated(instance, stored);
        if (!current.equals(stored) || state.upgraded().contains(instance.address())) {
          records.add(current);
        }
      }
    }
    return new Plan.Corrections(
        records, adoptedNow(planned), newlyDeposed, new TreeSet<>(settled), new TreeSet<>(gone));
  }

  private List<ResourceRecord> adoptedNow(Map<Address, PlannedInstance> planned) {
    List<ResourceRecord> records = new ArrayList<>();
    for (ResourceRecord record : adopted.values()) {
      PlannedInstance instance = planned.get(record.address());
      records.add(
          instance != null && isTakenOver(instance.change()) ? updated(instance, record) : record);
    }
    return records;
  }

  private static boolean isTakenOver(Change change) {
    return change.action() == Action.ADOPT || change.imported() != null;
  }

  private static ResourceRecord updated(PlannedInstance instance, ResourceRecord stored) {
    ResourceRecord current = instance.record() == null ? stored : instance.record();
    Value replaceWhen = instance.replaceWhen();
    return instance.record(
        current,
        stored.flags().halfMade(),
        replaceWhen.isWhollyKnown() ? replaceWhen : stored.replaceWhen());
  }
}

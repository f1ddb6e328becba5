package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.NotYetKnownException;
import dev.paas.core.evaluation.Marks;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a plan defers, and why; filled while declarations are visited. */
final class Deferrals {
  private final Marks marks;
  private final Map<Address, Deferred> declarations = new LinkedHashMap<>();
  private final Map<Address, Deferred> modules = new LinkedHashMap<>();
  private final Map<Address, Deferred> leaving = new TreeMap<>();
  private final List<ResourceDeclaration> deferred = new ArrayList<>();
  private final Set<Address> deferredInstances = new HashSet<>();
  private final Set<Address> unknown = new HashSet<>();
  private final Map<Address, Address> held = new HashMap<>();
  private final Map<String, NotYetKnownException> providers = new HashMap<>();
  private final List<Diagnostic> errors = new ArrayList<>();

  /**
   * @param marks what is deferred, spreading to what refers to it
   */
  Deferrals(Marks marks) {
    this.marks = marks;
  }

  /** A provider's settings are not known. */
  void provider(ProviderDeclaration provider, NotYetKnownException why) {
    providers.put(provider.alias(), why);
    errors.addAll(why.diagnostics());
    marks.mark(provider);
  }

  /** Whether there is a provider that cannot be asked yet. */
  boolean hasProviders() {
    return !providers.isEmpty();
  }

  /** Why a provider cannot be asked yet; {@code null} when it can. */
  @Nullable NotYetKnownException provider(String alias) {
    return providers.get(alias);
  }

  /** It is not known which instances a declaration has. */
  void instances(ResourceDeclaration declaration, NotYetKnownException why, OptionalLong atMost) {
    errors.addAll(why.diagnostics());
    unknown.add(declaration.declared());
    put(declaration, of(declaration.declared(), why, atMost));
  }

  /** It is not known which instances a module call has, and so not what is in them. */
  void instances(ModuleCall call, NotYetKnownException why) {
    errors.addAll(why.diagnostics());
    unknown.add(call.address());
    modules.put(call.address(), of(call.address(), why, OptionalLong.empty()));
    marks.mark(call);
  }

  private static Deferred of(Address address, NotYetKnownException why, OptionalLong atMost) {
    Deferred.Cause cause =
        switch (why.key()) {
          case "count" -> Deferred.Cause.COUNT;
          case "forEach" -> Deferred.Cause.FOR_EACH;
          default -> Deferred.Cause.WHEN;
        };
    return new Deferred(address, cause, why.source(), why.target(), why.at(), atMost, List.of());
  }

  /**
   * Some or all of a declaration's instances hang on something that is deferred.
   *
   * @param settings why their provider cannot be asked; {@code null} when it can
   * @param instances which
   * @param changes what will happen to them, as far as that is known
   */
  void instances(
      ResourceDeclaration declaration,
      @Nullable NotYetKnownException settings,
      List<Address> instances,
      List<Change> changes) {
    OptionalLong atMost = OptionalLong.of(instances.size());
    deferredInstances.addAll(instances);
    Deferred one;
    if (settings != null) {
      one = ofProvider(declaration.declared(), settings, atMost, changes);
    } else {
      Object cause = marks.of(declaration);
      String waitsFor =
          cause instanceof ResourceDeclaration other
              ? other.address()
              : cause instanceof ModuleCall call
                  ? call.address().toString()
                  : cause instanceof ProviderDeclaration provider
                      ? "providers." + provider.alias()
                      : "";
      one =
          new Deferred(
              declaration.declared(),
              Deferred.Cause.REFERENCE,
              waitsFor,
              "",
              declaration.key().span().toString(),
              atMost,
              changes);
    }
    put(declaration, one);
  }

  private static Deferred ofProvider(
      Address address, NotYetKnownException settings, OptionalLong atMost, List<Change> changes) {
    return new Deferred(
        address,
        Deferred.Cause.PROVIDER,
        settings.source(),
        settings.target(),
        settings.at(),
        atMost,
        changes);
  }

  private void put(ResourceDeclaration declaration, Deferred one) {
    declarations.put(one.address(), one);
    deferred.add(declaration);
    marks.mark(declaration);
  }

  /** Whether something of a declaration is deferred. */
  boolean contains(Address declaration) {
    return declarations.containsKey(declaration) || isIn(modules.keySet(), declaration);
  }

  /** Whether this very resource is deferred, as far as is known what there is. */
  boolean holds(Address resource) {
    return deferredInstances.contains(resource) || isIn(unknown, resource);
  }

  private static boolean isIn(Set<Address> names, Address resource) {
    if (names.isEmpty()) {
      return false;
    }
    for (Address name : resource.names()) {
      if (names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return declarations.isEmpty() && modules.isEmpty() && leaving.isEmpty();
  }

  /** Declarations of which something is deferred. */
  Collection<ResourceDeclaration> declarations() {
    return List.copyOf(deferred);
  }

  /**
   * Something that leaves the file goes only when what is deferred has been dealt with.
   *
   * @param holder what still refers to it; {@code null} when its provider cannot be asked
   */
  void departure(Change change, @Nullable Address holder) {
    NotYetKnownException settings = providers.get(change.provider());
    leaving.put(
        change.address(),
        settings != null
            ? ofProvider(change.address(), settings, OptionalLong.of(1), List.of(change))
            : new Deferred(
                change.address(),
                Deferred.Cause.REFERRED,
                holder == null ? "" : holder.toString(),
                "",
                "",
                OptionalLong.of(1),
                List.of(change)));
  }

  /** All of them: modules, then declarations as the file has them, then what has left it. */
  List<Deferred> list(List<ResourceDeclaration> fileOrder) {
    List<Deferred> all = new ArrayList<>(modules.values());
    for (ResourceDeclaration declaration : fileOrder) {
      Deferred one = declarations.get(declaration.declared());
      if (one != null) {
        all.add(one);
      }
    }
    all.addAll(leaving.values());
    return all;
  }

  /** Says as errors what must be known now. */
  void tell(Diagnostics diagnostics) {
    diagnostics.addAll(errors);
  }

  /**
   * Finds out what must stay as long as what is deferred is as it is: what that refers to as it was
   * recorded, and what that refers to in turn if it is to go.
   *
   * @param leaving what is to go
   * @param planned what is to be replaced, among others
   */
  void hold(
      PlatformState state,
      Map<Address, ResourceRecord> leaving,
      Map<Address, PlannedInstance> planned) {
    Map<Address, ResourceRecord> going = new HashMap<>(leaving);
    for (PlannedInstance one : planned.values()) {
      ResourceRecord record = one.record();
      if (record != null && one.change().action() == Action.REPLACE) {
        going.put(record.address(), record);
      }
    }
    Map<Address, List<ResourceRecord>> byName = new HashMap<>();
    going.forEach(
        (address, record) ->
            address
                .names()
                .forEach(
                    name ->
                        byName.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(record)));
    Deque<ResourceRecord> open = new ArrayDeque<>();
    for (ResourceRecord record : state.records().values()) {
      boolean waits =
          leaving.containsKey(record.address()) && providers.containsKey(record.provider());
      if (waits || holds(record.address())) {
        open.add(record);
      }
    }
    while (!open.isEmpty()) {
      ResourceRecord holder = open.remove();
      for (Address used : holder.dependencies()) {
        if (held.putIfAbsent(used, holder.address()) == null) {
          open.addAll(byName.getOrDefault(used, List.of()));
        }
      }
    }
  }

  /** What must stay because this still refers to it; {@code null} when nothing does. */
  @Nullable Address holder(Address resource) {
    if (held.isEmpty()) {
      return null;
    }
    for (Address name : resource.names()) {
      Address holder = held.get(name);
      if (holder != null && !holder.equals(resource)) {
        return holder;
      }
    }
    return null;
  }
}
